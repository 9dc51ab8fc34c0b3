/** Files to take along; their links are good for some time only. */

import { h } from "../dom";
import type { Card, Surroundings, View } from "./card";
import { fill, frame, list, small } from "./frame";

export interface FilesCard extends Card {
  items: { title: string; format: string; token: string }[];
  minutes: number;
}

export const files: View<FilesCard> = (card, { texts, fileAddress }) => {
  const [txt, ics] = [texts.card_format_txt, texts.card_format_ics];
  const names: Record<string, string> = { docx: "Word", pdf: "PDF", txt, ics };
  const items = card.items.map(({ title, format, token }) => {
    const name = h("b", {}, names[format] ?? format.toUpperCase());
    const link = { class: "card-button", href: fileAddress(token), download: true };
    return h("li", {}, h("a", link, name, ` ${title}`));
  });
  return frame("files", texts.card_files, list("ul", items), small(good(card.minutes, texts)));
};

function good(minutes: number, texts: Surroundings["texts"]): string {
  if (!minutes) return "";
  if (minutes % 60) return fill(texts.card_good_minutes, { n: minutes });
  return fill(texts.card_good_hours, { n: minutes / 60 });
}
