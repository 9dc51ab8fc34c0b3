/** Server-sent events read from a `fetch`: the browser's own reader cannot send a message along. */

export interface ServerEvent {
  name: string;
  data: unknown;
}

/** The events of a body, as they come; what is not an event is passed over. `alive` is told of every sign of life. */
export async function* events(body: ReadableStream<Uint8Array>, alive: () => void): AsyncGenerator<ServerEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      alive();
      rest += decoder.decode(value, { stream: !done });
      const blocks = rest.split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const found = eventOf(block);
        if (found) yield found;
      }
      if (done) return;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

function eventOf(block: string): ServerEvent | null {
  let name = "message";
  const data: string[] = [];
  for (const each of block.split("\n")) {
    const colon = each.indexOf(":");
    const value = each.slice(colon + 1).replace(/^ /, "");
    if (each.startsWith("event:")) name = value;
    if (each.startsWith("data:")) data.push(value);
  }
  return data.length ? { name, data: JSON.parse(data.join("\n")) as unknown } : null;
}
