/** The grounds of an answer in a closed drawer: firm ground and mere practice look different. */

import { h } from "../dom";
import { line } from "../richtext";
import type { Card, View } from "./card";
import { drawer, fill, list, untitled } from "./frame";

interface Ground {
  title: string;
  firm: boolean;
  says: string;
  source?: string;
}

export interface BasisCard extends Card {
  title: string;
  items: Ground[];
}

export const basis: View<BasisCard> = (card, { texts }) => {
  const { title, items } = card;
  const grounds = items.map((each) =>
    h(
      "li",
      { class: each.firm ? "card-firm" : "card-loose" },
      h("p", {}, h("b", {}, each.title)),
      h("p", {}, line(each.says), " ", source(each, texts.card_source)),
    ),
  );
  const summary = fill(texts.card_basis, { title, n: items.length });
  return untitled("basis", title, drawer(summary, list("ul", grounds)));
};

function source({ title, source: address = "" }: Ground, text: string): HTMLElement | null {
  if (!address.startsWith("https://")) return null;
  const opening = { href: address, target: "_blank", rel: "noopener noreferrer" };
  return h("a", { class: "card-source", "aria-label": `${text} ${title}`, ...opening }, text);
}
