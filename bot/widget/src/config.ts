/** How a page asks for the chat: attributes of its script tag, or of the element itself. */

import { type Script, scriptOf } from "./texts";

export interface Config {
  /** Where the server is, without a slash at the end; empty for the page's own. */
  endpoint: string;
  title: string;
  script: Script;
  position: "left" | "right";
  /** Where “leave quickly” goes. */
  exit: string;
  inline: boolean;
}

/** The attributes a script tag hands on: `data-title` is called `heading`, since `title` would be a tooltip. */
export function handedOn(data: DOMStringMap, source: string): Record<string, string> {
  const home = source ? new URL(source, location.href).origin : "";
  const given: Record<string, string | undefined> = {
    endpoint: data.endpoint ?? (home === location.origin ? "" : home),
    heading: data.title,
    lang: data.lang,
    position: data.position,
    exit: data.exit,
  };
  return Object.fromEntries(Object.entries(given).filter((pair): pair is [string, string] => pair[1] !== undefined));
}

export function configOf(element: HTMLElement): Config {
  const lang = element.getAttribute("lang") ?? (document.documentElement.lang || navigator.language);
  const exit = element.getAttribute("exit") ?? "";
  return {
    endpoint: (element.getAttribute("endpoint") ?? "").replace(/\/+$/, ""),
    title: element.getAttribute("heading") ?? "",
    script: scriptOf(lang),
    position: element.getAttribute("position") === "left" ? "left" : "right",
    exit: /^https?:\/\//.test(exit) ? exit : "about:blank",
    inline: element.hasAttribute("inline"),
  };
}
