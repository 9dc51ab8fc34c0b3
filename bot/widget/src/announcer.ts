/** The one live region: it gets finished sentences, never parts, so a screen reader says each once. */

import { h } from "./dom";

export class Announcer {
  readonly node = h("div", { role: "status", "aria-live": "polite", class: "unseen" });
  private readonly sentences: string[] = [];

  say(text: string): void {
    this.sentences.push(text);
    if (this.sentences.length > 1) return;
    this.node.textContent = "";
    // An emptied and refilled region is read again even when the words are the same.
    window.setTimeout(() => (this.node.textContent = this.sentences.splice(0).join("\n")), 50);
  }
}
