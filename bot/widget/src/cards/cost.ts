/** What is owed at some days: principal with what has accrued on it. */

import { h, s, type Child } from "../dom";
import { richText } from "../richtext";
import type { Card, Surroundings, View } from "./card";
import { dayOf, parts, short } from "./days";
import { EDGE, WIDTH, drawing, hatching, path, widthOf, word } from "./drawing";
import { drawer, frame, small, table } from "./frame";

interface Point {
  date: string;
  when: string;
  accrued: string;
  total: string;
  accrued_text: string;
  total_text: string;
}

export interface CostCard extends Card {
  title: string;
  principal: string;
  points: Point[];
  daily_text: string;
  assumptions: string[];
}

/** A column: what is plain, what is hatched on top of it, their sum in words, the day. */
interface Column {
  plain: number;
  hatched: number;
  text: string;
  day: number;
}

type Texts = Surroundings["texts"];

/** A hatched part lower than this share of the highest column is too low to compare: it gets a drawing of its own. */
const LOW = 0.25;
const TOP = 22;
const LINE = 17;

export const cost: View<CostCard> = (card, { texts }) => {
  const columns = card.points.map((point) => ({
    plain: Number(card.principal) || 0,
    hatched: Number(point.accrued) || 0,
    text: point.total_text,
    day: dayOf(point.date),
  }));
  return frame(
    "cost",
    card.title,
    richText(card.text),
    columns.length > 0 && charts(card, columns, texts),
    card.text.includes(card.daily_text) ? null : small(card.daily_text),
    columns.length + card.assumptions.length > 0 &&
      drawer(texts.card_in_figures, columns.length > 0 && figures(card, texts), assumptions(card, texts)),
  );
};

function charts({ title, points }: CostCard, columns: Column[], texts: Texts): DocumentFragment {
  const made = document.createDocumentFragment();
  const told = points.map(({ when, total_text, accrued_text }) =>
    `${when} ${texts.card_total}${total_text}（${texts.card_accrued}${accrued_text}）`);
  made.append(
    chart(`${title}：${told.join("；")}`, columns, 110),
    h("p", { class: "card-legend" }, swatch(false, texts.card_principal), swatch(true, texts.card_accrued)),
  );
  const accrued = Math.max(...columns.map(({ hatched }) => hatched));
  if (columns.length < 2 || accrued <= 0 || accrued >= highestOf(columns) * LOW) return made;
  const alone = columns.map((each, index) => ({ ...each, plain: 0, text: points[index]!.accrued_text }));
  const label = points.map(({ when, accrued_text }) => `${when} ${accrued_text}`).join("；");
  made.append(
    h("p", { class: "card-caption" }, texts.card_accrued_alone),
    chart(`${texts.card_accrued_alone}：${label}`, alone, 80),
  );
  return made;
}

function highestOf(columns: Column[]): number {
  return Math.max(...columns.map(({ plain, hatched }) => plain + hatched));
}

/** Columns from zero: an axis that is cut would make a small growth look like a large one. */
function chart(label: string, columns: Column[], height: number): SVGElement {
  const slot = (WIDTH - 2 * EDGE) / columns.length;
  const scale = height / (highestOf(columns) || 1);
  const sums = sumsOf(columns, slot);
  const years = columns.map(({ day }, index) => yearOf(day, columns[index - 1]?.day));
  const floor = TOP + height;
  const drawn = columns.map((each, index) => {
    const middle = Math.round(EDGE + slot * (index + 0.5));
    const top = floor - (each.plain + each.hatched) * scale;
    return s(
      "g",
      {},
      ...column(each, middle, floor, scale, Math.min(56, Math.round(slot * 0.55))),
      word(middle, Math.round(top) - 6, sums[index]!, "d-name", "middle"),
      word(middle, floor + LINE, short(each.day, each.day), "d-muted", "middle"),
      word(middle, floor + 2 * LINE, years[index]!, "d-muted", "middle"),
    );
  });
  const line = path("d-axis", `M${EDGE} ${floor}H${WIDTH - EDGE}`);
  return drawing(label, floor + 8 + LINE * (years.some(Boolean) ? 2 : 1), ...drawn, line);
}

function column({ plain, hatched }: Column, middle: number, floor: number, scale: number, width: number): Child[] {
  const x = middle - width / 2;
  const [low, high] = [round(plain * scale), round(hatched * scale)];
  const y = floor - low - high;
  return [
    low > 0 && s("rect", { class: "d-plain", x, y: floor - low, width, height: low }),
    high > 0 && s("rect", { class: "d-accrued", x, y, width, height: high }),
    high > 0 && hatching(x, y, width, high, "d-hatch-accrued"),
  ];
}

/** The sums as told where they fit, else without fractions, else without their unit, at last not all of them. */
function sumsOf(columns: Column[], slot: number): string[] {
  const whole = columns.map(({ plain, hatched }) => Math.round(plain + hatched).toLocaleString("en"));
  const fitting = [columns.map(({ text }) => text), whole.map((sum) => `${sum}元`), whole].find(
    (sums) => widest(sums) <= slot,
  );
  if (fitting) return fitting;
  const step = Math.ceil(widest(whole) / slot);
  return whole.map((sum, index) => ((columns.length - 1 - index) % step ? "" : sum));
}

function widest(texts: string[]): number {
  return Math.max(...texts.map(widthOf));
}

/** The year where a new one begins. */
function yearOf(day: number, before = day): string {
  const [year] = parts(day);
  return year === parts(before)[0] ? "" : `${year}年`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function swatch(accrued: boolean, text: string): HTMLElement {
  const box = s("rect", { class: accrued ? "d-accrued" : "d-plain", x: 1, y: 1, width: 18, height: 12 });
  const size = { viewBox: "0 0 20 14", width: 20, height: 14, "aria-hidden": "true" };
  return h("span", {}, s("svg", size, box, accrued && hatching(1, 1, 18, 12, "d-hatch-accrued")), text);
}

function figures({ points }: CostCard, texts: Texts): HTMLElement {
  const rows = points.map(({ when, accrued_text, total_text }) => [when, accrued_text, total_text]);
  return table([texts.card_day, texts.card_accrued, texts.card_total], rows);
}

function assumptions({ assumptions: told }: CostCard, texts: Texts): DocumentFragment | null {
  return told.length ? richText([texts.card_assumptions, ...told.map((each) => `· ${each}`)].join("\n")) : null;
}
