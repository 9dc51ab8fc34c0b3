/** Messages on their way: one after the other, kept until they are answered, tried again when the network is back. */

import type { Memory, Unsent } from "./memory";
import { type Entry, Refused, type Server } from "./server";
import type { Script } from "./texts";

export type Progress =
  | { what: "sending" | "working" | "late" | "offline" }
  | { what: "entry"; entry: Entry }
  | { what: "answered"; key: string }
  | { what: "wait"; sentence: string; seconds: number }
  | { what: "failed"; message: Unsent; sentence: string };

const PAUSES = [1, 2, 4, 8, 15]; // seconds between tries without network

export class Outbox {
  private running = false;
  private limited = false;
  private tries = 0;
  private timer = 0;

  constructor(
    private readonly server: Server,
    private readonly memory: Memory,
    private readonly script: () => Script,
    private readonly tell: (progress: Progress) => void,
  ) {}

  get waiting(): Unsent[] {
    return this.memory.unsent;
  }

  add(text: string, shown: string): Unsent {
    const message = { key: newKey(), text, shown };
    this.memory.unsent = [...this.memory.unsent, message];
    return message;
  }

  /** Send what waits; at once, whatever pause there was. */
  flush(): void {
    clearTimeout(this.timer);
    if (!this.running) void this.run();
  }

  private async run(): Promise<void> {
    this.running = true;
    try {
      for (let message = this.waiting[0]; message; message = this.waiting[0]) {
        this.limited = false;
        const pause = await this.delivered(message);
        if (!pause) continue;
        // The server refuses nobody in danger for writing too often, so the newest message does not wait in line.
        const newest = this.waiting[this.waiting.length - 1]!;
        if (this.limited && newest.key !== message.key) await this.delivered(newest);
        this.timer = window.setTimeout(() => this.flush(), 1000 * pause);
        break;
      }
    } finally {
      this.running = false;
    }
  }

  /** Try one message; the seconds to pause where it has to be tried again, 0 when it is done with. */
  private async delivered(message: Unsent): Promise<number> {
    this.tell({ what: "sending" });
    let complete = false;
    try {
      for await (const event of this.server.turn(message, this.script())) {
        if (event.name === "status") this.tell({ what: (event.data as { state: "working" | "late" }).state });
        if (event.name === "message") this.tell({ what: "entry", entry: event.data as Entry });
        if (event.name === "done") complete = (event.data as { complete: boolean }).complete;
      }
    } catch (problem) {
      if (problem instanceof Refused) return this.refused(message, problem);
    }
    if (complete) return this.done(message);
    this.tell({ what: "offline" });
    return PAUSES[Math.min(this.tries++, PAUSES.length - 1)]!;
  }

  private done(message: Unsent): number {
    this.drop(message);
    this.tell({ what: "answered", key: message.key });
    return 0;
  }

  private refused(message: Unsent, problem: Refused): number {
    if (problem.status === 429) {
      this.limited = true;
      this.tell({ what: "wait", sentence: problem.message, seconds: problem.seconds });
      return Math.max(1, problem.seconds);
    }
    if (problem.status >= 500) {
      this.tell({ what: "offline" });
      return PAUSES[Math.min(this.tries++, PAUSES.length - 1)]!;
    }
    this.drop(message);
    this.tell({ what: "failed", message, sentence: problem.message });
    return 0;
  }

  private drop(message: Unsent): void {
    this.tries = 0;
    this.memory.unsent = this.memory.unsent.filter((each) => each.key !== message.key);
  }
}

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
