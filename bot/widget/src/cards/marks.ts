/** Days that have a name on the axis: contacts, the due day, papers, time limits, hearings. */

import { s } from "../dom";
import type { Axis } from "./axis";
import type { Surroundings } from "./card";
import { dayOf, short } from "./days";
import { clamp, cut, path, widthOf, word } from "./drawing";
import { fill } from "./frame";
import { placed, type Label, type Placed } from "./labels";

export interface Mark {
  day: string;
  label: string;
  kind: "due" | "contact" | "paper" | "deadline" | "hearing";
  when: string;
}

/** Marks of one kind that stand together. */
interface Group {
  kind: Mark["kind"];
  days: number[];
  label: string;
}

type Texts = Surroundings["texts"];

const LEVEL = 18;
/** Contacts nearer to each other than this are told by their number. */
const NEAR = 30;
/** A mark's label is no wider. */
const LABEL = 122;
/** Who gets a place for its label first. */
const RANKS = ["hearing", "deadline", "due", "paper", "contact"];

/** The marks on an axis, with the room their labels need above it. */
export class Marks {
  readonly height: number;
  private readonly groups: Group[];
  private readonly labels: Placed[];

  constructor(marks: Mark[], private readonly axis: Axis, today: number, texts: Texts) {
    this.groups = grouped(marks, axis, texts);
    this.labels = placed(this.groups.map((group) => labelOf(group, axis, today)), axis.x(today));
    this.height = LEVEL * Math.max(0, ...this.labels.map(({ level }) => level + 1));
  }

  /** Lines to the labels, to be drawn below all else. */
  leaders(y: number): SVGElement[] {
    return this.labels.map((label) => leader(label, y));
  }

  drawn(y: number): SVGElement[] {
    return [
      ...this.groups.map((group) => glyphs(group, this.axis, y)),
      ...this.labels.map(({ text, from, level }) => word(from, y - 14 - LEVEL * level, text)),
    ];
  }
}

/** Contacts that stand close become one group, other marks those of the same day. */
function grouped(marks: Mark[], axis: Axis, texts: Texts): Group[] {
  const made: Group[] = [];
  const ordered = [...marks].sort((a, b) => rank(a) - rank(b) || dayOf(a.day) - dayOf(b.day));
  for (const { kind, day, label } of ordered) {
    const last = made[made.length - 1];
    const at = dayOf(day);
    const together = kind === "contact" ? NEAR : 1;
    if (last?.kind === kind && axis.x(at) - axis.x(lastOf(last.days)) < together) last.days.push(at);
    else made.push({ kind, days: [at], label });
  }
  for (const group of made) group.label = named(group, texts);
  return made;
}

function rank({ kind }: Mark): number {
  return RANKS.indexOf(kind);
}

function lastOf(days: number[]): number {
  return days[days.length - 1]!;
}

function named({ kind, days, label }: Group, texts: Texts): string {
  if (days.length === 1) return label;
  const text = kind === "contact" ? texts.card_contacts : texts.card_and_more;
  return fill(text, { n: days.length, label: cut(label, LABEL - 45) });
}

function labelOf({ kind, days, label }: Group, axis: Axis, today: number): Label {
  const [first, last] = [days[0]!, lastOf(days)];
  const contact = kind === "contact";
  const when = contact && !axis.beyond(first) ? "" : ` ${short(first, today)}`;
  const x = Math.round((axis.x(first) + axis.x(last)) / 2);
  return { x, text: cut(label, LABEL) + when, spare: contact };
}

/** From a mark up to its label, and across to one that stands aside. */
function leader({ x, from, level, text }: Placed, axis: number): SVGElement {
  const to = clamp(x, from - 2, from + widthOf(text) + 2);
  const y = axis - LEVEL * level - (to === x ? 12 : 18);
  return path("d-leader", `M${x} ${axis - 7}V${y}H${to}`);
}

function glyphs({ kind, days }: Group, axis: Axis, y: number): SVGElement {
  const xs = days.map((day) => axis.x(day));
  const brace = xs.length > 1 && path("d-leader", `M${xs[0]} ${y - 7}H${lastOf(xs)}`);
  return s("g", {}, brace, ...days.map((day, index) => glyph(kind, xs[index]!, y, axis.beyond(day))));
}

/** One sign a kind, so that colour is not needed; an arrow for a day beyond the axis. */
function glyph(kind: Mark["kind"], x: number, y: number, beyond: number): SVGElement {
  if (beyond) return path(`d-${kind}`, `M${x - beyond * 4} ${y - 6}V${y + 6}l${beyond * 10} -6z`);
  if (kind === "contact") return path("d-contact", `M${x} ${y - 7}V${y + 7}`);
  if (kind === "due") return s("circle", { class: "d-due", cx: x, cy: y, r: 5 });
  if (kind === "hearing") return path("d-hearing", `M${x - 5} ${y - 5}h10v10h-10z`);
  return path(`d-${kind}`, `M${x} ${y - 7}l7 7l-7 7l-7 -7z`);
}
