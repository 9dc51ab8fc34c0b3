/** What is said aside of an answer: what was understood, notices, and the question that comes last. */

import { h } from "../dom";
import { richText } from "../richtext";
import type { Card, View } from "./card";

export const understood: View<Card> = (card) => aside(card);
export const notice: View<Card> = (card) => aside(card);
export const question: View<Card> = (card) => aside(card);

/** No group and no name: these are lines of the message, which only look different. */
function aside({ kind, text }: Card): HTMLElement {
  return h("div", { class: `card-aside card-${kind}` }, richText(text));
}
