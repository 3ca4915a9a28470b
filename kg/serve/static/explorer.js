// The explorer. The address tells the whole view: what is expanded, the path, types, years, size,
// what is selected and where one looks. Each change asks the server for the view of the new address.

import { ask, colour, data, el, labels, lang, later, number, pageOf, propertyWord, t, typeMark, typeWord, visible } from "./common.js";
import { evidence } from "./evidence.js";
import { finder } from "./finder.js";
import { exports } from "./explorer-export.js";

const byId = (id) => document.getElementById(id);
const SHAPES = { dot: "ellipse", square: "rectangle", triangle: "triangle", triangleDown: "vee", diamond: "diamond", hexagon: "hexagon", star: "star" };
const LISTED = 200;
const MANY = 2500;
const SLOW = 800;
const NAMED = 12;
const LEADING = 25;
const STORE = "explorer.places";

/* The address */

const LISTS = ["expand", "more", "collapse"];
const state = () => {
  const given = new URLSearchParams(location.search);
  return Object.fromEntries([
    ...LISTS.map((name) => [name, given.getAll(name)]),
    ...["from", "to", "since", "until", "limit", "types", "select", "at"].map((name) => [name, given.get(name) || ""]),
  ]);
};
const address = (wish) => {
  const query = new URLSearchParams();
  const language = new URLSearchParams(location.search).get("lang");
  if (language) query.set("lang", language);
  for (const [name, value] of Object.entries(wish)) {
    for (const each of [value].flat()) if (each) query.append(name, each);
  }
  // Keys read better with their slash; it may stand in a query as it is.
  const text = query.toString().replaceAll("%2F", "/").replaceAll("%2C", ",");
  return `${location.pathname}${text ? `?${text}` : ""}`;
};
const asked = (wish) => Object.entries(wish).filter(([name]) => name !== "select" && name !== "at")
  .flatMap(([name, value]) => [value].flat().filter(Boolean).map((each) => [name, each]));
const go = (change) => {
  const wish = { ...state(), at: "", ...change };
  history.pushState(null, "", address(wish));
  return load();
};
const note = (change) => history.replaceState(null, "", address({ ...state(), ...change }));

/* The picture */

const look = () => [
  { selector: "node", style: {
    label: "data(short)", shape: "data(shape)", "background-color": "data(colour)", width: "data(size)", height: "data(size)",
    "font-size": "data(font)", "font-family": getComputedStyle(document.body).fontFamily, color: colour("ink"),
    "text-outline-color": colour("card"), "text-outline-width": 2.5, "text-valign": "bottom", "text-margin-y": 3, "min-zoomed-font-size": 7.5,
  } },
  { selector: "node[hiding > 0]", style: { "border-width": 3, "border-style": "double", "border-color": colour("ink") } },
  { selector: "edge", style: {
    width: 1.2, "line-color": colour("quiet"), opacity: 0.55, "curve-style": "bezier", "target-arrow-shape": "triangle", "arrow-scale": 0.8,
    "target-arrow-color": colour("quiet"), "font-size": 10, color: colour("ink"), "text-outline-color": colour("card"), "text-outline-width": 2, "text-rotation": "autorotate",
  } },
  { selector: "core", style: { "active-bg-size": 0 } },
  { selector: ".faded", style: { opacity: 0.13 } },
  { selector: "edge.told", style: { opacity: 1, width: 2.4, "line-color": colour("accent"), "target-arrow-color": colour("accent"), label: "data(word)" } },
  { selector: "edge.told.many", style: { label: "" } },
  { selector: "node.told", style: { opacity: 1, "z-index": 5 } },
  { selector: "node.chosen", style: { "border-width": 4, "border-style": "solid", "border-color": colour("accent"), "z-index": 9 } },
];
const lookOfMany = [{ selector: "edge", style: { "curve-style": "haystack", "haystack-radius": 0, "target-arrow-shape": "none", width: 1, opacity: 0.35, events: "no" } }];

const cy = cytoscape({
  container: byId("canvas"), style: look(), minZoom: 0.02, maxZoom: 4,
  boxSelectionEnabled: false, pixelRatio: Math.min(devicePixelRatio, 2),
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { if (view) draw(view); });

let view = null;
let places = new Map();
let turn = 0;

const kept = () => {
  const found = JSON.parse(sessionStorage.getItem(STORE) || "null");
  return found && found.view === JSON.stringify(asked(state())) ? new Map(found.places) : new Map();
};
const keep = () => {
  if (!view || view.nodes.length > MANY) { sessionStorage.removeItem(STORE); return; }
  sessionStorage.setItem(STORE, JSON.stringify({
    view: JSON.stringify(asked(state())),
    places: cy.nodes().map((node) => [node.id(), [Math.round(node.position("x")), Math.round(node.position("y"))]]),
  }));
};

const layout = (nodes, links) => new Promise((resolve, reject) => {
  const worker = new Worker(new URL("layout-worker.js", import.meta.url));
  worker.onmessage = ({ data: found }) => { worker.terminate(); resolve(found); };
  worker.onerror = (event) => { worker.terminate(); reject(new Error(event.message)); };
  worker.postMessage({ nodes, links });
});

/** Every node gets a place; those that have one keep it, unless too little of the view is known. */
const place = async (found) => {
  const known = found.nodes.filter((node) => places.has(node.key));
  if (known.length === found.nodes.length) return;
  const keeping = known.length >= Math.min(3, found.nodes.length) && known.length * 5 >= found.nodes.length;
  const nodes = found.nodes.map(({ key }) => {
    const [x, y] = (keeping && places.get(key)) || [];
    return x === undefined ? { id: key } : { id: key, x, y };
  });
  for (const { id, x, y } of await layout(nodes, found.links.map(({ source, target }) => ({ source, target })))) places.set(id, [x, y]);
};

/** All in sight, but nothing larger than it needs to be read. */
const fit = (elements) => {
  cy.fit(elements, 45);
  if (cy.zoom() > 1.4) { cy.zoom(1.4); cy.center(elements); }
};

const linkId = (link) => `${link.source} ${link.property} ${link.target}`;
const short = (label) => { const text = visible(label); return [...text].length > 14 ? `${[...text].slice(0, 13).join("")}…` : text; };

const draw = (found) => {
  const seen = new Map();
  for (const { source, target } of found.links) {
    if (!seen.has(source)) seen.set(source, new Set());
    if (!seen.has(target)) seen.set(target, new Set());
    seen.get(source).add(target);
    seen.get(target).add(source);
  }
  const colours = Object.fromEntries(Object.keys(labels.types).map((type) => [type, colour(type)]));
  // A large picture is dragged about as it is, and drawn again where it comes to rest.
  Object.assign(cy.renderer(), { textureOnViewport: found.nodes.length > SLOW, hideEdgesOnViewport: found.nodes.length > SLOW });
  const rank = new Map(found.nodes.map((node, i) => [node.key, i]));
  cy.batch(() => {
    cy.elements().remove();
    cy.style(found.nodes.length > MANY ? [...look(), ...lookOfMany] : look());
    cy.add(found.nodes.map((node) => {
      const [x, y] = places.get(node.key);
      const links = seen.get(node.key)?.size || 0;
      node.hiding = Math.max(node.degree - links, 0);
      return { group: "nodes", data: {
        id: node.key, short: short(node.label), shape: SHAPES[labels.types[node.type]?.shape] || "ellipse", colour: colours[node.type] || colours.Thing,
        size: 13 + Math.min(3.2 * Math.sqrt(links), 26), font: 11, leading: rank.get(node.key) < LEADING, hiding: node.hiding,
      }, position: { x, y } };
    }));
    cy.add(found.links.map((link) => ({ group: "edges", data: { id: linkId(link), source: link.source, target: link.target, word: propertyWord(link.property) } })));
    if (found.nodes.length > SLOW) cy.nodes().ungrabify().panify(); // one means to move the picture, not a dot
  });
};

/** Names of the best linked are read at any distance; the others when one comes closer. */
const sizeNames = () => {
  const far = Math.max(1 / cy.zoom(), 1);
  cy.batch(() => cy.nodes(view.nodes.length > MANY ? "[?leading]" : undefined).forEach((node) => {
    node.data("font", node.data("leading") ? Math.min(13 * far, 90) : Math.min(11 * far, 13));
  }));
};

/* What is told beside it */

const nodeOf = (key) => view.nodes.find((node) => node.key === key);
const labelOf = (key) => nodeOf(key)?.label || key;
const clear = () => cy.elements().removeClass("faded told chosen");

/** Shows some links clearly, the rest faintly. */
const tell = (links, also = []) => {
  cy.edges().toggleClass("many", links.length > NAMED);
  const told = new Set([...links.map(linkId), ...links.flatMap((link) => [link.source, link.target]), ...also]);
  cy.batch(() => cy.elements().forEach((element) => { element.toggleClass("told", told.has(element.id())).toggleClass("faded", !told.has(element.id())); }));
};

const highlight = async (item) => {
  const said = new Set((await ask("/api/network/article", [["key", item.article]])).map(linkId));
  const links = view.links.filter((link) => said.has(linkId(link)));
  tell(links);
  status(t("highlighted", { title: visible(item.title || item.article), n: number(links.length), all: number(said.size) }));
};

const panel = (...children) => byId("panel").replaceChildren(...children);

const linkRow = (link, here) => {
  const there = link.source === here ? link.target : link.source;
  const words = link.source === here ? `${propertyWord(link.property)} → ${labelOf(there)}` : `${labelOf(there)} — ${propertyWord(link.property)} →`;
  const holder = el("li", {}, el("button", { type: "button", "aria-expanded": "false", onclick: async ({ currentTarget }) => {
    const open = currentTarget.getAttribute("aria-expanded") === "true";
    currentTarget.setAttribute("aria-expanded", String(!open));
    if (open) holder.lastChild.remove();
    else {
      holder.append(await evidence(link, labelOf, highlight));
      cy.getElementById(linkId(link)).addClass("told");
    }
  } }, el("span", {}, words), el("span", { class: "quiet" }, t("articles", { n: number(link.articles) }))));
  return holder;
};

const showNode = (key, { move = false } = {}) => {
  const node = nodeOf(key);
  if (!node) { showNothing(); return; }
  const wish = state();
  const links = view.links.filter((link) => link.source === key || link.target === key);
  clear();
  tell(links, [key]);
  cy.getElementById(key).addClass("chosen");
  if (move) cy.center(cy.getElementById(key));
  const expanded = wish.expand.includes(key);
  const collapsed = wish.collapse.includes(key);
  const left = view.left[key] || 0;
  const button = (words, run) => el("button", { type: "button", class: "small", onclick: run }, words);
  panel(
    el("h2", { class: "name" }, node.label),
    el("p", {}, typeMark(node.type), node.since ? ` · ${node.since === node.until ? node.since : `${node.since}–${node.until}`}` : "", " · ", el("a", { href: pageOf(key) }, t("page"))),
    el("div", { class: "actions" },
      expanded || (!node.hiding && !collapsed) ? "" : button(t("expand", { n: number(node.hiding) }), () => go({ expand: [...wish.expand, key], collapse: wish.collapse.filter((k) => k !== key), limit: wish.limit || (overview(wish) ? byId("limit").value : ""), select: key })),
      left && !wish.more.includes(key) ? button(t("expand-all", { n: number(left) }), () => go({ more: [...wish.more, key], select: key })) : "",
      expanded || links.length > 1 ? (collapsed ? "" : button(t("collapse"), () => go({ expand: wish.expand.filter((k) => k !== key), more: wish.more.filter((k) => k !== key), collapse: [...wish.collapse, key], limit: wish.limit || (overview(wish) ? byId("limit").value : ""), select: key }))) : "",
      button(t("only"), () => go({ expand: [key], more: [], collapse: [], from: "", to: "", limit: "", select: key })),
      button(t("path-from"), () => { byId("from").value = node.label; byId("from").dataset.key = key; byId("to").focus(); if (wish.to) go({ from: key, select: "" }); }),
    ),
    el("h3", {}, t("links", { n: number(links.length) })),
    el("ul", { class: "plain picks" }, links.slice(0, LISTED).map((link) => linkRow(link, key))),
    links.length > LISTED ? el("p", { class: "quiet" }, t("more", { n: number(links.length - LISTED) })) : "",
  );
  current(key);
};

const showLink = async (id) => {
  const link = view.links.find((each) => linkId(each) === id);
  if (!link) { showNothing(); return; }
  clear();
  tell([link]);
  current("");
  panel(el("h2", {}, propertyWord(link.property)), await evidence(link, labelOf, highlight));
};

const showPath = async () => {
  const { path } = view;
  const hops = path.slice(1).map((key, i) => view.links.filter((link) => (link.source === path[i] && link.target === key) || (link.target === path[i] && link.source === key)));
  clear();
  tell(hops.flat(), path);
  fit(cy.collection(path.map((key) => cy.getElementById(key)[0])));
  panel(
    el("h2", {}, t("path-found", { n: number(path.length - 1) })),
    el("p", {}, path.map((key, i) => [i ? " — " : "", el("a", { href: pageOf(key) }, labelOf(key))]).flat()),
    ...(await Promise.all(hops.map(async (links, i) => el("section", {},
      el("h3", {}, t("hop", { n: i + 1 })), await Promise.all(links.map((link) => evidence(link, labelOf, highlight))))))),
  );
};

const showNothing = () => {
  clear();
  current("");
  panel(el("h2", {}, t("panel")), el("p", { class: "quiet" }, t("hint")));
};

const show = (options) => {
  const { select, from, to } = state();
  if (select.includes(" ")) return showLink(select);
  if (select) return showNode(select, options);
  if (from && to && view.path) return showPath();
  return showNothing();
};

const status = (text) => { byId("status").textContent = text; };
const overview = (wish) => Boolean(wish.limit) || !(wish.expand.length || (wish.from && wish.to));

const tellStatus = (wish) => status([
  t("shown", { nodes: number(view.nodes.length), links: number(view.links.length) }),
  view.more ? t("more", { n: number(view.more) }) : "",
  wish.from && wish.to && !view.path ? t("no-path") : "",
].filter(Boolean).join(" · "));

const current = (key) => document.querySelectorAll("#list button").forEach((b) => b.setAttribute("aria-current", String(b.dataset.key === key)));
const fillList = () => {
  byId("count").textContent = number(view.nodes.length);
  byId("list").replaceChildren(
    ...view.nodes.slice(0, LISTED).map((node) => el("li", {}, el("button", { type: "button", "data-key": node.key, onclick: () => { note({ select: node.key }); showNode(node.key, { move: true }); } },
      el("span", { class: "name" }, node.label), typeMark(node.type)))),
    view.nodes.length > LISTED ? el("li", { class: "quiet" }, t("more", { n: number(view.nodes.length - LISTED) })) : "",
  );
};

const fillTools = (wish) => {
  const shown = new Set(wish.types ? wish.types.split(",") : data.shown);
  byId("types").replaceChildren(...data.types.map((type) => {
    const count = view.nodes.filter((node) => node.type === type).length;
    return el("button", { type: "button", "data-type": type, "aria-pressed": String(shown.has(type)), onclick: () => {
      const next = new Set(shown);
      if (!next.delete(type)) next.add(type);
      const same = next.size === data.shown.length && data.shown.every((each) => next.has(each));
      if (next.size) go({ types: same ? "" : data.types.filter((each) => next.has(each)).join(",") });
    } }, typeMark(type), count ? el("span", { class: "quiet" }, ` ${number(count)}`) : "");
  }));
  byId("since").value = wish.since;
  byId("until").value = wish.until;
  byId("limit").value = wish.limit || data.limit;
  for (const end of ["from", "to"]) {
    if (wish[end] && nodeOf(wish[end])) byId(end).value = labelOf(wish[end]);
    byId(end).dataset.key = wish[end];
    if (!wish[end]) byId(end).value = "";
  }
};

const load = async () => {
  const mine = ++turn;
  const wish = state();
  document.body.dataset.ready = "false";
  status(t("loading"));
  try {
    const found = await ask("/api/network", asked(wish));
    if (mine !== turn) return;
    if (!places.size) places = kept();
    const fresh = !found.nodes.some((node) => places.has(node.key));
    if (found.nodes.length > MANY) status(t("laying", { n: number(found.nodes.length) }));
    await place(found);
    if (mine !== turn) return;
    const before = view;
    view = found;
    draw(found);
    fillList();
    fillTools(wish);
    tellStatus(wish);
    if (wish.at) {
      const [x, y, zoom] = wish.at.split(",").map(Number);
      cy.viewport({ zoom, pan: { x: byId("canvas").clientWidth / 2 - x * zoom, y: byId("canvas").clientHeight / 2 - y * zoom } });
    } else if (fresh || !before) fit();
    sizeNames();
    await show({ move: !fresh && before !== null });
    keep();
  } catch (error) {
    if (mine === turn) status(`${t("failed")} ${visible(error.message)}`);
  }
  if (mine === turn) document.body.dataset.ready = "true";
};

/* What one may do */

cy.on("tap", "node", ({ target }) => { note({ select: target.id() }); showNode(target.id()); });
cy.on("tap", "edge", ({ target }) => { note({ select: target.id() }); showLink(target.id()); });
cy.on("tap", ({ target }) => { if (target === cy) { note({ select: "" }); showNothing(); tellStatus(state()); } });
cy.on("dbltap", "node", ({ target }) => {
  const wish = state();
  if (!wish.expand.includes(target.id())) go({ expand: [...wish.expand, target.id()], limit: wish.limit || (overview(wish) ? byId("limit").value : ""), select: target.id() });
});
cy.on("dragfree", "node", ({ target }) => { places.set(target.id(), [Math.round(target.position("x")), Math.round(target.position("y"))]); keep(); });
cy.on("viewport", later(() => {
  if (document.body.dataset.ready !== "true") return;
  sizeNames();
  const { x1, x2, y1, y2 } = cy.extent();
  note({ at: [Math.round((x1 + x2) / 2), Math.round((y1 + y2) / 2), cy.zoom().toPrecision(3)].join(",") });
}, 300));

const zoom = (factor) => cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
const KEYS = { ArrowLeft: () => cy.panBy({ x: 60, y: 0 }), ArrowRight: () => cy.panBy({ x: -60, y: 0 }), ArrowUp: () => cy.panBy({ x: 0, y: 60 }), ArrowDown: () => cy.panBy({ x: 0, y: -60 }), "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), 0: () => fit() };
byId("canvas").addEventListener("keydown", (event) => {
  if (!KEYS[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  KEYS[event.key]();
});
byId("closer").addEventListener("click", () => zoom(1.25));
byId("farther").addEventListener("click", () => zoom(0.8));
byId("fit").addEventListener("click", () => fit());
byId("restart").addEventListener("click", () => { places = new Map(); byId("find").value = ""; go(Object.fromEntries(Object.keys(state()).map((name) => [name, ""]))); });

finder(byId("find"), (hit) => {
  if (view && nodeOf(hit.key)) { note({ select: hit.key }); showNode(hit.key, { move: true }); return; }
  const wish = state();
  const whole = overview(wish) && !wish.limit;
  go({ expand: [...(whole ? [] : wish.expand), hit.key], select: hit.key });
});
for (const end of ["from", "to"]) {
  finder(byId(end), (hit) => {
    byId(end).dataset.key = hit.key;
    const [from, to] = [byId("from").dataset.key, byId("to").dataset.key];
    if (from && to) go({ from, to, expand: [], more: [], collapse: [], limit: "", select: "" });
  });
  byId(end).addEventListener("change", () => {
    if (byId(end).value.trim()) return;
    byId(end).dataset.key = "";
    if (state()[end]) go({ from: "", to: "" });
  });
}
for (const end of ["since", "until"]) byId(end).addEventListener("change", ({ target }) => { if (target.validity.valid) go({ [end]: target.value.trim() }); });
byId("limit").addEventListener("change", ({ target }) => { places = new Map(); go({ limit: target.value }); });
byId("tools").addEventListener("submit", (event) => event.preventDefault());
document.querySelectorAll("[data-export]").forEach((button) => button.addEventListener("click", () => exports[button.dataset.export]({ cy, view, colour })));
byId("link").addEventListener("click", async () => {
  await navigator.clipboard.writeText(location.href);
  status(t("copied"));
});
addEventListener("popstate", load);

window.explorer = { cy };
document.documentElement.lang = document.documentElement.lang || lang;
load();
