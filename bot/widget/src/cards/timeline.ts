/** A case in time: what has been, today, what runs, what may come. */

import { h, s } from "../dom";
import { line, richText } from "../richtext";
import { Axis } from "./axis";
import type { Card, Surroundings, View } from "./card";
import { dayOf, short } from "./days";
import { EDGE, WIDTH, clamp, drawing, path, widthOf, word } from "./drawing";
import { drawer, frame, small, table } from "./frame";
import { Marks, type Mark } from "./marks";
import { legend, likely, spanRow, type Span } from "./span";

export interface TimelineCard extends Card {
  title: string;
  today: string;
  marks: Mark[];
  spans: Span[];
  note: string;
}

type Texts = Surroundings["texts"];

const ROW = 44;

export const timeline: View<TimelineCard> = (card, { texts }) => {
  const { marks, spans } = card;
  const days = marks.map(({ when, label }) => [when, label]);
  const drawerParts = [
    richText(card.text),
    reasons(spans),
    days.length > 0 && table([texts.card_day, texts.card_what], days),
  ];
  return frame(
    "timeline",
    card.title,
    drawn(card, texts),
    legend(spans, texts),
    small(card.note),
    drawer(texts.card_in_words, ...drawerParts),
  );
};

function drawn(card: TimelineCard, texts: Texts): SVGElement {
  const today = dayOf(card.today);
  const axis = new Axis(shown(card), today);
  const marks = new Marks(card.marks, axis, today, texts);
  const top = 30 + marks.height;
  const rows = top + 26;
  const height = rows + ROW * card.spans.length;
  return drawing(
    alternative(card, texts),
    height,
    ...months(axis, top, height - 4),
    path("d-today", `M${axis.x(today)} 20V${height - 4}`),
    ...marks.leaders(top),
    path("d-axis", `M${EDGE - 8} ${top}H${WIDTH - EDGE + 8}`),
    ...marks.drawn(top),
    ...card.spans.map((span, index) => spanRow(span, rows + ROW * index, axis, today, texts)),
    flag(axis.x(today), `${texts.card_today} ${short(today, today)}`),
  );
}

/** The days that the axis ought to hold; where a step may have begun in the past does not matter. */
function shown({ marks, spans, today }: TimelineCard): number[] {
  const ends = spans.flatMap(({ from, to }) => [to, from && from > today ? from : null]);
  return [...marks.map(({ day }) => day), ...ends].filter((day): day is string => !!day).map(dayOf);
}

function months(axis: Axis, top: number, bottom: number): SVGElement[] {
  return axis.months().map(({ from, to, year, month }, index) => {
    const room = to - from - 4;
    const short = `${month}月`;
    const long = `${year}年${short}`;
    const text = month === 1 && widthOf(long) < room ? long : short;
    return s(
      "g",
      {},
      index > 0 && path("d-month", `M${from} ${top}V${bottom}`),
      widthOf(text) < room && word(from + 4, top + 17, text, "d-muted"),
    );
  });
}

/** The word for today, inside the drawing also where today stands near its edge. */
function flag(x: number, text: string): SVGElement {
  const width = widthOf(text) + 10;
  const from = clamp(x - width / 2, 2, WIDTH - 2 - width);
  const box = s("rect", { class: "d-flag", x: from, y: 1, width, height: 20, rx: 10 });
  return s("g", {}, box, word(from + width / 2, 16, text, "d-flag-text", "middle"));
}

function alternative({ title, marks, spans }: TimelineCard, texts: Texts): string {
  const steps = spans.map((span) => `${span.label}（${span.window}，${likely(span, texts)}）`);
  return [title, ...marks.map(({ when, label }) => `${when} ${label}`), ...steps].join("；");
}

function reasons(spans: Span[]): HTMLElement | null {
  const told = spans.filter(({ why }) => why);
  if (!told.length) return null;
  const reason = ({ label, who, why }: Span) =>
    h("li", {}, h("b", {}, label), who && `（${who}）`, "：", line(why));
  return h("ul", {}, ...told.map(reason));
}
