/** Icons as lines; no picture font, no emoji: some machines show those as empty boxes. */

import { s } from "./dom";

const PATHS = {
  talk: "M4 5h16v11H9l-5 4z",
  send: "M4 12l16-8-6 16-3-6z",
  menu: "M4 7h16M4 12h16M4 17h16",
  close: "M6 6l12 12M18 6L6 18",
  leave: "M10 5H5v14h5M10 12h10M16 8l4 4-4 4",
};

export function icon(name: keyof typeof PATHS): SVGElement {
  return s(
    "svg",
    { viewBox: "0 0 24 24", width: 22, height: 22, "aria-hidden": "true", focusable: "false", class: "icon" },
    s("path", { d: PATHS[name] }),
  );
}
