/** What to do now, in order, each with its last day. */

import { h } from "../dom";
import { line } from "../richtext";
import type { Card, View } from "./card";
import { chip, frame, list } from "./frame";

export interface StepsCard extends Card {
  title: string;
  items: { text: string; when: string; urgent: boolean }[];
}

export const steps: View<StepsCard> = (card, { texts }) => {
  const items = card.items.map(({ text, when, urgent }) =>
    h(
      "li",
      { class: urgent ? "card-urgent" : undefined },
      h("p", {}, line(text)),
      (when || urgent) &&
        h("p", { class: "card-chips" }, chip(when), urgent && chip(texts.card_legal_limit, "card-alarm")),
    ),
  );
  return frame("steps", card.title, list("ol", items));
};
