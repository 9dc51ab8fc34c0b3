/** The server as the widget knows it: a session, turns, files. */

import { events, type ServerEvent } from "./events";
import type { Memory, Unsent } from "./memory";
import type { Script } from "./texts";

export interface Button {
  title: string;
  payload: string;
}

export interface Entry {
  id: string;
  who: "person" | "advisor";
  text: string;
  /** What this browser called the message when it sent it. */
  key?: string;
  buttons?: Button[];
  custom?: Record<string, unknown>;
}

/** Milliseconds without a word, not even a heartbeat, after which a connection counts as lost. */
const SILENCE = 40_000;

/** The server refused, in its own words; `seconds` until it may be asked again. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    sentence: string,
    readonly seconds: number,
  ) {
    super(sentence);
  }
}

export class Server {
  constructor(
    private readonly endpoint: string,
    private readonly memory: Memory,
  ) {}

  /** Open the session of this browser, or a new one; what was said in it, null when `seen` was the last of it. */
  async open(script: Script, seen?: string, signal?: AbortSignal): Promise<Entry[] | null> {
    const response = await this.post("session", { script, seen }, signal);
    const { token, entries } = (await response.json()) as { token: string; entries: Entry[] | null };
    this.memory.session = token;
    return entries;
  }

  /** One turn as events; a session that is over is opened anew and the message sent once more. */
  async *turn(message: Unsent, script: Script): AsyncGenerator<ServerEvent> {
    const silence = new AbortController();
    let timer = 0;
    const alive = () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => silence.abort(), SILENCE);
    };
    alive();
    try {
      if (!this.memory.session) await this.open(script, undefined, silence.signal);
      const body = (await this.told(message, script, silence.signal)).body;
      if (body) yield* events(body, alive);
    } finally {
      clearTimeout(timer);
    }
  }

  private async told(message: Unsent, script: Script, signal: AbortSignal): Promise<Response> {
    try {
      return await this.post("stream", { ...message }, signal);
    } catch (problem) {
      if (!(problem instanceof Refused) || problem.status !== 401) throw problem;
      this.memory.session = null;
      await this.open(script, undefined, signal);
      return this.post("stream", { ...message }, signal);
    }
  }

  async clear(): Promise<void> {
    await this.post("clear", {});
  }

  fileAddress(token: string): string {
    return `${this.endpoint}/files/${/^[\w=-]+$/.test(token) ? token : ""}`;
  }

  private async post(what: string, body: object, signal?: AbortSignal): Promise<Response> {
    const token = this.memory.session;
    const response = await fetch(`${this.endpoint}/chat/${what}`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify(body),
      signal,
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
    });
    if (response.ok) return response;
    throw new Refused(response.status, await sentence(response), Number(response.headers.get("Retry-After")) || 0);
  }
}

async function sentence(response: Response): Promise<string> {
  try {
    return ((await response.json()) as { error?: string }).error ?? "";
  } catch {
    return "";
  }
}
