/** The grounds of an answer in a closed drawer: firm ground and mere practice look different. */

import { h } from "../dom";
import { line } from "../richtext";
import type { Card, View } from "./card";
import { drawer, fill, list, untitled } from "./frame";

interface Ground {
  title: string;
  firm: boolean;
  says: string;
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
      h("p", {}, line(each.says)),
    ),
  );
  const summary = fill(texts.card_basis, { title, n: items.length });
  return untitled("basis", title, drawer(summary, list("ul", grounds)));
};
