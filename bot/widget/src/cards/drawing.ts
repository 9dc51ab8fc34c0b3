/** Parts of drawings; everything is drawn 360 wide and scaled by the style. */

import { s, type Child } from "../dom";

export const WIDTH = 360;
/** The drawing's margin left and right. */
export const EDGE = 12;

/** A drawing with its text alternative. */
export function drawing(label: string, height: number, ...children: Child[]): SVGElement {
  const size = { viewBox: `0 0 ${WIDTH} ${height}`, width: WIDTH, height };
  return s("svg", { class: "card-drawing", role: "img", "aria-label": label, ...size }, ...children);
}

/** A word in a drawing. */
export function word(x: number, y: number, text: string, name = "", anchor = "start"): SVGElement {
  return s("text", { x, y, class: name, "text-anchor": anchor }, text);
}

/** A line along a path. */
export function path(name: string, d: string): SVGElement {
  return s("path", { class: name, d });
}

/** Diagonal lines that end at a rectangle's sides: a hatching that needs no pattern and so no id. */
export function hatching(x: number, y: number, width: number, height: number, name = "d-hatch"): SVGElement {
  let d = "";
  for (let at = 4; at < width + height; at += 6) {
    const [right, below] = [Math.min(at, width), Math.max(0, at - width)];
    const [left, bottom] = [Math.max(0, at - height), Math.min(at, height)];
    d += `M${x + right} ${y + below}L${x + left} ${y + bottom}`;
  }
  return path(name, d);
}

/** How wide a text gets, at the most, at the largest size the style gives it. */
export function widthOf(text: string): number {
  const width = (sign: string) => (sign > "\u2e7f" ? 15 : " /,.".includes(sign) ? 5.5 : 9.2);
  return Array.from(text).reduce((sum, sign) => sum + width(sign), 0);
}

/** A text cut to a width. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = text;
  while (kept && widthOf(kept) + 14 > width) kept = kept.slice(0, -1);
  return `${kept}…`;
}

export function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
