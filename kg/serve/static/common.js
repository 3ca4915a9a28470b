// What the scripts of all pages share. Text of articles reaches a page only through textContent.

const island = JSON.parse(document.getElementById("island").textContent);

export const { root, lang, labels } = island;
export const data = island;

// Marks of direction and what else has no width are shown by their number, as the templates do.
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
export const visible = (text) => String(text).replace(HIDDEN, (c) =>
  `⟨U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);

export const t = (key, values = {}) => {
  const text = island.texts[key];
  if (text === undefined) throw new Error(`There is no text ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
};

export const number = (value) => value.toLocaleString(lang === "zh" ? "zh-CN" : "en");

/** An element: properties are set, not parsed; children are nodes or text. */
export const el = (tag, properties = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== "")
    .map((child) => (child instanceof Node ? child : visible(child))));
  return element;
};

/** JSON of our own routes. Throws an Error with the words of the server. */
export const ask = async (path, parameters = [], options = {}) => {
  const query = new URLSearchParams(parameters).toString();
  const answer = await fetch(`${root}${path}${query ? `?${query}` : ""}`, {
    headers: { Accept: "application/json, text/plain;q=0.5" }, ...options,
  });
  if (!answer.ok) throw new Error((await answer.text()).trim() || String(answer.status));
  return answer.json();
};

const word = (entry, fallback) => (entry ? entry[lang] : fallback);
export const typeWord = (type) => word(labels.types[type], type);
export const propertyWord = (name) => word(labels.properties[name], name);
export const pageOf = (key) => `${root}/id/${key}`;
export const typeMark = (type) => el("span", { class: `type type-${type}` }, typeWord(type));

export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** Gives a file to the reader. */
export const save = (name, content, type) => {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};

/** Rows as CSV. A cell that a spreadsheet would take for a formula begins with an apostrophe. */
export const csv = (rows) => `\ufeff${rows.map((row) => row.map((cell) => {
  const text = cell === undefined || cell === null ? "" : String(cell);
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}).join(",")).join("\r\n")}\r\n`;

/** Calls back when nothing has happened for a while. */
export const later = (run, wait = 200) => {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...given), wait);
  };
};
