/** The ways to pay by instalments: how much of what is spare each takes. */

import { h, s } from "../dom";
import type { Card, Surroundings, View } from "./card";
import { clamp, hatching } from "./drawing";
import { chip, fill, frame, list, small } from "./frame";

interface Row {
  months: number;
  monthly_text: string;
  left_text: string;
  kept: boolean;
  share: number | null;
}

export interface PlanCard extends Card {
  title: string;
  rows: Row[];
}

type Texts = Surroundings["texts"];

/** The border between what can be kept and what cannot stands here, of a bar drawn 200 wide. */
const SPARE = 160;
const [LONG, HIGH] = [200, 12];

export const plan: View<PlanCard> = (card, { texts }) =>
  frame(
    "plan",
    card.title,
    list("ul", card.rows.map((row) => item(row, texts))),
    small(texts.card_spare_line),
  );

function item({ months, monthly_text, left_text, kept, share }: Row, texts: Texts): HTMLElement {
  const verdict = kept
    ? chip(`✓ ${texts.card_can_keep}`, "card-good")
    : chip(`✕ ${texts.card_cannot_keep}`, "card-alarm");
  const monthly = fill(texts.card_monthly, { monthly: monthly_text });
  const percent = share === null ? "" : fill(texts.card_share, { n: Math.round(share * 100) });
  const left = left_text && fill(texts.card_left_over, { left: left_text });
  return h(
    "li",
    {},
    h("p", {}, h("b", {}, fill(texts.card_months, { n: months })), ` ${monthly} `, verdict),
    share !== null && bar(share, kept),
    small([percent, left].filter(Boolean).join("，")),
  );
}

/** The words beside it say all of it, so the bar itself is silent. */
function bar(share: number, kept: boolean): SVGElement {
  const width = clamp(share * SPARE, 2, LONG);
  const size = { class: "card-bar", viewBox: `0 0 ${LONG} ${HIGH}`, "aria-hidden": "true" };
  return s(
    "svg",
    size,
    s("rect", { class: "d-track", width: SPARE, height: HIGH }),
    s("rect", { class: kept ? "d-kept" : "d-over", width, height: HIGH }),
    !kept && hatching(0, 0, width, HIGH, "d-hatch-over"),
    s("path", { class: "d-spare", d: `M${SPARE} 0V${HIGH}` }),
  );
}
