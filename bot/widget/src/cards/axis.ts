/** The time a drawing shows: enough of what was and of what may come, with today never right of the middle. */

import { firstOf, parts } from "./days";
import { EDGE, WIDTH, clamp } from "./drawing";

/** An axis is never longer than this many days. */
const LONGEST = 240;
const AHEAD = [45, 150] as const;
/** So much of the past at least. */
const BACK = 10;
/** A long past widens the future up to here, so that today stays left of the middle. */
const BALANCE = 90;

export class Axis {
  readonly first: number;
  readonly last: number;

  constructor(days: number[], today: number) {
    const past = today - Math.min(today, ...days);
    const future = Math.max(today, ...days) - today;
    const ahead = clamp(Math.max(future + 4, Math.min(past, BALANCE)), ...AHEAD);
    this.first = today - clamp(past + 4, BACK, Math.min(LONGEST - ahead, Math.max(ahead, BACK)));
    this.last = today + ahead;
  }

  /** Where a day stands; what lies beyond stands at the edge. */
  x(day: number): number {
    const share = (clamp(day, this.first, this.last) - this.first) / (this.last - this.first);
    return Math.round(EDGE + share * (WIDTH - 2 * EDGE));
  }

  /** -1 before the axis, 1 behind it, 0 on it. */
  beyond(day: number): number {
    return day < this.first ? -1 : day > this.last ? 1 : 0;
  }

  /** Months with where they begin and end; the first and the last may be cut. */
  months(): { from: number; to: number; year: number; month: number }[] {
    const made = [];
    let [year, month] = parts(this.first);
    for (let day = this.first; day <= this.last; ) {
      const next = firstOf(year, month + 1);
      made.push({ from: this.x(day), to: this.x(next), year, month });
      day = next;
      [year, month] = parts(next);
    }
    return made;
  }
}
