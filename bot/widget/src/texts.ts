/** What the widget itself says; written in `data/widget`, one file a script of Chinese. */

import hans from "../../../data/widget/zh-Hans.json";

export type Texts = typeof hans;
export type Script = "zh-Hans" | "zh-Hant";

export const SIMPLIFIED: Texts = hans;

/** The texts of a script; the traditional ones are fetched, since few need them and everybody loads the widget. */
export async function textsOf(script: Script, endpoint: string): Promise<Texts> {
  if (script === "zh-Hans") return SIMPLIFIED;
  try {
    const response = await fetch(`${endpoint}/widget.zh-Hant.json`, { credentials: "omit" });
    return { ...SIMPLIFIED, ...((await response.json()) as Partial<Texts>) };
  } catch {
    return SIMPLIFIED;
  }
}

/** The script for a language tag: traditional for Taiwan, Hong Kong and Macao, simplified otherwise. */
export function scriptOf(tag: string): Script {
  return /hant|tw|hk|mo/i.test(tag) ? "zh-Hant" : "zh-Hans";
}
