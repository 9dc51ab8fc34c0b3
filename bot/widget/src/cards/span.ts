/** A coming step as a bar in time: firm ground solid, practice hatched, thick where it is likely. */

import { h, s } from "../dom";
import type { Axis } from "./axis";
import type { Surroundings } from "./card";
import { dayOf } from "./days";
import { EDGE, WIDTH, cut, hatching, path, widthOf, word } from "./drawing";
import { fill } from "./frame";

export interface Span {
  label: string;
  from: string | null;
  to: string | null;
  likelihood: string;
  firm: boolean;
  window: string;
  why: string;
  who: string;
}

type Texts = Surroundings["texts"];

const TIP = 12;
const RIGHT = WIDTH - EDGE;
const HEIGHTS: Record<string, number> = { 高: 16, 中: 11, 低: 6 };
/** Of a likelihood nobody knows: low, and hollow. */
const UNKNOWN = 6;

/** Label and likelihood above the bar; a step without days tells its window instead. */
export function spanRow(span: Span, y: number, axis: Axis, today: number, texts: Texts): SVGElement {
  const likelihood = likely(span, texts);
  const dated = span.from || span.to;
  return s(
    "g",
    {},
    dated && bar(span, y + 29, axis, today),
    word(EDGE, y + 14, cut(span.label, RIGHT - EDGE - widthOf(likelihood) - 8), "d-name"),
    word(RIGHT, y + 14, likelihood, "d-muted", "end"),
    !dated && word(EDGE, y + 33, cut(span.window, RIGHT - EDGE), "d-muted"),
  );
}

export function likely({ likelihood }: Span, texts: Texts): string {
  return fill(texts.card_likelihood, { value: likelihood });
}

/** What solid and hatched mean, as far as there are such bars. */
export function legend(spans: Span[], texts: Texts): HTMLElement | null {
  if (!spans.length) return null;
  return h(
    "p",
    { class: "card-legend" },
    spans.some(({ firm }) => firm) && swatch(true, texts.card_firm),
    spans.some(({ firm }) => !firm) && swatch(false, texts.card_practice),
    h("span", {}, texts.card_thickness),
  );
}

/** From its beginning to its end; an open end is pointed, what lies before today is faint. */
function bar(span: Span, middle: number, axis: Axis, today: number): SVGElement {
  const known = HEIGHTS[span.likelihood];
  const height = known ?? UNKNOWN;
  const [end, y] = [span.to ? dayOf(span.to) : axis.last + 1, middle - height / 2];
  const pointed = axis.beyond(end) > 0;
  const least = pointed ? TIP + 14 : 6;
  const x = Math.min(axis.x(span.from ? dayOf(span.from) : today), RIGHT - least);
  const width = Math.max(least, axis.x(end) - x);
  const body = width - (pointed ? TIP : 0);
  const tip = pointed ? `l${TIP} ${height / 2}l${-TIP} ${height / 2}` : `v${height}`;
  const name = span.firm ? "d-firm" : "d-practice";
  const gone = Math.min(axis.x(today) - x, width);
  return s(
    "g",
    {},
    path(known ? name : `${name} d-unknown`, `M${x} ${y}h${body}${tip}H${x}z`),
    !span.firm && !!known && hatching(x, y, body, height),
    gone > 0 && s("rect", { class: "d-gone", x: x - 1, y: y - 1, width: gone, height: height + 2 }),
  );
}

function swatch(firm: boolean, text: string): HTMLElement {
  const bar = s("rect", { class: firm ? "d-firm" : "d-practice", x: 1, y: 1, width: 26, height: 10 });
  const size = { viewBox: "0 0 28 12", width: 28, height: 12, "aria-hidden": "true" };
  return h("span", {}, s("svg", size, bar, !firm && hatching(1, 1, 26, 10)), text);
}
