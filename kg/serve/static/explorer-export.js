// The view as files: picture, drawing, network for Gephi, table.

import { csv, propertyWord, save, typeWord, visible } from "./common.js";

const ILLEGAL = /[^\t\n\r\u0020-\ud7ff\ud800-\udfff\ue000-\ufffd]/g;
const xml = (text) => visible(text).replace(ILLEGAL, "\ufffd").replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const named = (view) => new Map(view.nodes.map((node) => [node.key, node]));
const LARGEST = 8000;

const png = async ({ cy, colour }) => save("network.png",
  await cy.png({ output: "blob-promise", full: true, bg: colour("card"), scale: 2, maxWidth: LARGEST, maxHeight: LARGEST }));

const outline = { ellipse: 0, rectangle: 4, triangle: 3, diamond: 4, hexagon: 6, star: 10, vee: 3 };
const shape = (node, x, y, r) => {
  const kind = node.data("shape");
  const fill = `fill="${node.data("colour")}"`;
  if (!outline[kind]) return `<circle cx="${x}" cy="${y}" r="${r}" ${fill}/>`;
  const turn = { rectangle: Math.PI / 4, vee: Math.PI / 2, hexagon: 0 }[kind] ?? -Math.PI / 2;
  const points = Array.from({ length: outline[kind] }, (_, i) => {
    const angle = turn + (2 * Math.PI * i) / outline[kind];
    const far = kind === "star" && i % 2 ? r * 0.45 : r * 1.15;
    return `${(x + far * Math.cos(angle)).toFixed(1)},${(y + far * Math.sin(angle)).toFixed(1)}`;
  });
  return `<polygon points="${points.join(" ")}" ${fill}/>`;
};

const svg = ({ cy, view, colour }) => {
  const nodes = named(view);
  const box = cy.elements().boundingBox();
  const lines = cy.edges().map((edge) => {
    const [a, b] = [edge.source().position(), edge.target().position()];
    return `<line x1="${a.x}" y1="${a.y}" x2="${b.x}" y2="${b.y}"><title>${xml(edge.data("word"))}</title></line>`;
  });
  const marks = cy.nodes().map((node) => {
    const { x, y } = node.position();
    const r = node.data("size") / 2;
    return `<g>${shape(node, x, y, r)}<title>${xml(nodes.get(node.id()).label)}</title><text x="${x}" y="${y + r + node.data("font")}" font-size="${node.data("font")}">${xml(node.data("short"))}</text></g>`;
  });
  save("network.svg", `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.x1 - 20} ${box.y1 - 20} ${box.w + 40} ${box.h + 60}">
<rect x="${box.x1 - 20}" y="${box.y1 - 20}" width="100%" height="100%" fill="${colour("card")}"/>
<g stroke="${colour("quiet")}" stroke-opacity="0.55">
${lines.join("\n")}
</g>
<g font-family="Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif" text-anchor="middle" fill="${colour("ink")}">
${marks.join("\n")}
</g>
</svg>
`, "image/svg+xml");
};

const gexf = ({ cy, view }) => {
  const value = (id, text) => `<attvalue for="${id}" value="${xml(text)}"/>`;
  const rgb = (hex) => [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));
  const nodes = view.nodes.map((node) => {
    const shown = cy.getElementById(node.key);
    const [r, g, b] = rgb(shown.data("colour"));
    const { x, y } = shown.position();
    return `<node id="${xml(node.key)}" label="${xml(node.label)}"><attvalues>${value("type", node.type)}${node.since ? value("since", node.since) + value("until", node.until) : ""}</attvalues><viz:position x="${x}" y="${-y}" z="0"/><viz:color r="${r}" g="${g}" b="${b}"/><viz:size value="${shown.data("size")}"/></node>`;
  });
  const edges = view.links.map((link, i) =>
    `<edge id="${i}" source="${xml(link.source)}" target="${xml(link.target)}" label="${xml(link.property)}" weight="${link.articles}"/>`);
  save("network.gexf", `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">
<graph mode="static" defaultedgetype="directed">
<attributes class="node"><attribute id="type" title="type" type="string"/><attribute id="since" title="since" type="integer"/><attribute id="until" title="until" type="integer"/></attributes>
<nodes>
${nodes.join("\n")}
</nodes>
<edges>
${edges.join("\n")}
</edges>
</graph>
</gexf>
`, "application/xml");
};

const table = ({ view }) => {
  const nodes = named(view);
  const end = (key) => [key, nodes.get(key).label, typeWord(nodes.get(key).type)];
  save("network.csv", csv([
    ["source", "sourceLabel", "sourceType", "property", "propertyLabel", "target", "targetLabel", "targetType", "articles"],
    ...view.links.map((link) => [...end(link.source), link.property, propertyWord(link.property), ...end(link.target), link.articles]),
  ]), "text/csv;charset=utf-8");
};

export const exports = { png, svg, gexf, csv: table };
