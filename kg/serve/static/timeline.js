// The timeline: each thing from the earliest to the latest day that its time may mean.

import { data, el, lang, number, t, visible } from "./common.js";
import { facets, when } from "./facets.js";

const LOCALE = lang === "zh" ? "zh-cn" : "en";
const DAY = 86_400_000;
const stage = document.getElementById("stage");
let timeline = null;
let complete = () => {};
const ids = new Map();

const entry = (item, span, i) => {
  const start = Date.parse(`${span.earliest}T00:00Z`);
  const end = Date.parse(`${span.latest}T00:00Z`) + DAY;
  const id = `${item.key} ${i}`;
  ids.set(id, item.key);
  const long = end - start > 40 * DAY;
  const label = visible(item.label);
  return { id, start: new Date(start), ...(long ? { end: new Date(end), type: "range" } : { type: "point" }), group: item.type,
    content: el("span", { class: "name" }, [...label].length > 26 ? `${[...label].slice(0, 25).join("")}…` : label), title: el("span", {}, `${label} ${when(item)}`), className: `span-${item.type}` };
};

const draw = async ({ items }) => {
  timeline?.destroy();
  complete();
  ids.clear();
  const entries = items.flatMap((item) => item.spans.map((span, i) => entry(item, span, i)));
  if (!entries.length) { timeline = null; stage.replaceChildren(el("p", { class: "quiet empty" }, t("nothing"))); return t("found-none"); }
  stage.replaceChildren();
  const first = Math.min(...entries.map(({ start }) => +start));
  const last = Math.max(...entries.map(({ start, end }) => +(end || start)));
  const breadth = Math.max(last - first, 365 * DAY);
  const groups = data.types.filter((type) => items.some((item) => item.type === type));
  const drawn = new Promise((resolve) => { complete = resolve; });
  timeline = new vis.Timeline(stage, entries, groups.map((type) => ({ id: type, content: el("span", { class: `type type-${type}` }, data.labels.types[type][lang]) })), {
    onInitialDrawComplete: () => complete(), height: `${stage.clientHeight}px`, locale: LOCALE, locales: { "zh-cn": { current: "现在", time: "时间", deleteSelected: "删除" } },
    orientation: "top", stack: entries.length <= 800, zoomMin: 7 * DAY, showCurrentTime: false, selectable: true, zoomKey: "ctrlKey",
    horizontalScroll: false, verticalScroll: true, margin: { item: 3 }, moment: (date) => vis.moment(date).utc().locale(LOCALE),
  });
  timeline.on("select", ({ items: [id] }) => page.select(id ? ids.get(id) : ""));
  const shown = timeline;
  await drawn;
  if (shown === timeline) timeline.setWindow(first - 0.04 * breadth, last + 0.3 * breadth, { animation: false });
  return t("shown", { n: number(items.length) });
};

const choose = (key) => timeline?.setSelection(key ? [...ids].filter(([, each]) => each === key).map(([id]) => id) : [], { focus: Boolean(key), zoom: false, animation: false });

const page = facets({ only: "dated", draw, choose });
