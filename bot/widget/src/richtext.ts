/** Plain text as people write it, made into paragraphs, lists and links: telephone numbers of help can be dialled. */

import { h } from "./dom";

const LINK = /(https?:\/\/[^\s，。；）、]+)|(?<![\d.-])(12356|12378|12368|12348|95188|120|110|96110|12315|12309|12306)(?![\d.,:年月日天元%-])/g;

/** A text as blocks: a paragraph for each group of lines, a list where lines begin with “· ” or a number. */
export function richText(text: string): DocumentFragment {
  const made = document.createDocumentFragment();
  for (const group of text.split(/\n{2,}/)) if (group.trim()) made.append(...blocks(group.split("\n")));
  return made;
}

/** One line with its links. */
export function line(text: string): DocumentFragment {
  const made = document.createDocumentFragment();
  let from = 0;
  for (const found of text.matchAll(LINK)) {
    made.append(text.slice(from, found.index), found[1] ? away(found[1]) : phone(found[2]!));
    from = found.index + found[0].length;
  }
  made.append(text.slice(from));
  return made;
}

function blocks(lines: string[]): HTMLElement[] {
  const made: HTMLElement[] = [];
  let list: HTMLElement | undefined;
  for (const each of lines) {
    const mark = /^(· |\d+\. )/.exec(each)?.[0];
    const tag = mark === "· " ? "ul" : "ol";
    if (!mark) {
      list = undefined;
      made.push(h("p", {}, line(each)));
      continue;
    }
    if (list?.localName !== tag) made.push((list = h(tag) as HTMLElement));
    list.append(h("li", {}, line(each.slice(mark.length))));
  }
  return made;
}

function phone(number: string): HTMLElement {
  return h("a", { href: `tel:${number}` }, number);
}

function away(address: string): HTMLElement {
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, address);
}
