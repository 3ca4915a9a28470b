// The ways to look at an answer: table, chart, network, map. Cells are text, never markup.

import { CHINA, FIT, baseMap } from "./basemap.js";
import { ask, colour, data, el, number, pageOf, t, visible } from "./common.js";

const ROWS = 500;
const BARS = 60;
const NODES = 1000;
const NUMERIC = /#(integer|decimal|double|float|int|long|nonNegativeInteger)$/;
const own = `${data.base}id/`;

const isNumber = (term) => term?.type === "literal" && NUMERIC.test(term.datatype || "");
const numeric = ({ columns, rows }) => columns.filter((column) => rows.some((row) => row[column]) && rows.every((row) => !row[column] || isNumber(row[column])));
const words = ({ columns, rows }) => columns.filter((column) => rows.some((row) => row[column] && !isNumber(row[column])));
/** Columns that name things: IRIs, or the labels that stand for them. */
const things = ({ columns, rows }) => columns.filter((column) => /label$/i.test(column) || rows.some((row) => row[column]?.type === "uri"));
const placed = ({ columns, rows }) => columns.filter((column) => rows.some((row) => row[column]?.value.startsWith(`${own}place/`)));

const short = (iri) => {
  if (iri.startsWith(own)) return iri.slice(own.length);
  const [name, space] = Object.entries(data.prefixes).filter(([, each]) => iri.startsWith(each)).sort((a, b) => b[1].length - a[1].length)[0] || [];
  return name ? `${name}:${iri.slice(space.length)}` : iri;
};
const cell = (term) => {
  if (!term) return "";
  if (term.type !== "uri") return term.value;
  if (term.value.startsWith(own)) return el("a", { href: pageOf(term.value.slice(own.length)) }, short(term.value));
  if (/^https?:\/\//.test(term.value)) return el("a", { href: term.value, rel: "noopener noreferrer" }, short(term.value));
  return term.value;
};
const pick = (name, columns, chosen, redraw) => {
  const box = el("select", { id: `pick-${name}` }, columns.map((column) => el("option", { value: column }, column)));
  box.value = chosen;
  box.addEventListener("change", redraw);
  return [el("div", { class: "tool" }, el("label", { for: box.id }, t(name)), box), box];
};
const more = (all, most) => (all > most ? el("p", { class: "quiet" }, t("more", { n: number(all - most) })) : "");

const table = {
  suits: () => true,
  draw: (answer, stage) => {
    let sorted = answer.rows;
    let order = null;
    const body = el("tbody");
    const fill = () => body.replaceChildren(...sorted.slice(0, ROWS).map((row) => el("tr", {}, answer.columns.map((column) => el("td", { class: isNumber(row[column]) ? "figure" : undefined }, cell(row[column]))))));
    const sort = (column, head) => {
      const down = order === column ? -1 : 1;
      order = down === 1 ? column : null;
      const value = (row) => row[column]?.value ?? "";
      sorted = [...answer.rows].sort((a, b) => down * (isNumber(a[column]) && isNumber(b[column]) ? value(a) - value(b) : value(a).localeCompare(value(b), "zh")));
      head.parentElement.querySelectorAll("th").forEach((each) => each.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down === 1 ? "ascending" : "descending");
      fill();
    };
    fill();
    stage.replaceChildren(el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("table") }, el("table", { class: "answer" },
      el("thead", {}, el("tr", {}, answer.columns.map((column) => el("th", { scope: "col" }, el("button", { type: "button", onclick: ({ currentTarget }) => sort(column, currentTarget.parentElement) }, column))))), body)),
    more(answer.rows.length, ROWS));
  },
};

const chart = {
  suits: (answer) => numeric(answer).length > 0 && words(answer).length > 0,
  draw: (answer, stage, choices) => {
    const labels = words(answer);
    const figures = numeric(answer);
    const draw = () => {
      const rows = answer.rows.filter((row) => row[figure.value]);
      // A name that stands in several rows is told apart by what else the rows say.
      const seen = new Map();
      for (const row of rows) seen.set(row[label.value]?.value, (seen.get(row[label.value]?.value) || 0) + 1);
      const name = (row) => (seen.get(row[label.value]?.value) === 1 ? [label.value] : [label.value, ...labels.filter((column) => column !== label.value && /label$/i.test(column))])
        .map((column) => row[column]?.value ?? "").join(" · ");
      const most = Math.max(...rows.map((row) => Math.abs(Number(row[figure.value].value))), 1e-9);
      stage.replaceChildren(el("table", { class: "bars" },
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, label.value), el("th", { scope: "col" }, figure.value))),
        el("tbody", {}, rows.slice(0, BARS).map((row) => {
          const value = Number(row[figure.value].value);
          const bar = el("span", { class: "bar" });
          bar.style.width = `${(100 * Math.abs(value)) / most}%`;
          return el("tr", {}, el("th", { scope: "row" }, name(row)), el("td", {}, el("span", { class: "track" }, bar), el("span", {}, number(value))));
        }))), more(rows.length, BARS));
    };
    const [one, label] = pick("label", labels, labels.find((column) => /label$/i.test(column)) || labels[0], draw);
    const [two, figure] = pick("figure", figures, figures[0], draw);
    choices.replaceChildren(one, two);
    draw();
  },
};

const network = {
  suits: (answer) => things(answer).length > 1,
  draw: async (answer, stage, choices) => {
    const columns = things(answer);
    const labelled = columns.filter((column) => /label$/i.test(column));
    const draw = async () => {
      const nodes = new Map();
      const links = new Map();
      const node = (row, column) => {
        const term = row[column];
        if (!term) return undefined;
        const name = row[`${column}Label`]?.value || (term.type === "uri" ? short(term.value) : term.value);
        if (!nodes.has(term.value)) nodes.set(term.value, { id: term.value, name, side: column });
        return term.value;
      };
      for (const row of answer.rows) {
        if (nodes.size >= NODES) break;
        const [a, b] = [node(row, from.value), node(row, to.value)];
        if (a !== undefined && b !== undefined && a !== b) links.set(`${a}\n${b}`, { source: a, target: b });
      }
      const canvas = el("div", { class: "answer-stage", role: "img", "aria-label": t("network-picture", { nodes: number(nodes.size), links: number(links.size) }) });
      stage.replaceChildren(canvas, answer.rows.length && nodes.size >= NODES ? el("p", { class: "quiet" }, t("first", { n: number(NODES) })) : "");
      const places = await new Promise((resolve, reject) => {
        const worker = new Worker(new URL("layout-worker.js", import.meta.url));
        worker.onmessage = (event) => { worker.terminate(); resolve(new Map(event.data.map(({ id, x, y }) => [id, { x, y }]))); };
        worker.onerror = (event) => { worker.terminate(); reject(new Error(event.message)); };
        worker.postMessage({ nodes: [...nodes.values()].map(({ id }) => ({ id })), links: [...links.values()] });
      });
      cytoscape({
        container: canvas, boxSelectionEnabled: false, maxZoom: 2.5,
        elements: [
          ...[...nodes.values()].map(({ id, name, side }) => ({ data: { id, name: visible(name.length > 18 ? `${name.slice(0, 17)}…` : name), colour: colour(side === from.value ? "Organization" : "Place") }, position: places.get(id) })),
          ...[...links].map(([id, { source, target }]) => ({ data: { id, source, target } })),
        ],
        layout: { name: "preset", fit: true, padding: 30 },
        style: [
          { selector: "node", style: { label: "data(name)", "background-color": "data(colour)", width: 16, height: 16, "font-size": 13, color: colour("ink"), "font-family": getComputedStyle(document.body).fontFamily, "text-valign": "bottom", "text-margin-y": 3, "min-zoomed-font-size": 7, "text-outline-color": colour("card"), "text-outline-width": 2 } },
          { selector: "edge", style: { width: 1.2, "line-color": colour("quiet"), opacity: 0.6, "curve-style": "straight", "target-arrow-shape": "triangle", "target-arrow-color": colour("quiet"), "arrow-scale": 0.8 } },
        ],
      });
    };
    const best = labelled.length > 1 ? labelled : columns;
    const [one, from] = pick("from", columns, best[0], draw);
    const [two, to] = pick("to", columns, best[1], draw);
    choices.replaceChildren(one, two);
    await draw();
  },
};

const map = {
  suits: (answer) => placed(answer).length > 0,
  draw: async (answer, stage, choices) => {
    const columns = placed(answer);
    const canvas = el("div", { class: "answer-stage", role: "application", "aria-label": t("map") });
    const note = el("p", { class: "quiet" });
    stage.replaceChildren(canvas, note);
    const drawn = await baseMap(canvas);
    const circles = L.layerGroup().addTo(drawn);
    const draw = async () => {
      const count = new Map();
      for (const row of answer.rows) {
        const key = row[column.value]?.value.startsWith(own) ? row[column.value].value.slice(own.length) : "";
        if (key.startsWith("place/")) count.set(key, (count.get(key) || 0) + 1);
      }
      const found = await ask("/api/places", [], { method: "POST", body: JSON.stringify([...count.keys()].slice(0, 2000)) });
      circles.clearLayers();
      for (const place of Object.values(found)) {
        L.circleMarker([place.latitude, place.longitude], { radius: 5 + Math.min(2.4 * Math.sqrt(count.get(place.key)), 22), weight: 1, color: colour("card"), fillColor: colour("Place"), fillOpacity: 0.82 })
          .bindTooltip(el("span", {}, `${place.label} ${count.get(place.key)}`), { direction: "top" }).addTo(circles);
      }
      drawn.fitBounds(CHINA, FIT);
      note.textContent = t("on-map", { n: number(Object.keys(found).length), all: number(count.size) });
    };
    const [one, column] = pick("place", columns, columns[0], draw);
    choices.replaceChildren(one);
    await draw();
  },
};

export const views = { table, chart, network, map };
