// A box that finds entities as one types: a combobox whose list works with arrow keys and pointers.

import { ask, el, later, t, typeMark } from "./common.js";

const TYPES = ["Place", "Organization", "Site", "Document", "Event", "Person", "Honour"];

let count = 0;

/** Makes `input` find; `choose(hit)` is called with what was chosen. */
export const finder = (input, choose, types = TYPES) => {
  count += 1;
  const list = el("ul", { class: "suggestions", role: "listbox", id: `suggestions-${count}`, hidden: true, "aria-label": t("found") });
  input.after(list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, autocomplete: "off",
  })) input.setAttribute(name, value);

  let hits = [];
  let at = -1;
  let composing = false;
  let asked = 0;

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    at = -1;
  };
  const take = (hit) => { close(); input.value = hit.label; choose(hit); };
  const mark = (index) => {
    at = index;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    if (at >= 0) {
      input.setAttribute("aria-activedescendant", `${list.id}-${at}`);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  };
  const look = later(async () => {
    const words = input.value.trim();
    const mine = ++asked;
    if (!words) { close(); return; }
    const { hits: found } = await ask("/search", [["q", words], ["limit", 12], ...types.map((type) => ["type", type])]);
    if (mine !== asked) return;
    hits = found;
    list.replaceChildren(...(hits.length ? hits.map((hit, i) => el("li", {
      role: "option", id: `${list.id}-${i}`, "aria-selected": "false",
      onpointerdown: (event) => { event.preventDefault(); take(hit); },
    }, el("span", { class: "name" }, hit.label), " ", typeMark(hit.type)))
      : [el("li", { class: "quiet", role: "option", "aria-disabled": "true", "aria-selected": "false" }, t("nothing"))]));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    at = -1;
  }, 150);

  input.addEventListener("compositionstart", () => { composing = true; });
  input.addEventListener("compositionend", () => { composing = false; look(); });
  input.addEventListener("input", () => { if (!composing) look(); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (composing || event.isComposing) return;
    if (event.key === "ArrowDown" && hits.length) { event.preventDefault(); mark((at + 1) % hits.length); }
    else if (event.key === "ArrowUp" && hits.length) { event.preventDefault(); mark(at <= 0 ? hits.length - 1 : at - 1); }
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && !list.hidden && hits.length) { event.preventDefault(); take(hits[Math.max(at, 0)]); }
  });
};
