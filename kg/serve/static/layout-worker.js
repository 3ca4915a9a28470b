// Places for nodes, computed beside the page: the same network is always laid out the same way.
//
// The best linked nodes are laid out by forces (d3-force, which is deterministic); the others are
// put around the neighbour that is placed already, then all settle together for a while. Nodes that
// come with a place keep it.

importScripts("vendor/d3-dispatch.min.js", "vendor/d3-quadtree.min.js", "vendor/d3-timer.min.js", "vendor/d3-force.min.js");

const BACKBONE = 500;
const SPACE = 70;
const GOLDEN = 2.39996;

const settle = (nodes, links, ticks) => {
  const few = nodes.length <= 1000;
  d3.forceSimulation(nodes)
    .alphaDecay(1 - 0.001 ** (1 / ticks))
    .force("link", d3.forceLink(links).id((node) => node.id).distance(SPACE))
    .force("charge", d3.forceManyBody().strength(-220).theta(few ? 0.9 : 1.4).distanceMax(few ? 900 : 500))
    .force("x", d3.forceX().strength(0.09))
    .force("y", d3.forceY().strength(0.12))
    .force("collide", nodes.length <= 3000 ? d3.forceCollide(22) : null)
    .stop()
    .tick(ticks);
};

onmessage = ({ data: { nodes, links } }) => {
  const neighbours = new Map(nodes.map((node) => [node.id, []]));
  for (const link of links) {
    neighbours.get(link.source).push(link.target);
    neighbours.get(link.target).push(link.source);
  }
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const placed = new Set(nodes.filter((node) => node.x !== undefined).map((node) => node.id));
  const among = (chosen) => links.filter((link) => chosen.has(link.source) && chosen.has(link.target)).map((link) => ({ ...link }));
  for (const id of placed) {
    const node = byId.get(id);
    node.fx = node.x;
    node.fy = node.y;
  }
  if (!placed.size) {
    const backbone = nodes.slice(0, BACKBONE);
    for (const node of backbone) placed.add(node.id);
    settle(backbone, among(placed), 250);
  }
  const around = new Map();
  let waiting = nodes.filter((node) => !placed.has(node.id));
  const added = waiting.length;
  while (waiting.length) {
    const rest = [];
    for (const node of waiting) {
      const home = neighbours.get(node.id).find((id) => placed.has(id));
      if (home === undefined) { rest.push(node); continue; }
      const turn = (around.get(home) || 0) + 1;
      around.set(home, turn);
      const radius = SPACE * 0.6 + 9 * Math.sqrt(turn);
      node.x = byId.get(home).x + radius * Math.cos(turn * GOLDEN);
      node.y = byId.get(home).y + radius * Math.sin(turn * GOLDEN);
    }
    for (const node of waiting) if (node.x !== undefined) placed.add(node.id);
    if (rest.length === waiting.length) {
      // Linked with nothing that has a place: the first goes to the rim, and draws its own after it.
      const [first] = rest;
      const angle = placed.size * GOLDEN;
      const rim = SPACE * (2 + Math.sqrt(placed.size));
      Object.assign(first, { x: rim * Math.cos(angle), y: rim * Math.sin(angle) });
      placed.add(first.id);
      rest.shift();
    }
    waiting = rest;
  }
  if (added) settle(nodes, among(placed), nodes.length > 5000 ? 8 : nodes.length > 1000 ? 40 : 120);
  postMessage(nodes.map(({ id, x, y }) => ({ id, x: Math.round(x), y: Math.round(y) })));
};
