/** A message of the other side, sentence by sentence, each marked with what it is. */

import { h } from "../dom";
import { line } from "../richtext";
import type { Card, View } from "./card";
import { chip, frame, list } from "./frame";

interface Sentence {
  text: string;
  kind: "scam" | "improper" | "real_step" | "empty_threat" | "unclear" | "lawful_notice";
  mark: string;
  says: string;
}

export interface DecodedCard extends Card {
  title: string;
  sentences: Sentence[];
}

export const decoded: View<DecodedCard> = (card) =>
  frame("decoded", card.title, counts(card.sentences), list("ol", card.sentences.map(sentence)));

/** How many sentences of each kind, in the order in which they come first. */
function counts(sentences: Sentence[]): HTMLElement {
  const found = new Map<string, Sentence[]>();
  for (const each of sentences) found.set(each.mark, [...(found.get(each.mark) ?? []), each]);
  const chips = [...found].map(
    ([mark, alike]) => mark && chip(`${mark} ${alike.length}`, `card-is-${alike[0]!.kind}`),
  );
  return h("p", { class: "card-chips" }, ...chips);
}

function sentence({ text, kind, mark, says }: Sentence): HTMLElement {
  const said = h("p", { class: "card-said" }, chip(mark), " ", h("q", {}, text));
  return h("li", { class: `card-is-${kind}` }, said, says && h("p", {}, line(says)));
}
