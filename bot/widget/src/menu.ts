/** What else one can do: keep or forget, take along, delete, the other script. */

import type { Chat } from "./chat";
import { SAYINGS } from "./chat";
import { h } from "./dom";
import { icon } from "./icons";
import type { Memory } from "./memory";

export class Menu {
  readonly button: HTMLButtonElement;
  readonly node = h("div", { class: "menu", hidden: true });

  constructor(
    private readonly chat: Chat,
    private readonly memory: Memory,
    private readonly rewritten: () => void,
  ) {
    this.button = h("button", { type: "button", class: "tool", "aria-expanded": "false", onclick: () => this.toggle() }, icon("menu"));
    this.node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close();
    });
    this.node.addEventListener("focusout", ({ relatedTarget: to }) => {
      if (to && to !== this.button && !this.node.contains(to as Node)) this.hide();
    });
    this.name();
  }

  name(): void {
    this.button.setAttribute("aria-label", this.chat.texts.menu);
    this.node.setAttribute("aria-label", this.chat.texts.menu);
    this.node.setAttribute("role", "group");
  }

  close(): void {
    if (this.node.hidden) return;
    this.hide();
    this.button.focus();
  }

  private hide(): void {
    this.node.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
  }

  private toggle(): void {
    if (!this.node.hidden) return this.close();
    this.fill();
    this.node.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    this.node.querySelector<HTMLElement>("input, button")?.focus();
  }

  private fill(): void {
    const { texts } = this.chat;
    const keep = h("input", { type: "checkbox", onchange: () => this.keep(keep.checked) });
    keep.checked = this.memory.onDevice;
    this.node.replaceChildren(
      h("label", {}, keep, texts.on_device),
      this.item(texts.clear, () => void this.chat.clear()),
      this.item(texts.export, () => this.chat.say(SAYINGS.export, texts.export)),
      h("button", { type: "button", onclick: () => this.ask() }, texts.delete),
      this.item(texts.script, () => void this.rewrite()),
    );
  }

  private item(words: string, act: () => void): HTMLElement {
    const press = () => {
      this.close();
      act();
    };
    return h("button", { type: "button", onclick: press }, words);
  }

  /** Ask before everything is deleted. */
  private ask(): void {
    const { texts } = this.chat;
    const yes = this.item(texts.delete_yes, () => this.chat.say(SAYINGS.delete, texts.delete));
    yes.classList.add("danger");
    this.node.replaceChildren(h("p", {}, texts.delete_sure), yes, this.item(texts.delete_no, () => undefined));
    yes.focus();
  }

  private keep(wanted: boolean): void {
    this.memory.onDevice = wanted;
    const { texts } = this.chat;
    this.chat.notice(wanted ? texts.on_device_done : texts.on_device_off);
  }

  private async rewrite(): Promise<void> {
    this.memory.script = this.chat.writing === "zh-Hant" ? "zh-Hans" : "zh-Hant";
    await this.chat.write(this.memory.script);
    this.name();
    this.rewritten();
  }
}
