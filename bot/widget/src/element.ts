/** `<overdue-advisor>`: the button at the edge of a page and the window behind it, or the conversation in a box. */

import { Chat } from "./chat";
import { type Config, configOf } from "./config";
import { h } from "./dom";
import { icon } from "./icons";
import { Memory } from "./memory";
import { Menu } from "./menu";
import { dress } from "./styles";

const ESCAPES = 3; // presses of Esc that leave the page
const TOGETHER = 1500; // milliseconds in which they come

export class OverdueAdvisor extends HTMLElement {
  private config!: Config;
  private memory!: Memory;
  private chat!: Chat;
  private menu!: Menu;
  private root!: HTMLElement;
  private window!: HTMLElement;
  private launcher!: HTMLButtonElement;
  private tools: { leave: HTMLElement; close: HTMLElement; title: HTMLElement } | null = null;
  private escapes: number[] = [];

  connectedCallback(): void {
    document.addEventListener("keydown", this.pressed, true);
    if (this.shadowRoot) return this.chat.listen(); // moved to another place of its page
    this.config = configOf(this);
    this.memory = new Memory(this.config.endpoint);
    this.chat = new Chat(this.config, this.memory);
    this.menu = new Menu(this.chat, this.memory, () => this.name());
    const shadow = this.attachShadow({ mode: "open" });
    this.root = h("div", { class: `root ${this.config.inline ? "inline" : `floating ${this.config.position}`}` });
    dress(shadow);
    this.build();
    this.name();
    shadow.append(this.root);
    this.addEventListener("keydown", (event) => this.key(event));
    this.chat.listen();
    void this.dressed();
  }

  /** The page's own script of Chinese, then the conversation where it is always open. */
  private async dressed(): Promise<void> {
    if ((this.memory.script ?? this.config.script) === "zh-Hant") {
      await this.chat.write("zh-Hant");
      this.name();
    }
    if (this.config.inline) await this.chat.begin();
  }

  /** Open the window; nothing where the conversation is always open. */
  open(): void {
    if (this.config.inline) return;
    this.window.hidden = false;
    this.launcher.hidden = true;
    void this.chat.begin();
    this.chat.composer.focus();
  }

  close(): void {
    if (this.config.inline) return;
    this.window.hidden = true;
    this.launcher.hidden = false;
    this.launcher.focus();
  }

  /** Be gone: nothing on the screen, nothing in this tab, no way back to the page by the back button. */
  leave(): void {
    this.root.replaceChildren();
    document.title = this.chat.texts.left_title;
    this.memory.forgetTab();
    try {
      (window.top ?? window).location.replace(this.config.exit);
    } catch {
      location.replace(this.config.exit);
    }
  }

  private build(): void {
    const leave = h("button", { type: "button", class: "leave", onclick: () => this.leave() });
    const close = h("button", { type: "button", class: "tool", onclick: () => this.close() }, icon("close"));
    const title = h("h2", {});
    this.tools = { leave, close, title };
    const bar = h("header", { class: "bar" }, title, leave, this.menu.button, !this.config.inline && close);
    this.window = h("section", { class: "window", role: this.config.inline ? "region" : "dialog" }, bar, this.menu.node, this.chat.node);
    this.launcher = h("button", { type: "button", class: "launcher", onclick: () => this.open() });
    this.window.hidden = !this.config.inline;
    this.root.append(this.window);
    if (!this.config.inline) this.root.append(this.launcher);
  }

  private name(): void {
    const { texts, writing } = this.chat;
    const title = this.config.title || texts.title;
    this.root.lang = writing;
    this.window.setAttribute("aria-label", title);
    this.tools!.title.textContent = title;
    this.tools!.close.setAttribute("aria-label", texts.close);
    this.tools!.leave.replaceChildren(icon("leave"), texts.leave);
    this.tools!.leave.title = texts.leave_hint;
    this.launcher.replaceChildren(icon("talk"), texts.launcher);
    this.launcher.setAttribute("aria-label", `${texts.launcher}：${title}`);
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "Escape" && !event.isComposing && !this.window.hidden) this.close();
  }

  /** Esc again and again, wherever on the page, while something of ours can be seen. */
  private readonly pressed = (event: KeyboardEvent): void => {
    const now = Date.now();
    this.escapes = this.escapes.filter((then) => now - then < TOGETHER);
    if (event.key !== "Escape" || event.isComposing || (this.window.hidden && !this.escapes.length)) return;
    this.escapes.push(now);
    if (this.escapes.length >= ESCAPES) this.leave();
  };

  disconnectedCallback(): void {
    document.removeEventListener("keydown", this.pressed, true);
    this.chat.stop();
  }
}
