// The map: a circle for each division, as large as what lies there; nothing finer than a division.

import { CHINA, FIT, baseMap } from "./basemap.js";
import { colour, data, el, number, pageOf, t, typeMark } from "./common.js";
import { facets } from "./facets.js";

const stage = document.getElementById("stage");
const map = await baseMap(stage);
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
  else map.fitBounds(CHINA, FIT);
  return [t("shown", { n: number(items.length) }), t("at-places", { n: number(spots.size) }), unplaced ? t("unplaced", { n: number(unplaced) }) : ""].filter(Boolean).join(" · ");
};

window.map = map;
const page = facets({ only: "placed", draw, choose });
