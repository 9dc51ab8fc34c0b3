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
  private channel?: BroadcastChannel;
  /** Ids of entries, and keys of messages sent from here, that stand in the log. */
  private readonly shown = new Set<string>();
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
  }

  /** Follow what happens around the conversation: other tabs, the network, being looked at again. */
  listen(): void {
    document.addEventListener("visibilitychange", this.looked);
    addEventListener("online", this.online);
    addEventListener("pageshow", this.returned);
    if (!("BroadcastChannel" in window)) return;
    this.channel = new BroadcastChannel(`overdue-advisor:${this.config.endpoint}`);
    this.channel.onmessage = ({ data }) => void (data === "cleared" ? this.reload() : this.catchUp());
  }

  stop(): void {
    document.removeEventListener("visibilitychange", this.looked);
    removeEventListener("online", this.online);
    removeEventListener("pageshow", this.returned);
    this.channel?.close();
    this.channel = undefined;
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
    this.drawUnsent(this.outbox.add(text, shown));
    if (pressed) this.keepFocus();
    this.outbox.flush();
  }

  async clear(): Promise<void> {
    try {
      if (this.memory.session) await this.server.clear();
    } catch {
      return this.notice(this.texts.not_cleared);
    }
    this.empty();
    this.drawWaiting();
    this.notice(this.texts.cleared);
    this.tellOthers("cleared");
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

  /** A pressed button is gone: on to the box where there is a keyboard; on a touch screen that would cover the answer. */
  private keepFocus(): void {
    if (matchMedia("(pointer: fine)").matches) this.composer.focus();
    else this.log.focus({ preventScroll: true });
  }

  private async start(): Promise<void> {
    await this.reload();
    this.outbox.flush();
  }

  /** Draw the conversation anew from what the server remembers of it. */
  private async reload(): Promise<void> {
    try {
      this.redraw(this.memory.session ? ((await this.server.open(this.script)) ?? []) : []);
    } catch {
      this.redraw([]);
      this.pause(this.texts.offline);
    }
  }

  private redraw(entries: Entry[]): void {
    this.empty();
    for (const entry of entries) this.draw(entry);
    this.drawWaiting();
    if (!this.shown.size) this.welcome();
    this.scroll();
  }

  private empty(): void {
    const state = this.state.parentNode && this.outbox.waiting.length ? this.state : null;
    this.log.replaceChildren(...(state ? [state] : []));
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

  private readonly looked = (): void => {
    if (document.visibilityState === "visible" && Date.now() - this.asked > STALE) void this.catchUp(this.last);
  };

  private readonly online = (): void => this.outbox.flush();

  /** A page the browser had put aside comes back as it was: what has been deleted since must not come with it. */
  private readonly returned = (event: PageTransitionEvent): void => {
    if (!event.persisted) return;
    this.composer.fill("");
    this.empty();
    if (this.begun) void this.reload();
  };

  /** What another tab said meanwhile. To have the newest is not to have all: two tabs may have sent at once. */
  private async catchUp(seen?: string): Promise<void> {
    if (!this.begun || !this.memory.session) return;
    this.asked = Date.now();
    const entries = await this.server.open(this.script, seen).catch(() => null);
    const isNew = ({ id, key = "" }: Entry) => !this.shown.has(id) && !this.shown.has(key);
    if (entries?.some(isNew)) this.redraw(entries);
  }

  private tellOthers(what: "changed" | "cleared"): void {
    if (this.memory.onDevice) this.channel?.postMessage(what);
  }

  private follow(progress: Progress): void {
    switch (progress.what) {
      case "sending":
        return this.typing("");
      case "working":
      case "late":
        this.announcer.say(this.texts[progress.what]);
        return this.typing(this.texts[progress.what]);
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
    this.tellOthers("changed");
    if (this.memory.onDevice) void this.catchUp();
  }

  private draw(entry: Entry): HTMLElement {
    this.shown.add(entry.id);
    this.last = entry.id;
    if (entry.key) this.shown.add(entry.key);
    if (entry.who === "person") return this.add(personView(entry.text, this.texts.me));
    const made = this.add(advisorView(entry, this.texts.advisor, this.around));
    this.log.querySelectorAll(".affordances").forEach((each) => each.remove());
    const ways = entry.custom?.affordances;
    if (Array.isArray(ways)) made.append(this.affordances(ways as string[]));
    this.offer(entry.buttons ?? []);
    return made;
  }

  private drawUnsent({ key, shown }: Unsent): void {
    this.shown.add(key);
    const made = this.add(personView(shown, this.texts.me));
    made.dataset.key = key;
  }

  private drawWaiting(from = 0): void {
    for (const message of this.outbox.waiting.slice(from)) if (!this.shown.has(message.key)) this.drawUnsent(message);
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
      this.tellOthers("cleared");
      this.memory.forgetSession();
      this.empty();
      this.add(made);
      this.drawWaiting(1); // behind the request to delete, which is answered now
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
    this.showState(dots, words);
  }

  private pause(sentence: string): void {
    const again = h("button", { type: "button", onclick: () => this.outbox.flush() }, this.texts.retry);
    this.showState(h("span", {}, sentence), again);
    this.announcer.say(sentence);
  }

  private showState(...parts: (Node | string)[]): void {
    this.state.replaceChildren(...parts);
    this.log.append(this.state);
    this.scroll();
  }

  /** A message the server will not have: beside it why, and its words back into the box. */
  private fail(message: Unsent, sentence = this.texts.failed): void {
    this.typing(null);
    const bubble = this.log.querySelector(`[data-key="${message.key}"]`);
    const edit = () => {
      this.composer.fill([this.composer.text, message.shown].filter(Boolean).join("\n"));
      bubble?.remove();
      refusal.remove();
    };
    const again = h("button", { type: "button", onclick: edit }, this.texts.edit);
    const refusal = this.add(h("div", { class: "state" }, h("span", {}, sentence), again));
    this.announcer.say(sentence);
    this.scroll();
  }

  /** Bring the beginning of something into view, or the end of everything: answers are read from their beginning. */
  private scroll(to?: Element): void {
    const top = to ? (to as HTMLElement).offsetTop - this.log.offsetTop - 8 : this.log.scrollHeight;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.log.scrollTo({ top, behavior: calm ? "auto" : "smooth" });
  }
}
