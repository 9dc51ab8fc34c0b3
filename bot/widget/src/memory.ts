/** What the browser keeps: the session and unsent messages, in this tab; on the device only when the person says so. */

import type { Script } from "./texts";

export interface Unsent {
  key: string;
  text: string;
  shown: string;
}

type Where = "sessionStorage" | "localStorage";

export class Memory {
  private readonly fallback = new Map<string, string>();

  constructor(private readonly endpoint: string) {}

  get session(): string | null {
    return this.read("sessionStorage", "session") ?? this.read("localStorage", "session");
  }

  set session(token: string | null) {
    this.write("sessionStorage", "session", token);
    this.write("localStorage", "session", this.onDevice ? token : null);
  }

  /** Whether the session outlives this tab; wished for before there is one, it is kept as soon as there is. */
  get onDevice(): boolean {
    return this.read("localStorage", "keep") !== null;
  }

  set onDevice(keep: boolean) {
    this.write("localStorage", "keep", keep ? "1" : null);
    this.write("localStorage", "session", keep ? this.session : null);
  }

  /** The script of Chinese the person chose, where they did. */
  get script(): Script | null {
    return this.read("sessionStorage", "script") as Script | null;
  }

  set script(script: Script | null) {
    this.write("sessionStorage", "script", script);
  }

  get unsent(): Unsent[] {
    try {
      return JSON.parse(this.read("sessionStorage", "unsent") ?? "[]") as Unsent[];
    } catch {
      return [];
    }
  }

  set unsent(messages: Unsent[]) {
    this.write("sessionStorage", "unsent", messages.length ? JSON.stringify(messages) : null);
  }

  /** Forget this tab's part: what leaving quickly does. */
  forgetTab(): void {
    for (const name of ["session", "script", "unsent"]) this.write("sessionStorage", name, null);
  }

  /** Forget who this is, here and on the device; what waits to be sent stays. */
  forgetSession(): void {
    this.onDevice = false;
    this.session = null;
  }

  // Storage may be closed or full (private windows, settings, foreign frames): then this page's own memory serves.

  private read(where: Where, name: string): string | null {
    const key = this.key(name);
    try {
      return this.fallback.get(where + key) ?? window[where].getItem(key);
    } catch {
      return null;
    }
  }

  private write(where: Where, name: string, value: string | null): void {
    const key = this.key(name);
    this.fallback.delete(where + key);
    try {
      if (value === null) window[where].removeItem(key);
      else window[where].setItem(key, value);
    } catch {
      if (value !== null) this.fallback.set(where + key, value);
    }
  }

  private key(name: string): string {
    return `overdue-advisor:${this.endpoint}:${name}`;
  }
}
