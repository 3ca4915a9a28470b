// The map: a circle for each division, as large as what lies there; nothing finer than a division.

import { ask, colour, data, el, lang, number, pageOf, t, typeMark, visible } from "./common.js";
import { facets } from "./facets.js";

const stage = document.getElementById("stage");
const map = L.map(stage, { preferCanvas: true, minZoom: 3, maxZoom: 11, zoomSnap: 0.25, attributionControl: true, worldCopyJump: false, zoomControl: false });
map.attributionControl.setPrefix(false);
L.control.zoom({ zoomInTitle: t("closer"), zoomOutTitle: t("farther") }).addTo(map);
map.createPane("base").style.zIndex = 250;
map.createPane("names").style.zIndex = 350;
map.getPane("names").style.pointerEvents = "none";
const CHINA = [[2.6, 73], [53.8, 135.5]];
map.fitBounds(CHINA, { paddingBottomRight: [0, 18] });

const base = async () => {
  const found = await ask("/api/basemap");
  const drawn = L.canvas({ pane: "base", padding: 0.6 });
  const style = ({ properties: { kind } }) => ({
    border: { color: colour("quiet"), weight: 1.4, fillColor: colour("card"), fillOpacity: 1 },
    line: { color: colour("quiet"), weight: 1.6, fill: false },
    province: { color: colour("quiet"), weight: 0.8, opacity: 0.65, fill: false },
    city: { color: colour("quiet"), weight: 0.5, opacity: 0.35, fill: false },
  })[kind];
  const layer = (...kinds) => L.geoJSON(found, { renderer: drawn, pane: "base", interactive: false, style, filter: ({ properties }) => kinds.includes(properties.kind) });
  layer("border").addTo(map);
  layer("province", "line").addTo(map);
  const cities = layer("city");
  const names = L.layerGroup(found.features.filter(({ properties }) => properties.kind === "name").map(({ geometry: { coordinates: [x, y] }, properties }) =>
    L.marker([y, x], { pane: "names", interactive: false, keyboard: false, icon: L.divIcon({ className: "place-name", html: el("span", {}, properties.name), iconSize: null }) })));
  const byZoom = () => {
    map[map.getZoom() >= 6 ? "addLayer" : "removeLayer"](cities);
    map[map.getZoom() >= 4.25 ? "addLayer" : "removeLayer"](names);
  };
  map.on("zoomend", byZoom);
  byZoom();
  map.attributionControl.addAttribution(visible(found.name).replace(/[<>&]/g, ""));
};

const circles = L.layerGroup().addTo(map);
let spots = new Map();

const spotOf = (key) => [...spots.values()].filter(({ items }) => items.some((item) => item.key === key));
const choose = (key) => {
  for (const { circle } of spots.values()) circle.setStyle({ weight: 1, color: colour("card") });
  const chosen = key ? spotOf(key) : [];
  for (const { circle } of chosen) circle.setStyle({ weight: 3, color: colour("accent") }).bringToFront();
  if (chosen.length && !map.getBounds().contains(chosen[0].circle.getLatLng())) map.panTo(chosen[0].circle.getLatLng(), { animate: false });
};

const list = (spot) => {
  document.getElementById("panel").replaceChildren(
    el("h2", { class: "name" }, spot.place.at_label),
    el("p", { class: "quiet" }, t("spot", { n: number(spot.items.length), km: number(spot.place.precision_km) }), " ", el("a", { href: pageOf(spot.place.at) }, t("page"))),
    el("ul", { class: "plain picks" }, spot.items.slice(0, 100).map((item) => el("li", {}, el("button", { type: "button", onclick: () => page.select(item.key) },
      el("span", { class: "name" }, item.label), typeMark(item.type))))),
    spot.items.length > 100 ? el("p", { class: "quiet" }, t("more", { n: number(spot.items.length - 100) })) : "",
  );
};

const draw = ({ items, places }) => {
  circles.clearLayers();
  spots = new Map();
  let unplaced = 0;
  for (const item of items) {
    const shown = item.places.map((key) => places[key]).filter(Boolean);
    if (!shown.length) unplaced += 1;
    for (const place of shown) {
      if (!spots.has(place.at)) spots.set(place.at, { place, items: [] });
      if (!spots.get(place.at).items.includes(item)) spots.get(place.at).items.push(item);
    }
  }
  for (const spot of [...spots.values()].sort((a, b) => b.items.length - a.items.length)) {
    const counts = data.types.map((type) => [spot.items.filter((item) => item.type === type).length, type]).sort((a, b) => b[0] - a[0]);
    spot.circle = L.circleMarker([spot.place.latitude, spot.place.longitude], {
      radius: 5 + Math.min(2.4 * Math.sqrt(spot.items.length), 22), weight: 1, color: colour("card"), fillColor: colour(counts[0][1]), fillOpacity: 0.82,
    }).bindTooltip(el("span", {}, `${spot.place.at_label} ${spot.items.length}`), { direction: "top" }).on("click", () => list(spot)).addTo(circles);
  }
  const bounds = [...spots.values()].map(({ circle }) => circle.getLatLng());
  if (bounds.length && new URLSearchParams(location.search).get("place")) map.fitBounds(L.latLngBounds(bounds).pad(0.3), { maxZoom: 7, animate: false });
  else map.fitBounds(CHINA, { animate: false, paddingBottomRight: [0, 18] });
  return [t("shown", { n: number(items.length) }), t("at-places", { n: number(spots.size) }), unplaced ? t("unplaced", { n: number(unplaced) }) : ""].filter(Boolean).join(" · ");
};

window.map = map;
await base();
const page = facets({ only: "placed", draw, choose });
document.documentElement.lang ||= lang;
