/** Time limits that run: how long is left, how it is counted, what follows when the day passes. */

import { h } from "../dom";
import { line } from "../richtext";
import type { Card, Surroundings, View } from "./card";
import { chip, frame, list, small } from "./frame";

interface Deadline {
  name: string;
  when: string;
  days_left: number;
  counting: string;
  consequence: string;
  caution: string;
  strength_note: string;
}

export interface DeadlineCard extends Card {
  items: Deadline[];
  calendar: string;
}

type Texts = Surroundings["texts"];

/** So few days left are urgent. */
const URGENT = 3;

export const deadline: View<DeadlineCard> = (card, around) => {
  const ahead = card.items.some(({ days_left }) => days_left >= 0);
  return frame(
    "deadline",
    around.texts.card_deadlines,
    list("ul", card.items.map((each) => item(each, around.texts))),
    ahead && card.calendar &&
      h("button", { type: "button", onclick: () => around.say(card.calendar) }, card.calendar),
  );
};

function item(each: Deadline, texts: Texts): HTMLElement {
  const { days_left: left, consequence } = each;
  const state = left < 0 ? "over" : left <= URGENT ? "urgent" : "running";
  return h(
    "li",
    { class: `card-${state}` },
    h("div", { class: "card-left" }, ...countdown(left, texts)),
    h(
      "div",
      {},
      h("p", {}, h("b", {}, each.name), " ", state === "urgent" && chip(texts.card_soon, "card-alarm")),
      h("p", {}, each.when),
      small(each.counting),
      consequence && h("p", {}, texts.card_missed, line(consequence)),
      small(each.caution && line(each.caution)),
      small(each.strength_note),
    ),
  );
}

/** “还有13天” with a large number; days without a number in words. */
function countdown(left: number, texts: Texts): (HTMLElement | string)[] {
  if (!left) return [h("strong", { class: "card-word" }, texts.card_last_day)];
  const [before = "", after = ""] = (left < 0 ? texts.card_over : texts.card_left).split("{n}");
  return [before, h("strong", {}, String(Math.abs(left))), after];
}
