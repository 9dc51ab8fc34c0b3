/** Days as whole numbers, free of time zones. */

const DAY = 864e5;

/** The number of an ISO day. */
export function dayOf(iso: string): number {
  return Math.round(Date.parse(iso.slice(0, 10)) / DAY);
}

/** Year, month and day of a day's number. */
export function parts(day: number): [number, number, number] {
  const date = new Date(day * DAY);
  return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
}

/** A day as short as a label in a drawing wants it; the year only where it is not the year of `today`. */
export function short(day: number, today: number): string {
  const [year, month, date] = parts(day);
  return `${year === parts(today)[0] ? "" : `${year}/`}${month}/${date}`;
}

/** The number of the first day of a month. */
export function firstOf(year: number, month: number): number {
  return Date.UTC(year, month - 1) / DAY;
}
