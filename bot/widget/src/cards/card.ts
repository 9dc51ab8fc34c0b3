/** What a card is given to draw, and what it may ask of the conversation. */

import type { Texts } from "../texts";

/** A card as the server sends it; `text` is the part of the message it stands for, empty where it only adds. */
export interface Card {
  kind: string;
  text: string;
}

export interface Surroundings {
  texts: Texts;
  /** Say something in the person's name, as if they had typed it. */
  say(text: string): void;
  /** The address of a file by its sealed token. */
  fileAddress(token: string): string;
}

export type View<Kind extends Card> = (card: Kind, around: Surroundings) => HTMLElement;
