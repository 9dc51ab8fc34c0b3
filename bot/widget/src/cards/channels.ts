/** Where to complain or find help, in the order in which to go there. */

import { h } from "../dom";
import { line } from "../richtext";
import type { Card, View } from "./card";
import { chip, frame, list, shared, small } from "./frame";

interface Channel {
  name: string;
  contact: string;
  scope: string;
  answer: string;
  caution: string;
  strength_note: string;
}

export interface ChannelsCard extends Card {
  title: string;
  items: Channel[];
}

export const channels: View<ChannelsCard> = (card, { texts }) => {
  const note = shared(card.items.map(({ strength_note }) => strength_note));
  const items = card.items.map((each) =>
    h(
      "li",
      {},
      h("p", {}, h("b", {}, each.name), " ", chip(each.answer)),
      h("p", { class: "card-contact" }, line(each.contact)),
      each.scope && h("p", {}, line(each.scope)),
      each.caution && h("p", { class: "card-caution" }, h("b", {}, texts.card_caution), line(each.caution)),
      !note && small(each.strength_note),
    ),
  );
  return frame("channels", card.title, list("ol", items), small(note));
};
