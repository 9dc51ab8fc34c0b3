/** The frame all cards share: a named group, drawers, and words with blanks to fill. */

import { h, type Child } from "../dom";

/** A card: a named group, not a landmark, for a long conversation holds many of them. */
export function frame(kind: string, title: string, ...children: Child[]): HTMLElement {
  return untitled(kind, title, h("p", { class: "card-title" }, title), ...children);
}

/** A card whose content shows the name by itself. */
export function untitled(kind: string, name: string, ...children: Child[]): HTMLElement {
  return h("section", { class: `card card-${kind}`, role: "group", "aria-label": name }, ...children);
}

/** A closed drawer. */
export function drawer(summary: string, ...children: Child[]): HTMLElement {
  return h("details", {}, h("summary", {}, summary), h("div", { class: "card-drawer" }, ...children));
}

/** A list whose marks are drawn by the style; the role keeps it a list for those who hear it. */
export function list(tag: "ol" | "ul", items: HTMLElement[]): HTMLElement {
  return h(tag, { role: "list" }, ...items);
}

/** A table of texts. */
export function table(heads: string[], rows: string[][]): HTMLElement {
  const cells = (texts: string[]) => h("tr", {}, ...texts.map((text) => h("td", {}, text)));
  const head = h("tr", {}, ...heads.map((text) => h("th", { scope: "col" }, text)));
  return h("table", {}, h("thead", {}, head), h("tbody", {}, ...rows.map(cells)));
}

/** A quiet line, none for an empty text. */
export function small(...texts: Child[]): HTMLElement | null {
  return texts.some(Boolean) ? h("p", { class: "card-small" }, ...texts) : null;
}

/** A word set apart. */
export function chip(text: string, name = ""): HTMLElement | null {
  return text ? h("span", { class: `card-chip ${name}` }, text) : null;
}

/** A text with its `{names}` filled in. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

/** The note that all items share, to be told once; empty when they differ. */
export function shared(notes: string[]): string {
  return new Set(notes).size === 1 ? notes[0]! : "";
}
