/** What to keep, to be ticked off; the ticks live in the page only. */

import { h } from "../dom";
import type { Card, View } from "./card";
import { fill, frame, list, shared, small } from "./frame";

interface Piece {
  what: string;
  how: string;
  why: string;
  strength_note: string;
}

export interface EvidenceCard extends Card {
  title: string;
  items: Piece[];
}

export const evidence: View<EvidenceCard> = (card, { texts }) => {
  const note = shared(card.items.map(({ strength_note }) => strength_note));
  const count = h("p", { class: "card-count" });
  const told = list("ul", card.items.map((each) => piece(each, note)));
  const tell = () => {
    const kept = told.querySelectorAll("input:checked").length;
    count.textContent = fill(texts.card_kept, { n: kept, all: card.items.length });
  };
  told.addEventListener("change", tell);
  tell();
  return frame("evidence", card.title, count, told, small(note));
};

/** The whole item can be pressed; its name is only what it is, the rest is read as text. */
function piece({ what, how, why, strength_note }: Piece, note: string): HTMLElement {
  const box = h("input", { type: "checkbox", "aria-label": what });
  const texts = h("span", {}, h("b", {}, what), how, h("small", {}, why), !note && h("small", {}, strength_note));
  return h("li", {}, h("label", {}, box, texts));
}
