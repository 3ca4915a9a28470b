// The facets that timeline and map share, held in the address; and the panel and list beside both.

import { ask, csv, data, el, number, pageOf, root, save, t, typeMark, typeWord, visible } from "./common.js";
import { evidenceOf } from "./evidence.js";

const byId = (id) => document.getElementById(id);
const NAMES = ["types", "kind", "place", "since", "until", "honour"];
const LISTED = 300;

export const state = () => {
  const given = new URLSearchParams(location.search);
  return Object.fromEntries([...NAMES, "select"].map((name) => [name, given.get(name) || ""]));
};
const asked = (wish) => NAMES.filter((name) => wish[name]).map((name) => [name, wish[name]]);
const address = (wish) => {
  const query = new URLSearchParams(asked(wish));
  const language = new URLSearchParams(location.search).get("lang");
  if (language) query.set("lang", language);
  if (wish.select) query.set("select", wish.select);
  const text = query.toString().replaceAll("%2F", "/").replaceAll("%2C", ",");
  return text ? `?${text}` : "";
};
export const note = (change) => history.replaceState(null, "", location.pathname + address({ ...state(), ...change }));

export const when = (item) => item.spans.map((span) => span.text).join(t("and"));

/** `draw(found)` shows what was found; `choose(key)` marks one thing; `only` is dated or placed. */
export const facets = ({ only, draw, choose, more = () => [] }) => {
  let found = { items: [], places: {}, honours: {} };
  let turn = 0;

  const go = (change) => { history.pushState(null, "", location.pathname + address({ ...state(), ...change })); return load(); };
  const where = (item) => item.places.map((key) => found.places[key]?.label).filter(Boolean).join(t("and"));
  const details = (item) => [when(item), where(item), item.kind, item.implied ? t("implied") : ""].filter(Boolean).join(" · ");

  const show = async (key) => {
    const item = found.items.find((each) => each.key === key);
    choose(item ? key : "");
    document.querySelectorAll("#list button").forEach((b) => b.setAttribute("aria-current", String(b.dataset.key === key)));
    if (!item) { byId("panel").replaceChildren(el("h2", {}, t("panel")), el("p", { class: "quiet" }, t("hint"))); return; }
    byId("panel").replaceChildren(
      el("h2", { class: "name" }, item.label),
      el("p", {}, typeMark(item.type), " · ", el("a", { href: pageOf(item.key) }, t("page")), " · ", el("a", { href: `${root}/explore?expand=${item.key}&select=${item.key}` }, t("network"))),
      el("dl", { class: "told" },
        item.spans.map((span) => [el("dt", {}, t("time")), el("dd", {}, span.text, span.words && span.words !== span.text ? el("span", { class: "quiet" }, ` ${t("raw", { words: visible(span.words) })}`) : "")]),
        item.places.map((place) => found.places[place]).filter(Boolean).map((place) => [el("dt", {}, t("where")), el("dd", {}, el("a", { href: pageOf(place.key) }, place.label), place.at === place.key ? "" : el("span", { class: "quiet" }, ` ${t("shown-at", { name: visible(place.at_label) })}`))]),
        item.honours.map((honour) => [el("dt", {}, t("honour")), el("dd", {}, el("a", { href: pageOf(honour) }, found.honours[honour] || honour))]),
        item.implied ? [el("dt", {}, t("note")), el("dd", {}, t("implied"))] : []),
      ...more(item, found),
      await evidenceOf(item.key, [item.label, ...item.spans.map((span) => span.words), ...item.places.map((place) => found.places[place]?.label)]),
    );
  };
  const select = (key) => { note({ select: key }); return show(key); };

  const fillList = () => {
    byId("count").textContent = number(found.items.length);
    byId("list").replaceChildren(
      ...found.items.slice(0, LISTED).map((item) => el("li", {}, el("button", { type: "button", "data-key": item.key, onclick: () => select(item.key) },
        el("span", {}, el("span", { class: "name" }, item.label), el("br"), el("span", { class: "quiet" }, details(item))), typeMark(item.type)))),
      found.items.length > LISTED ? el("li", { class: "quiet" }, t("more", { n: number(found.items.length - LISTED) })) : "",
    );
  };

  const fillTypes = (wish) => {
    const shown = new Set(wish.types ? wish.types.split(",") : data.types);
    byId("types").replaceChildren(...data.types.map((type) => {
      const count = found.items.filter((item) => item.type === type).length;
      return el("button", { type: "button", "data-type": type, "aria-pressed": String(shown.has(type)), onclick: () => {
        const next = new Set(shown);
        if (!next.delete(type)) next.add(type);
        if (next.size) go({ types: next.size === data.types.length ? "" : data.types.filter((each) => next.has(each)).join(",") });
      } }, typeMark(type), count ? el("span", { class: "quiet" }, ` ${number(count)}`) : "");
    }));
  };

  const levels = [...document.querySelectorAll("#facets [data-level]")];
  const fillLevel = async (level, within, chosen) => {
    const box = levels[level];
    const divisions = level && !within ? [] : await ask("/api/facets/places", within ? [["within", within]] : []);
    box.replaceChildren(el("option", { value: "" }, level ? t("all-of-it") : t("anywhere")), ...divisions.map(({ key, label }) => el("option", { value: key }, label)));
    box.value = divisions.some(({ key }) => key === chosen) ? chosen : "";
    box.hidden = level > 0 && !divisions.length;
  };
  // Codes of GB/T 2260 tell what a division lies in: 220681 in 2206 in 22.
  const fillPlaces = async (place) => {
    const code = place.startsWith("place/") ? place.slice(6, 12) : "";
    const province = code && `place/${code.slice(0, 2)}0000`;
    await fillLevel(0, "", province);
    await fillLevel(1, levels[0].value, [place, `place/${code.slice(0, 4)}00`].find((key) => code && key !== province) && (code.slice(4) === "00" ? place : `place/${code.slice(0, 4)}00`));
    if (levels[0].value && !levels[1].value && code.slice(4) !== "00" && code) levels[1].value = place; // counties right under a province
    await fillLevel(2, levels[1].value, place);
  };

  const load = async () => {
    const mine = ++turn;
    const wish = state();
    document.body.dataset.ready = "false";
    byId("status").textContent = t("loading");
    try {
      const answer = await ask("/api/happenings", [...asked(wish), ["only", only]]);
      if (mine !== turn) return;
      found = answer;
      fillList();
      fillTypes(wish);
      byId("since").value = wish.since;
      byId("until").value = wish.until;
      byId("kind").value = wish.kind;
      byId("honour").value = wish.honour;
      byId("other").href = byId("other").href.split("?")[0] + address({ ...wish, select: "" });
      byId("status").textContent = [await draw(found), found.more ? t("more", { n: number(found.more) }) : ""].filter(Boolean).join(" · ");
      await show(wish.select);
    } catch (error) {
      if (mine === turn) byId("status").textContent = `${t("failed")} ${visible(error.message)}`;
    }
    if (mine === turn) document.body.dataset.ready = "true";
  };

  levels.forEach((box, level) => box.addEventListener("change", async () => {
    const place = box.value || (level ? levels[level - 1].value : "");
    for (let deeper = level + 1; deeper < levels.length; deeper += 1) await fillLevel(deeper, deeper === level + 1 ? box.value : "", "");
    go({ place });
  }));
  for (const name of ["since", "until", "kind", "honour"]) byId(name).addEventListener("change", ({ target }) => { if (target.validity.valid) go({ [name]: target.value.trim() }); });
  byId("facets").addEventListener("submit", (event) => event.preventDefault());
  byId("restart").addEventListener("click", async () => { await go(Object.fromEntries([...NAMES, "select"].map((name) => [name, ""]))); await fillPlaces(""); });
  byId("link").addEventListener("click", async () => { await navigator.clipboard.writeText(location.href); byId("status").textContent = t("copied"); });
  byId("csv").addEventListener("click", () => save(`${only}.csv`, csv([
    ["key", "label", "type", "kind", "earliest", "latest", "words", "places", "latitude", "longitude", "honours", "implied"],
    ...found.items.flatMap((item) => (item.spans.length ? item.spans : [{}]).map((span) => {
      const places = item.places.map((key) => found.places[key]).filter(Boolean);
      return [item.key, item.label, typeWord(item.type), item.kind, span.earliest, span.latest, span.words, places.map((p) => p.label).join("; "), places[0]?.latitude, places[0]?.longitude, item.honours.map((key) => found.honours[key]).join("; "), item.implied];
    })),
  ]), "text/csv;charset=utf-8"));
  addEventListener("popstate", async () => { await fillPlaces(state().place); await load(); });

  const start = async () => {
    const [honours] = await Promise.all([ask("/api/facets/honours"), fillPlaces(state().place)]);
    byId("honour").append(...honours.map(({ key, label }) => el("option", { value: key }, label)));
    await load();
  };
  start();
  return { select };
};
