"use strict";
/* Search while one types, in the header of every page: a combobox with a list (WAI-ARIA 1.2). */
(() => {
  const form = document.querySelector("header.site form.search");
  const input = form.querySelector("input");
  const list = document.createElement("ul");
  const status = document.createElement("p");
  list.id = "found";
  list.className = "found";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.label);
  list.hidden = true;
  status.className = "hidden";
  status.setAttribute("role", "status");
  form.append(list, status);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  const WAIT = 120; // milliseconds without a key before one asks
  const types = JSON.parse(form.dataset.types);
  let composing = false;
  let timer = 0;
  let chosen = -1;
  let running = null;

  const show = (open) => {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) choose(-1);
  };

  const choose = (number) => {
    const options = list.children;
    chosen = number;
    for (let i = 0; i < options.length; i += 1) options[i].setAttribute("aria-selected", String(i === number));
    if (number < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", options[number].id);
      options[number].scrollIntoView({ block: "nearest" });
    }
  };

  const option = (hit, number) => {
    const item = document.createElement("li");
    item.id = `found-${number}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.href = new URL(`id/${hit.key}`, new URL(".", form.action)).href;
    if (hit.type === "Article" && hit.sentence) item.dataset.href += `?at=${hit.sentence.start}-${hit.sentence.end}#at`;
    const name = document.createElement("bdi");
    name.lang = "zh-Hans";
    name.textContent = hit.label;
    const kind = document.createElement("span");
    kind.className = `type type-${hit.type}`;
    kind.textContent = types[hit.type] || hit.type;
    item.append(name, kind);
    const words = hit.matched !== hit.label ? hit.matched : hit.type === "Article" && hit.sentence ? hit.sentence.text : "";
    if (words) {
      const also = document.createElement("small");
      also.lang = "zh-Hans";
      also.textContent = words.length > 40 ? `${words.slice(0, 39)}…` : words;
      item.append(also);
    }
    return item;
  };

  const ask = async () => {
    const asked = input.value.trim();
    if (running) running.abort();
    if (!asked) {
      list.replaceChildren();
      show(false);
      return;
    }
    running = new AbortController();
    try {
      const answer = await fetch(`${form.action}?limit=8&q=${encodeURIComponent(asked)}`, {
        headers: { Accept: "application/json" }, signal: running.signal,
      });
      if (!answer.ok) {
        show(false);
        return;
      }
      const { hits } = await answer.json();
      list.replaceChildren(...hits.map(option));
      chosen = -1;
      input.removeAttribute("aria-activedescendant");
      status.textContent = hits.length ? form.dataset.found.replace("{n}", hits.length) : form.dataset.none;
      show(hits.length > 0 && document.activeElement === input);
    } catch (error) {
      if (error.name !== "AbortError") show(false);
    }
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  };

  // While an input method composes, its letters are no search yet, and Enter takes its choice.
  input.addEventListener("compositionstart", () => { composing = true; });
  input.addEventListener("compositionend", () => { composing = false; later(); });
  input.addEventListener("input", () => { if (!composing) later(); });
  input.addEventListener("keydown", (event) => {
    if (composing || event.isComposing) return;
    const count = list.children.length;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show(false);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      show(true);
      choose(chosen < 0 && step < 0 ? count - 1 : (chosen + step + count) % count);
    } else if (event.key === "Enter" && chosen >= 0 && !list.hidden) {
      event.preventDefault();
      location.assign(list.children[chosen].dataset.href);
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (item) location.assign(item.dataset.href);
  });
  input.addEventListener("blur", () => show(false));
  form.addEventListener("submit", (event) => { if (composing) event.preventDefault(); });
})();
