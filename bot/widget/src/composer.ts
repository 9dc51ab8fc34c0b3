/** The box to write in: Enter sends, unless an input method is still choosing characters; Shift+Enter breaks the line. */

import { h } from "./dom";
import { icon } from "./icons";
import type { Texts } from "./texts";

const MOST_CHARACTERS = 4000; // what the server takes

export class Composer {
  readonly node: HTMLElement;
  private readonly box = h("textarea", { rows: 1, maxlength: MOST_CHARACTERS, autocomplete: "off", enterkeyhint: "send" });
  private readonly button: HTMLButtonElement;
  private readonly careful = h("p", { class: "careful" });

  constructor(
    texts: Texts,
    private readonly send: (text: string) => void,
  ) {
    this.button = h("button", { type: "button", class: "send", onclick: () => this.submit() }, icon("send"));
    this.node = h("div", { class: "composer" }, h("div", { class: "line" }, this.box, this.button), this.careful);
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("input", () => this.grow());
    this.name(texts);
  }

  name(texts: Texts): void {
    this.box.setAttribute("aria-label", texts.input);
    this.box.setAttribute("placeholder", texts.placeholder);
    this.button.setAttribute("aria-label", texts.send);
    this.careful.textContent = texts.careful;
  }

  focus(): void {
    this.box.focus({ preventScroll: true });
  }

  get text(): string {
    return this.box.value;
  }

  fill(text: string): void {
    this.box.value = text;
    this.grow();
    if (text) this.focus();
  }

  waiting(busy: boolean): void {
    this.button.classList.toggle("busy", busy);
  }

  private key(event: KeyboardEvent): void {
    const choosing = event.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || choosing) return;
    event.preventDefault();
    this.submit();
  }

  private submit(): void {
    const text = this.box.value.trim();
    if (!text) return this.focus();
    this.box.value = "";
    this.grow();
    this.send(text);
  }

  private grow(): void {
    this.box.rows = Math.min(5, Math.max(1, this.box.value.split("\n").length, Math.ceil(this.box.value.length / 22)));
  }
}
