/** Labels above an axis, on levels, so that none covers another or the line that leads to one. */

import { WIDTH, clamp, widthOf } from "./drawing";

export interface Label {
  x: number;
  text: string;
  /** May be left out where there is no room: its mark is still drawn and the text tells it. */
  spare: boolean;
}

export interface Placed extends Label {
  level: number;
  from: number;
}

const GAP = 6;
const LEVELS = 3;
const HIGHEST = 9;
/** A label may stand behind the line when its mark is as near to it. */
const NEAR = 24;

/** How much is given up for a place: nothing; lines of others may be crossed; one may stand aside; even on `line`. */
const WAYS = [0, 1, 2, 3];

/** The labels that found a place, the first served first; `line` is where a line passes all levels. */
export function placed(labels: Label[], line: number): Placed[] {
  const made: Placed[] = [];
  for (const label of labels) {
    for (const way of WAYS) {
      const place = find(label, made, line, way);
      if (!place) continue;
      made.push(place);
      break;
    }
  }
  return made;
}

function find(label: Label, others: Placed[], line: number, way: number): Placed | null {
  const levels = label.spare || !way ? LEVELS : HIGHEST;
  for (let level = 0; level < levels; level++) {
    for (const from of starts(label, line, way)) {
      const place = { ...label, level, from };
      if ((way > 2 || !covers(place, line)) && fits(place, others, way > 0)) return place;
    }
  }
  return null;
}

/** Above its mark, right of it, left of it, or just behind the line; one that would leave the drawing is moved in. */
function starts({ x, text }: Label, line: number, way: number): number[] {
  const width = widthOf(text);
  const aside = way === 2 && Math.abs(x - line) < NEAR ? [line + GAP] : [];
  return [x - width / 2, x + GAP, x - GAP - width, ...aside].map((from) => clamp(from, 2, WIDTH - 2 - width));
}

/** A forced label may cross the lines of others, for it is drawn over them, but never another label. */
function fits(label: Placed, others: Placed[], forced: boolean): boolean {
  return others.every((other) => {
    if (other.level === label.level) return !overlap(label, other);
    if (forced) return true;
    const [low, high] = other.level < label.level ? [other, label] : [label, other];
    return !covers(low, high.x);
  });
}

function overlap(one: Placed, other: Placed): boolean {
  return one.from < end(other) + GAP && other.from < end(one) + GAP;
}

function covers(label: Placed, x: number): boolean {
  return x > label.from - 3 && x < end(label) + 3;
}

function end(label: Placed): number {
  return label.from + widthOf(label.text);
}
