"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const make = (tag, text, cls) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (cls) element.className = cls;
    return element;
  };
  const type = (kind) => data.types[kind] || data.types.Thing;
  const property = (name) => data.properties[name] || { zh: name, en: name };
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  data.edges.forEach((edge, index) => { edge.id = index; });

  byId("title").textContent = data.title;
  byId("subtitle").textContent = [data.subtitle,
    data.hidden ? `另有 ${data.hidden} 个节点未显示 ${data.hidden} more not shown` : ""].filter(Boolean).join(" · ");

  const paths = {
    dot: "M7 1a6 6 0 1 0 .01 0z", square: "M2 2h10v10H2z", triangle: "M7 1l6 11H1z",
    triangleDown: "M1 2h12L7 13z", diamond: "M7 0l7 7-7 7-7-7z", hexagon: "M3.5 1h7L14 7l-3.5 6h-7L0 7z",
    star: "M7 0l2 5h5l-4 3.2 1.6 5.3L7 10.4 2.4 13.5 4 8.2 0 5h5z",
  };
  const symbol = (kind) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 14 14");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", paths[type(kind).shape] || paths.dot);
    path.setAttribute("fill", type(kind).colour);
    svg.append(path);
    return svg;
  };

  const hiddenKinds = new Set(data.details.filter(() => data.nodes.length > 60));
  const short = (text) => (text.length > 14 ? `${text.slice(0, 13)}…` : text);
  const view = new vis.DataSet(data.nodes.map((node) => ({
    id: node.id, label: short(node.label), x: node.x, y: node.y, hidden: hiddenKinds.has(node.kind),
    shape: type(node.kind).shape, color: type(node.kind).colour,
    size: 6 + Math.min(10, 2 * Math.sqrt(node.value)),
    font: { size: node.value > 6 ? 17 : 13, color: "#1d1d1f", strokeWidth: 4, strokeColor: "#ffffff" },
    scaling: { label: { drawThreshold: 5 } },
  })));
  const lines = new vis.DataSet(data.edges.map((edge) => ({
    id: edge.id, from: edge.from, to: edge.to, arrows: { to: { enabled: true, scaleFactor: 0.5 } },
    color: { color: "#a8a49a", highlight: "#b3261e", hover: "#6b6b6b" }, width: 1, smooth: false,
    font: { size: 12, color: "#5f6368", strokeWidth: 4, strokeColor: "#ffffff" },
  })));
  const network = new vis.Network(byId("canvas"), { nodes: view, edges: lines }, {
    physics: false, autoResize: true,
    interaction: { hover: true, multiselect: false, keyboard: false, hideEdgesOnDrag: data.edges.length > 1500 },
  });
  network.once("afterDrawing", () => network.fit({ nodes: view.getIds({ filter: (node) => !node.hidden }) }));

  const evidence = (edge, about) => {
    const box = make("div", undefined, "fact");
    const words = property(edge.property);
    box.append(make("p", `${nodes.get(edge.from).label} — ${words.zh} → ${nodes.get(edge.to).label}`));
    box.append(make("cite", words.en));
    edge.evidence.forEach((item) => {
      const quote = make("blockquote");
      const names = [nodes.get(edge.from).label, nodes.get(edge.to).label].filter((n) => n && item.quote.includes(n));
      let rest = item.quote;
      while (rest) {
        const next = names.map((n) => [rest.indexOf(n), n]).filter(([at]) => at >= 0).sort((a, b) => a[0] - b[0])[0];
        if (!next) { quote.append(rest); break; }
        quote.append(rest.slice(0, next[0]), make("mark", next[1]));
        rest = rest.slice(next[0] + next[1].length);
      }
      box.append(quote);
      const source = make("cite");
      const label = [item.title, item.date, `可信度 ${item.confidence}`].filter(Boolean).join(" · ");
      if (item.url) {
        const link = make("a", label);
        link.href = item.url;
        link.rel = "noopener noreferrer";
        source.append(link);
      } else {
        source.textContent = label;
      }
      box.append(source);
    });
    return box;
  };

  const show = (title, kind, iri, edges) => {
    const panel = byId("panel");
    panel.replaceChildren(make("h3", title), make("p", [kind, iri].filter(Boolean).join(" · "), "kind"));
    edges.forEach((edge) => panel.append(evidence(edge)));
    if (!edges.length) panel.append(make("p", "没有连线。 No edges."));
  };
  const showNode = (id, move) => {
    const node = nodes.get(id);
    if (!node) return;
    network.selectNodes([id]);
    if (move) network.focus(id, { scale: 1.1, animation: false });
    show(node.label, `${type(node.kind).zh} ${type(node.kind).en}`, node.iri,
      data.edges.filter((edge) => edge.from === id || edge.to === id));
    document.querySelectorAll("#list button").forEach((b) => b.setAttribute("aria-current", String(b.dataset.id === String(id))));
  };
  const showEdge = (id) => {
    const edge = data.edges[id];
    show(property(edge.property).zh, property(edge.property).en, "", [edge]);
    lines.update(data.edges.map((e) => ({ id: e.id, label: e.id === id ? property(e.property).zh : undefined })));
  };
  network.on("click", (event) => {
    if (event.nodes.length) showNode(event.nodes[0], false);
    else if (event.edges.length) showEdge(event.edges[0]);
  });

  const list = byId("list");
  const sorted = [...data.nodes].sort((a, b) => b.value - a.value || a.label.localeCompare(b.label, "zh"));
  const refill = () => {
    const wanted = byId("find").value.trim().toLowerCase();
    const found = sorted.filter((node) => !hiddenKinds.has(node.kind) && node.label.toLowerCase().includes(wanted));
    list.replaceChildren(...found.slice(0, 300).map((node) => {
      const row = make("li");
      const button = make("button");
      button.type = "button";
      button.dataset.id = String(node.id);
      button.append(symbol(node.kind), make("span", node.label));
      button.addEventListener("click", () => showNode(node.id, true));
      row.append(button);
      return row;
    }));
    byId("count").textContent = found.length > 300 ? `300 / ${found.length}` : String(found.length);
    return found;
  };
  let composing = false;
  byId("find").addEventListener("compositionstart", () => { composing = true; });
  byId("find").addEventListener("compositionend", () => { composing = false; refill(); });
  byId("find").addEventListener("input", () => { if (!composing) refill(); });
  byId("find").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !composing) {
      const found = refill();
      if (found.length) showNode(found[0].id, true);
    }
  });

  const present = new Set(data.nodes.map((node) => node.kind));
  Object.keys(data.types).filter((kind) => present.has(kind)).forEach((kind) => {
    const item = make("li");
    const button = make("button");
    button.type = "button";
    button.dataset.kind = kind;
    button.setAttribute("aria-pressed", String(!hiddenKinds.has(kind)));
    const count = data.nodes.filter((node) => node.kind === kind).length;
    button.append(symbol(kind), make("span", `${type(kind).zh} ${type(kind).en} ${count}`));
    button.addEventListener("click", () => {
      if (hiddenKinds.has(kind)) hiddenKinds.delete(kind); else hiddenKinds.add(kind);
      button.setAttribute("aria-pressed", String(!hiddenKinds.has(kind)));
      view.update(data.nodes.filter((n) => n.kind === kind).map((n) => ({ id: n.id, hidden: hiddenKinds.has(kind) })));
      refill();
    });
    item.append(button);
    byId("legend").append(item);
  });
  refill();
  document.body.dataset.ready = "true";
})();
