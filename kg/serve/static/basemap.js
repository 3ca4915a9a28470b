// A map over the base map: no tiles, one GeoJSON file whose source stands on the map.

import { ask, colour, el, t, visible } from "./common.js";

export const CHINA = [[2.6, 73], [53.8, 135.5]];
export const FIT = { animate: false, paddingBottomRight: [0, 18] };

const style = ({ properties: { kind } }) => ({
  border: { color: colour("quiet"), weight: 1.4, fillColor: colour("card"), fillOpacity: 1 },
  line: { color: colour("quiet"), weight: 1.6, fill: false },
  province: { color: colour("quiet"), weight: 0.8, opacity: 0.65, fill: false },
  city: { color: colour("quiet"), weight: 0.5, opacity: 0.35, fill: false },
})[kind];

/** A map in the element, showing the whole country. */
export const baseMap = async (stage) => {
  const map = L.map(stage, { preferCanvas: true, minZoom: 2, maxZoom: 11, zoomSnap: 0.25, zoomControl: false });
  map.attributionControl.setPrefix(false);
  L.control.zoom({ zoomInTitle: t("closer"), zoomOutTitle: t("farther") }).addTo(map);
  map.createPane("base").style.zIndex = 250;
  map.createPane("names").style.zIndex = 350;
  map.getPane("names").style.pointerEvents = "none";
  map.fitBounds(CHINA, FIT);

  const found = await ask("/api/basemap");
  const renderer = L.canvas({ pane: "base", padding: 0.6 });
  const layer = (...kinds) => L.geoJSON(found, { renderer, pane: "base", interactive: false, style, filter: ({ properties }) => kinds.includes(properties.kind) });
  layer("border").addTo(map);
  layer("province", "line").addTo(map);
  const cities = layer("city");
  const names = L.layerGroup(found.features.filter(({ properties }) => properties.kind === "name")
    .map(({ geometry: { coordinates: [x, y] }, properties }) => L.marker([y, x], {
      pane: "names", interactive: false, keyboard: false,
      icon: L.divIcon({ className: "place-name", html: el("span", {}, properties.name), iconSize: null }),
    })));
  const byZoom = () => {
    map[map.getZoom() >= 6 ? "addLayer" : "removeLayer"](cities);
    map[map.getZoom() >= 4.25 ? "addLayer" : "removeLayer"](names);
  };
  map.on("zoomend", byZoom);
  byZoom();
  map.attributionControl.addAttribution(visible(found.name).replace(/[<>&]/g, ""));
  return map;
};
