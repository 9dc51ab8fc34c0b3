/** The view of a card by its kind. */

import { basis } from "./basis";
import type { Card, Surroundings, View } from "./card";
import { channels } from "./channels";
import { cost } from "./cost";
import { deadline } from "./deadline";
import { decoded } from "./decoded";
import { evidence } from "./evidence";
import { files } from "./files";
import { ledger } from "./ledger";
import { letter } from "./letter";
import { plan } from "./plan";
import { notice, question, understood } from "./small";
import { steps } from "./steps";
import { timeline } from "./timeline";

const VIEWS = {
  basis,
  channels,
  cost,
  deadline,
  decoded,
  evidence,
  files,
  ledger,
  letter,
  notice,
  plan,
  question,
  steps,
  timeline,
  understood,
};

/** A card drawn; null where its text has to do: an unknown kind, an empty list, content that is not as agreed. */
export function cardView(card: Card, around: Surroundings): HTMLElement | null {
  if (!Object.keys(VIEWS).includes(card.kind) || bare(card)) return null;
  const view = VIEWS[card.kind as keyof typeof VIEWS] as View<never>;
  try {
    return view(card as never, around);
  } catch (problem) {
    console.warn(problem);
    return null;
  }
}

function bare(card: Card): boolean {
  const { items, rows, sentences } = card as unknown as Record<string, unknown[] | undefined>;
  return [items, rows, sentences].some((list) => list?.length === 0);
}
