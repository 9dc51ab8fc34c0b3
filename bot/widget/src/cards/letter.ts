/** A letter as a sheet of paper, to be copied. */

import { h } from "../dom";
import type { Card, Surroundings, View } from "./card";
import { fill, frame, small } from "./frame";

export interface LetterCard extends Card {
  title: string;
}

const BLANK = /(〔[^〕]*〕)/;

export const letter: View<LetterCard> = (card, { texts }) => {
  const blanks = card.text.split(BLANK).length >> 1;
  const [first = "", ...rest] = card.text.split("\n");
  const sheet = h(
    "div",
    { class: "card-sheet", tabindex: 0, role: "group", "aria-label": card.title },
    h("p", {}, h("b", {}, ...marked(first))),
    ...rest.map((text) => h("p", {}, ...marked(text))),
  );
  const button = h("button", { type: "button" }, texts.card_copy);
  button.addEventListener("click", () => copy(card, button, texts));
  const note = blanks > 0 && small(fill(texts.card_blanks, { n: blanks }));
  return frame("letter", card.title, note, sheet, button);
};

function marked(text: string): (HTMLElement | string)[] {
  return text.split(BLANK).map((part, index) => (index % 2 ? h("mark", {}, part) : part));
}

async function copy(card: LetterCard, button: HTMLElement, texts: Surroundings["texts"]): Promise<void> {
  const copied = await written(card.text).catch(() => selected(card, button));
  button.textContent = copied ? texts.card_copied : texts.card_not_copied;
  if (copied) setTimeout(() => (button.textContent = texts.card_copy), 4000);
}

async function written(text: string): Promise<boolean> {
  await navigator.clipboard.writeText(text);
  return true;
}

/** Where the clipboard is closed to us: the text selected in a field, which stays for copying by hand if need be. */
function selected(card: LetterCard, button: HTMLElement): boolean {
  const known = button.parentElement?.querySelector("textarea");
  const field = known ?? h("textarea", { readonly: true, rows: 6, "aria-label": card.title });
  field.value = card.text;
  button.before(field);
  field.select();
  const copied = document.execCommand("copy");
  if (copied) field.remove();
  if (copied) button.focus();
  return copied;
}
