// The sentences behind a link, each with the words of both ends marked and the way to its article.

import { ask, el, pageOf, propertyWord, t } from "./common.js";

/** The quote as it stands between what comes before and after, with `names` marked. */
const quoted = (item, names) => {
  const quote = el("blockquote", { class: "name" });
  const around = (text) => text && quote.append(el("span", { class: "quiet" }, text));
  around(item.prefix);
  let rest = item.quote;
  while (rest) {
    const [at, name] = names.filter(Boolean).map((n) => [rest.indexOf(n), n])
      .filter(([i]) => i >= 0).sort((a, b) => a[0] - b[0] || b[1].length - a[1].length)[0] || [];
    if (name === undefined) { quote.append(el("span", {}, rest)); break; }
    quote.append(el("span", {}, rest.slice(0, at)), el("mark", {}, name));
    rest = rest.slice(at + name.length);
  }
  around(item.suffix);
  return quote;
};

const source = (item) => el("p", { class: "quiet" },
  el("a", { href: `${pageOf(item.article)}/${item.start}-${item.end}` }, item.title || item.article),
  ` · ${[item.date, t("confidence", { n: item.confidence })].filter(Boolean).join(" · ")}`);

/** One link with all that says it. `highlight(article)` is offered where it is given. */
export const evidence = async (link, labelOf, highlight) => {
  const names = [labelOf(link.source), labelOf(link.target)];
  const found = await ask("/api/network/evidence",
    [["source", link.source], ["property", link.property], ["target", link.target]]);
  return el("section", { class: "fact" },
    el("h3", {}, `${names[0]} — ${propertyWord(link.property)} → ${names[1]}`),
    found.map((item) => el("div", { class: "evidence" },
      quoted(item, names),
      source(item),
      highlight && el("button", { type: "button", class: "small", onclick: () => highlight(item) }, t("highlight")),
    )),
    found.length ? "" : el("p", { class: "quiet" }, t("no-evidence")));
};

/** All sentences that say something of an entity, with `names` marked. */
export const evidenceOf = async (key, names) => {
  const found = await ask("/api/network/evidence", [["source", key]]);
  const quotes = new Map(found.map((item) => [`${item.article} ${item.start} ${item.end}`, item]));
  return el("section", { class: "fact" }, el("h3", {}, t("sentences")),
    [...quotes.values()].map((item) => el("div", { class: "evidence" }, quoted(item, names), source(item))),
    quotes.size ? "" : el("p", { class: "quiet" }, t("no-evidence")));
};
