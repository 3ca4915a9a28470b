// The query page. A named query is told by ?name=…&parameter=…, any other by #query=…; nothing else
// in the address has a meaning: the endpoint is always the one of this server.

import { ask, csv, data, el, number, root, save, t, visible } from "./common.js";
import { finder } from "./finder.js";
import { views } from "./query-views.js";

const byId = (id) => document.getElementById(id);
const ENDPOINT = new URL(`${root}/sparql`, location.href).href;
const START = `${Object.entries(data.prefixes).filter(([name]) => ["kg", "skos"].includes(name)).map(([name, iri]) => `PREFIX ${name}: <${iri}>`).join("\n")}
SELECT ?site ?name WHERE {
  ?site a kg:Site ; skos:prefLabel ?name
} LIMIT 100`;

/* The editor */

const vocabulary = ask("/api/vocabulary");
const offered = (list) => async (_editor, token) => (await vocabulary)[list].filter((iri) => iri.startsWith(token.autocompletionString || token.string));
Yasqe.forkAutocompleter("class", { name: "our-classes", bulk: false, get: offered("classes") });
Yasqe.forkAutocompleter("property", { name: "our-properties", bulk: false, get: offered("properties") });
Yasqe.forkAutocompleter("prefixes", { name: "our-prefixes", bulk: false, persistenceId: null,
  get: (_editor, token) => Object.entries(data.prefixes).map(([name, iri]) => `${name}: <${iri}>`).filter((line) => line.startsWith(token.autocompletionString || token.string)) });

const editor = new Yasqe(byId("editor"), {
  value: START, persistenceId: null, autocompleters: ["our-classes", "our-properties", "our-prefixes", "variables"], showQueryButton: false, resizeable: false,
  createShareableLink: null, consumeShareLink: null, editorHeight: "auto", viewportMargin: Infinity, requestConfig: { endpoint: ENDPOINT },
  extraKeys: { "Ctrl-Space": (cm) => cm.autocomplete(), "Ctrl-Enter": () => run(), "Cmd-Enter": () => run(), Tab: false, "Shift-Tab": false, Esc: (cm) => cm.getInputField().blur() },
});
editor.getInputField().setAttribute("aria-label", t("editor"));

/* Answers */

const TERM = /^(?:<([^>]*)>|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?|(_:\S+))\s*/;
const ESCAPED = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f" };
const unescape = (text) => text.replace(/\\(?:u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8})|(.))/g, (_, four, eight, one) =>
  (one ? ESCAPED[one] || one : String.fromCodePoint(Number.parseInt(four || eight, 16))));
const triples = (text) => text.split("\n").filter(Boolean).map((line) => {
  let rest = line;
  const term = () => {
    const [all, iri, literal, language, datatype, blank] = TERM.exec(rest);
    rest = rest.slice(all.length);
    if (iri !== undefined) return { type: "uri", value: unescape(iri) };
    if (blank !== undefined) return { type: "bnode", value: blank };
    return { type: "literal", value: unescape(literal), "xml:lang": language, datatype };
  };
  return { subject: term(), predicate: term(), object: term() };
});

let answer = { columns: [], rows: [] };
let running = null;
const say = (text, wrong = false) => { byId("status").textContent = text; byId("status").className = wrong ? "notice" : "quiet"; };

const run = async () => {
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  document.body.dataset.ready = "false";
  say(t("loading"));
  const began = performance.now();
  try {
    const found = await fetch(ENDPOINT, {
      method: "POST", signal, body: new URLSearchParams({ query: editor.getValue() }),
      headers: { Accept: "application/sparql-results+json, application/n-triples;q=0.9, text/plain;q=0.1" },
    });
    const body = await found.text();
    if (!found.ok) throw new Error(body.trim() || String(found.status));
    if (found.headers.get("content-type").startsWith("application/n-triples")) answer = { columns: ["subject", "predicate", "object"], rows: triples(body) };
    else {
      const { head, results, boolean } = JSON.parse(body);
      answer = results ? { columns: head.vars, rows: results.bindings } : { columns: ["answer"], rows: [{ answer: { type: "literal", value: String(boolean) } }] };
    }
    say(t("rows", { n: number(answer.rows.length), s: number(Math.round((performance.now() - began) / 100) / 10) }));
    byId("result").hidden = false;
    for (const button of byId("views").querySelectorAll("[data-view]")) button.hidden = !views[button.dataset.view].suits(answer);
    const suited = byId(`tab-${shown}`).hidden ? "table" : shown;
    await show(suited);
  } catch (error) {
    if (signal.aborted) return;
    byId("result").hidden = true;
    say(`${t("failed")} ${visible(error.message)}`, true);
  }
  document.body.dataset.ready = "true";
};

let shown = "table";
const show = async (name) => {
  shown = name;
  for (const button of byId("views").querySelectorAll("[data-view]")) {
    button.setAttribute("aria-selected", String(button.dataset.view === name));
    button.tabIndex = button.dataset.view === name ? 0 : -1;
  }
  byId("view").setAttribute("aria-labelledby", `tab-${name}`);
  byId("choices").replaceChildren();
  byId("view").replaceChildren();
  await views[name].draw(answer, byId("view"), byId("choices"));
};
byId("views").addEventListener("click", ({ target }) => { if (target.dataset.view) show(target.dataset.view); });
byId("views").addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step || !event.target.dataset.view) return;
  const open = [...byId("views").querySelectorAll("[data-view]")].filter((button) => !button.hidden);
  const next = open[(open.indexOf(event.target) + step + open.length) % open.length];
  next.focus();
  show(next.dataset.view);
});
byId("csv").addEventListener("click", () => save(`${byId("name").value || "query"}.csv`,
  csv([answer.columns, ...answer.rows.map((row) => answer.columns.map((column) => row[column]?.value))]), "text/csv;charset=utf-8"));

/* Named queries */

const named = () => data.queries.find((query) => query.name === byId("name").value);
const fillForm = (values = {}) => {
  const query = named();
  byId("description").textContent = query ? query.description : t("own-hint");
  byId("ask").hidden = !query;
  byId("parameters").replaceChildren(...(query ? query.parameters : []).map((parameter) => {
    const id = `parameter-${parameter.name}`;
    const input = el("input", { id, name: parameter.name, type: parameter.type === "place-code" ? "search" : "text", "aria-describedby": `${id}-hint`, autocomplete: "off", ...(parameter.type === "year" ? { inputmode: "numeric", maxlength: 4 } : {}) });
    input.value = values[parameter.name] ?? parameter.value;
    const box = el("span", { class: "finder" }, input);
    if (parameter.type === "place-code") finder(input, (hit) => { input.value = hit.key.replace("place/", ""); }, ["Place"]);
    return el("div", { class: "tool" }, el("label", { for: id }, parameter.name), box, el("small", { id: `${id}-hint` }, `${parameter.description} (${parameter.expects})`));
  }));
};
const values = () => Object.fromEntries([...byId("parameters").querySelectorAll("input")].map((input) => [input.name, input.value.trim()]));

const address = () => {
  const query = new URLSearchParams();
  const language = new URLSearchParams(location.search).get("lang");
  if (language) query.set("lang", language);
  return query;
};
const askNamed = async () => {
  const query = named();
  try {
    const { sparql } = await ask(`/api/queries/${query.name}`, Object.entries(values()));
    editor.setValue(sparql);
    const told = address();
    told.set("name", query.name);
    for (const [name, value] of Object.entries(values())) told.set(name, value);
    history.pushState(null, "", `${location.pathname}?${told}`);
    await run();
  } catch (error) {
    say(`${t("failed")} ${visible(error.message)}`, true);
  }
};
byId("name").addEventListener("change", () => { fillForm(); byId("ask").focus(); });
byId("named").addEventListener("submit", (event) => { event.preventDefault(); if (named()) askNamed(); });

const noteOwn = () => {
  const told = address().toString();
  history.pushState(null, "", `${location.pathname}${told ? `?${told}` : ""}#${new URLSearchParams({ query: editor.getValue() })}`);
};
byId("run").addEventListener("click", () => { noteOwn(); run(); });
byId("link").addEventListener("click", async () => {
  if (!new URLSearchParams(location.search).has("name")) noteOwn();
  await navigator.clipboard.writeText(location.href);
  say(t("copied"));
});

const open = async () => {
  const given = new URLSearchParams(location.search);
  const own = new URLSearchParams(location.hash.slice(1)).get("query");
  byId("name").value = data.queries.some(({ name }) => name === given.get("name")) ? given.get("name") : "";
  fillForm(Object.fromEntries(given));
  if (own !== null) { editor.setValue(own); await run(); }
  else if (named()) {
    const { sparql } = await ask(`/api/queries/${named().name}`, Object.entries(values()));
    editor.setValue(sparql);
    await run();
  } else document.body.dataset.ready = "true";
};
addEventListener("popstate", open);
addEventListener("hashchange", open);
window.editor = editor;
open().catch((error) => say(`${t("failed")} ${visible(error.message)}`, true));
