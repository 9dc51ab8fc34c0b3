/** One entry of the conversation: what the person said, or an answer with its cards. */

import type { Card, Surroundings } from "./cards/card";
import { cardView } from "./cards/cards";
import { h } from "./dom";
import { richText } from "./richtext";
import type { Entry } from "./server";

export function personView(text: string, name: string): HTMLElement {
  return h("article", { class: "message person", "aria-label": name }, h("p", {}, text));
}

export function advisorView(entry: Entry, name: string, around: Surroundings): HTMLElement {
  const custom = entry.custom ?? {};
  const made = h("article", {
    class: custom.kind === "safety" ? "message advisor care" : "message advisor",
    "aria-label": name,
    tabindex: -1,
  });
  made.append(...pieces(entry.text, cardsOf(custom), around));
  return made;
}

/** What is read aloud of an answer: its text without the parts one opens only when one wants them. */
export function spoken(entry: Entry): string {
  const quiet = ["basis", "letter", "notice", "files", "ledger"];
  const cards = cardsOf(entry.custom ?? {}).filter((card) => card.text && quiet.includes(card.kind));
  return cards.reduce((text, card) => text.replace(card.text, () => titleOf(card)), entry.text).trim();
}

function cardsOf(custom: Record<string, unknown>): Card[] {
  return Array.isArray(custom.cards) ? (custom.cards as Card[]) : [];
}

function titleOf(card: Card & { title?: string }): string {
  return card.kind === "basis" || card.kind === "letter" ? (card.title ?? "") : "";
}

/** A text with each card in the place of the part it stands for; a card that only adds stands before the next one. */
function pieces(text: string, cards: Card[], around: Surroundings): Node[] {
  const made: Node[] = [];
  const adding: Node[] = [];
  let rest = text;
  for (const card of cards) {
    const view = cardView(card, around);
    const at = card.text ? rest.indexOf(card.text) : -1;
    if (!view || (card.text && at < 0)) continue;
    if (!card.text) {
      adding.push(view);
      continue;
    }
    made.push(richText(rest.slice(0, at).trim()), ...adding.splice(0), view);
    rest = rest.slice(at + card.text.length);
  }
  made.push(richText(rest.trim()), ...adding);
  return made;
}
