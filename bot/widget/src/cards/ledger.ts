/** The noted contacts as a table, each judged. */

import { h } from "../dom";
import type { Card, View } from "./card";
import { untitled } from "./frame";

type Verdict = "improper" | "ordinary" | "undecided" | "not_covered";

interface Row {
  number: number;
  day: string;
  time: string;
  channel: string;
  recipient: string;
  acts: string;
  count: number | string;
  verdict: Verdict;
  verdict_text: string;
}

export interface LedgerCard extends Card {
  title: string;
  columns: string[];
  rows: Row[];
}

const MARKS: Record<Verdict, string> = { improper: "✕", ordinary: "○", undecided: "?", not_covered: "–" };

export const ledger: View<LedgerCard> = (card, { texts }) => {
  const heads = card.columns.map((text) => h("th", { scope: "col" }, text));
  const table = h(
    "table",
    {},
    h("caption", {}, card.title),
    h("thead", {}, h("tr", {}, ...heads)),
    h("tbody", {}, ...card.rows.map(row)),
  );
  const name = `${card.title}（${texts.card_scrolls}）`;
  const box = { class: "card-scroll", tabindex: 0, role: "region", "aria-label": name };
  return untitled("ledger", card.title, h("div", box, table));
};

function row(each: Row): HTMLElement {
  const often = Number(each.count) > 1 ? `×${each.count}` : "";
  const acts = [each.acts, often].filter(Boolean).join(" ");
  const cells = [each.day, each.time, each.channel, each.recipient, acts].map((text) => h("td", {}, text));
  const mark = h("span", { "aria-hidden": "true" }, MARKS[each.verdict] ?? "");
  const verdict = h("td", { class: `card-is-${each.verdict}` }, mark, each.verdict_text);
  return h("tr", {}, h("th", { scope: "row" }, String(each.number)), ...cells, verdict);
}
