/** The style sheet, put on the shadow root without any inline style, so the strictest policy has nothing to refuse. */

import base from "./styles/base.css";
import cards from "./styles/cards.css";
import shell from "./styles/shell.css";

const CSS = `${base}${shell}${cards}`;

export function dress(shadow: ShadowRoot): void {
  if ("adoptedStyleSheets" in Document.prototype && "replaceSync" in CSSStyleSheet.prototype) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    shadow.adoptedStyleSheets = [sheet];
    return;
  }
  // Old browsers inside apps: a style element, with the page's nonce where the page has one.
  const style = document.createElement("style");
  const nonce = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce;
  if (nonce) style.nonce = nonce;
  style.textContent = CSS;
  shadow.append(style);
}
