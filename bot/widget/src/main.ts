/** What `widget.js` does on a page: make the element known, and put one in where the script tag asks for it. */

import { handedOn } from "./config";
import { OverdueAdvisor } from "./element";

const NAME = "overdue-advisor";

const script = document.currentScript as HTMLScriptElement | null;

function place(): void {
  if (!script || script.dataset.element === "none" || document.querySelector(NAME)) return;
  const made = document.createElement(NAME);
  for (const [name, value] of Object.entries(handedOn(script.dataset, script.src))) made.setAttribute(name, value);
  const box = script.dataset.inline ? document.querySelector(script.dataset.inline) : null;
  if (box) made.setAttribute("inline", "");
  (box ?? document.body).append(made);
}

if (!customElements.get(NAME)) customElements.define(NAME, OverdueAdvisor);
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", place);
else place();
