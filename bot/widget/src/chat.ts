/** The conversation on the screen: log, quick answers, what is going on, the box to write in. */

import { Announcer } from "./announcer";
import type { Surroundings } from "./cards/card";
import { Composer } from "./composer";
import type { Config } from "./config";
import { h } from "./dom";
import type { Memory, Unsent } from "./memory";
import { advisorView, personView, spoken } from "./message";
import { Outbox, type Progress } from "./outbox";
import { richText } from "./richtext";
import { type Button, type Entry, Server } from "./server";
import { type Script, SIMPLIFIED, type Texts, textsOf } from "./texts";

/** Words the server takes literally; they are no texts of the page, so they have one spelling. */
export const SAYINGS = { export: "导出我的数据", delete: "删除我的数据" };

const STALE = 2000; // milliseconds after which a page that is looked at again asks what it missed

export class Chat {
  readonly node: HTMLElement;
  readonly announcer = new Announcer();
  readonly composer: Composer;
  texts: Texts = SIMPLIFIED;
  private script: Script = "zh-Hans";
  private readonly log: HTMLElement;
  private readonly state = h("div", { class: "state" });
  private readonly answers = h("div", { class: "answers", role: "group" });
  private readonly outbox: Outbox;
  private readonly server: Server;
  private readonly channel?: BroadcastChannel;
  private shown = new Set<string>();
  private last = "";
  private asked = 0;
  private begun?: Promise<void>;
  private heard: string[] = [];

  constructor(
    private readonly config: Config,
    private readonly memory: Memory,
  ) {
    this.server = new Server(config.endpoint, memory);
    this.outbox = new Outbox(this.server, memory, () => this.script, (progress) => this.follow(progress));
    this.log = h("div", { class: "log", role: "log", "aria-live": "off", "aria-label": this.texts.log, tabindex: 0 });
    this.composer = new Composer(this.texts, (text) => this.say(text));
    this.node = h("div", { class: "chat" }, this.log, this.composer.node, this.announcer.node);
    if ("BroadcastChannel" in window) {
      this.channel = new BroadcastChannel(`overdue-advisor:${config.endpoint}`);
      this.channel.onmessage = () => void this.catchUp();
    }
    document.addEventListener("visibilitychange", () => this.looked());
  }

  /** Show what was said before, or a welcome; once. */
  begin(): Promise<void> {
    return (this.begun ??= this.start());
  }

  /** Say something in the person's name; `shown` is what stands on the screen for it. */
  say(text: string, shown = text): void {
    const pressed = this.log.contains((this.node.getRootNode() as ShadowRoot).activeElement);
    this.offer([]);
    this.log.querySelectorAll(".affordances").forEach((each) => each.remove());
    this.add(personView(shown, this.texts.me));
    if (pressed) this.keepFocus();
    this.outbox.add(text, shown);
  }

  /** A pressed button is gone: on to the box where there is a keyboard; on a touch screen that would cover the answer. */
  private keepFocus(): void {
    if (matchMedia("(pointer: fine)").matches) this.composer.focus();
    else this.log.focus({ preventScroll: true });
  }

  async clear(): Promise<void> {
    await this.server.clear().catch(() => undefined);
    this.empty();
    this.notice(this.texts.cleared);
    this.tellOthers();
  }

  /** Write everything in a script from now on. */
  async write(script: Script): Promise<void> {
    this.script = script;
    this.texts = await textsOf(script, this.config.endpoint);
    this.log.setAttribute("aria-label", this.texts.log);
    this.composer.name(this.texts);
    if (this.begun) await this.reload();
  }

  get writing(): Script {
    return this.script;
  }

  /** A sentence of the page itself. */
  notice(text: string): void {
    this.add(h("p", { class: "notice" }, text));
    this.announcer.say(text);
  }

  stop(): void {
    this.channel?.close();
  }

  private async start(): Promise<void> {
    if (this.memory.session) await this.reload();
    else this.welcome();
    for (const message of this.outbox.waiting) this.add(personView(message.shown, this.texts.me));
    this.outbox.flush();
  }

  /** Draw the conversation anew from what the server remembers of it. */
  private async reload(): Promise<void> {
    if (!this.memory.session) return this.redraw([]);
    try {
      this.redraw(await this.server.open(this.script));
    } catch {
      this.redraw([]);
      this.pause(this.texts.offline);
    }
  }

  private redraw(entries: Entry[]): void {
    this.empty();
    for (const entry of entries) this.draw(entry);
    if (!entries.length) this.welcome();
    this.scroll();
  }

  private empty(): void {
    this.log.replaceChildren();
    this.shown.clear();
    this.last = "";
    this.offer([]);
  }

  private welcome(): void {
    const made = h("article", { class: "message advisor", "aria-label": this.texts.advisor });
    made.append(richText(this.texts.welcome));
    this.add(made);
    const { suggest_1, suggest_2, suggest_3, suggest_4 } = this.texts;
    this.offer([suggest_1, suggest_2, suggest_3, suggest_4].map((title) => ({ title, payload: title })));
  }

  private looked(): void {
    if (document.visibilityState === "visible" && Date.now() - this.asked > STALE) void this.catchUp();
  }

  /** What another tab said meanwhile. */
  private async catchUp(): Promise<void> {
    if (!this.begun || !this.memory.session || this.outbox.waiting.length) return;
    this.asked = Date.now();
    try {
      const entries = await this.server.open(this.script);
      const newest = [...entries].reverse().find((entry) => entry.who === "advisor")?.id ?? "";
      if (newest !== this.last && !this.outbox.waiting.length) this.redraw(entries);
    } catch {
      // the next look tries again
    }
  }

  private tellOthers(): void {
    if (this.memory.onDevice) this.channel?.postMessage("changed");
  }

  private follow(progress: Progress): void {
    switch (progress.what) {
      case "sending":
        return this.typing("");
      case "working":
        this.announcer.say(this.texts.working);
        return this.typing(this.texts.working);
      case "late":
        this.announcer.say(this.texts.late);
        return this.typing(this.texts.late);
      case "entry":
        return this.receive(progress.entry);
      case "answered":
        return this.answered();
      case "offline":
        return this.pause(this.texts.offline);
      case "wait":
        return this.pause(progress.sentence);
      case "failed":
        return this.fail(progress.message, progress.sentence);
    }
  }

  private receive(entry: Entry): void {
    if (this.shown.has(entry.id)) return;
    const made = this.draw(entry);
    const before = made.previousElementSibling;
    this.scroll(before?.classList.contains("person") ? before : made);
    this.heard.push(spoken(entry));
    this.heed(entry, made);
  }

  private answered(): void {
    this.typing(null);
    if (this.heard.length) this.announcer.say(this.heard.splice(0).join("\n"));
    this.tellOthers();
  }

  private draw(entry: Entry): HTMLElement {
    this.shown.add(entry.id);
    if (entry.who === "person") return this.add(personView(entry.text, this.texts.me));
    this.last = entry.id;
    const made = this.add(advisorView(entry, this.texts.advisor, this.around));
    this.log.querySelectorAll(".affordances").forEach((each) => each.remove());
    const ways = entry.custom?.affordances;
    if (Array.isArray(ways)) made.append(this.affordances(ways as string[]));
    this.offer(entry.buttons ?? []);
    return made;
  }

  private affordances(ways: string[]): HTMLElement {
    const press = (way: string) => h("button", { type: "button", onclick: () => this.say(way) }, way);
    return h("div", { class: "affordances", role: "group", "aria-label": this.texts.feedback }, ...ways.map(press));
  }

  private get around(): Surroundings {
    return {
      texts: this.texts,
      say: (text) => this.say(text),
      fileAddress: (token) => this.server.fileAddress(token),
    };
  }

  /** What an answer means for the page itself: to be remembered here too, to forget everything. */
  private heed(entry: Entry, made: HTMLElement): void {
    const { kind, remembered } = entry.custom ?? {};
    if (kind === "consent" && remembered === true && !this.memory.onDevice) {
      this.memory.onDevice = true;
      this.notice(this.texts.on_device_done);
    }
    if (kind === "consent" && remembered === false) this.memory.onDevice = false;
    if (kind === "deleted") {
      this.tellOthers();
      this.memory.forget();
      this.empty();
      this.add(made);
    }
  }

  private offer(buttons: Button[]): void {
    this.answers.replaceChildren(
      ...buttons.map(({ title, payload }) =>
        h("button", { type: "button", onclick: () => this.say(payload, title) }, title),
      ),
    );
    if (buttons.length) this.log.append(this.answers);
    else this.answers.remove();
  }

  private add(made: HTMLElement): HTMLElement {
    const end = [this.answers, this.state].find((each) => each.parentNode === this.log) ?? null;
    this.log.insertBefore(made, end);
    return made;
  }

  /** That an answer is being made; null when it is there. */
  private typing(words: string | null): void {
    this.composer.waiting(words !== null);
    if (words === null) return this.state.remove();
    const dots = h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
    this.state.replaceChildren(dots, words);
    this.log.append(this.state);
    if (!this.shown.size || words) this.scroll(this.state);
    else this.scroll();
  }

  private pause(sentence: string): void {
    const again = h("button", { type: "button", onclick: () => this.outbox.flush() }, this.texts.retry);
    this.state.replaceChildren(h("span", {}, sentence), again);
    this.log.append(this.state);
    this.announcer.say(sentence);
    this.scroll();
  }

  private fail(message: Unsent, sentence: string): void {
    const edit = () => {
      this.composer.fill(message.shown);
      this.state.remove();
    };
    this.typing(null);
    this.state.replaceChildren(
      h("span", {}, sentence || this.texts.failed),
      h("button", { type: "button", onclick: edit }, this.texts.edit),
    );
    this.log.append(this.state);
    this.announcer.say(sentence || this.texts.failed);
    this.scroll();
  }

  /** Bring the beginning of something into view, or the end of everything: answers are read from their beginning. */
  private scroll(to?: Element): void {
    const top = to ? (to as HTMLElement).offsetTop - this.log.offsetTop - 8 : this.log.scrollHeight;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.log.scrollTo({ top, behavior: calm ? "auto" : "smooth" });
  }
}
