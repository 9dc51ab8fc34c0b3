/** What the browser keeps: the session and unsent messages, in this tab; on the device only when the person says so. */

export interface Unsent {
  key: string;
  text: string;
  shown: string;
}

export class Memory {
  private readonly token: string;
  private readonly queue: string;
  private readonly fallback = new Map<string, string>();

  constructor(endpoint: string) {
    this.token = `overdue-advisor:${endpoint}:session`;
    this.queue = `overdue-advisor:${endpoint}:unsent`;
  }

  get session(): string | null {
    return this.read("sessionStorage", this.token) ?? this.read("localStorage", this.token);
  }

  set session(token: string) {
    this.write("sessionStorage", this.token, token);
    if (this.onDevice) this.write("localStorage", this.token, token);
  }

  /** Whether the session outlives this tab. */
  get onDevice(): boolean {
    return this.read("localStorage", this.token) !== null;
  }

  set onDevice(keep: boolean) {
    const token = this.session;
    if (keep && token) this.write("localStorage", this.token, token);
    if (!keep) this.remove("localStorage", this.token);
  }

  get unsent(): Unsent[] {
    try {
      return JSON.parse(this.read("sessionStorage", this.queue) ?? "[]") as Unsent[];
    } catch {
      return [];
    }
  }

  set unsent(messages: Unsent[]) {
    if (messages.length) this.write("sessionStorage", this.queue, JSON.stringify(messages));
    else this.remove("sessionStorage", this.queue);
  }

  /** Forget this tab's part: what leaving quickly does. */
  forgetTab(): void {
    this.remove("sessionStorage", this.token);
    this.remove("sessionStorage", this.queue);
  }

  forget(): void {
    this.forgetTab();
    this.remove("localStorage", this.token);
  }

  // Storage may be closed (private windows, settings, third-party frames): then this page's own memory serves.

  private read(where: "sessionStorage" | "localStorage", name: string): string | null {
    try {
      return window[where].getItem(name);
    } catch {
      return this.fallback.get(where + name) ?? null;
    }
  }

  private write(where: "sessionStorage" | "localStorage", name: string, value: string): void {
    try {
      window[where].setItem(name, value);
    } catch {
      this.fallback.set(where + name, value);
    }
  }

  private remove(where: "sessionStorage" | "localStorage", name: string): void {
    this.fallback.delete(where + name);
    try {
      window[where].removeItem(name);
    } catch {
      // nothing was kept there
    }
  }
}
