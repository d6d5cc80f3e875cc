// The reader: the article beside the answer, in place of the sources, its quotes marked. Nothing covers the answer.
import { post, Silent } from "./net.js";
import { t } from "./texts.js";
import { announce, say } from "./frame.js";
import { light } from "./card.js";
import { quoteInto } from "./draft.js";

const reader = document.getElementById("fn-reader");
const stage = document.getElementById("fn-stage");
let opened = null;      // {turn, number} of the quote that is current, or {article} opened by itself
let latest = 0;
let returnTo = null;

const body = () => document.getElementById("fn-reader-body");
export const isOpen = () => !reader.hidden;
export const current = () => opened;

function quotesOf(turn) {
  return [...turn.querySelectorAll(".fn-cite")].map((row) => ({
    number: Number(row.dataset.m), article: row.dataset.article, sha256: row.dataset.sha256,
    start: Number(row.dataset.start), end: Number(row.dataset.end),
  })).sort((one, other) => one.number - other.number);
}

async function load(wanted) {
  const number = ++latest;
  if (reader.hidden) {
    reader.innerHTML = "";
    reader.hidden = false;
    stage.classList.add("is-reading");
  }
  try {
    const { html } = await post("/room/article", wanted);
    if (number === latest) reader.innerHTML = html;
  } catch (error) {
    if (number === latest) say(error instanceof Silent ? t("silent") : error.message);
  }
  return number === latest;
}

// Opens the article of a footnote at its quote; `n` and `p` go on through the quotes of the turn.
export async function openQuote(turn, number, { focus = true } = {}) {
  const quotes = quotesOf(turn);
  const quote = quotes.find((one) => one.number === Number(number));
  if (!quote) return;
  if (opened?.turn) light(opened.turn, String(opened.number), false);
  const same = opened?.turn === turn && isOpen() && opened.article === quote.article && opened.sha256 === quote.sha256;
  returnTo ??= document.activeElement;
  opened = { ...quote, turn };
  if (!same) {
    const mine = quotes.filter((one) => one.article === quote.article && one.sha256 === quote.sha256);
    const quoted = mine.map(({ number, start, end }) => [number, start, end]);
    const { article, sha256 } = quote;
    if (!(await load({ article, sha256, quotes: quoted, turn: turn.dataset.turn }))) return;
  }
  light(turn, String(number), true);
  const count = document.getElementById("fn-quote-count");
  if (count) count.textContent = t("quote_of", { here: quotes.indexOf(quote) + 1, n: quotes.length });
  const marks = reader.querySelectorAll(".fn-cited");
  marks.forEach((mark) => mark.classList.toggle("is-on", mark.dataset.quote === String(number)));
  reader.querySelectorAll(".fn-m[data-quote]").forEach((mark) => mark.classList.toggle("is-on", mark.dataset.quote === String(number)));
  reveal(reader.querySelector(".fn-cited.is-on"));
  drawMap();
  if (focus) body()?.focus({ preventScroll: true });
}

// An article by itself: from the newest, the nearest, a list; at a place of it, [start, end], where one is looked up.
export async function openArticle(article, sha256, place = null) {
  returnTo ??= document.activeElement;
  if (opened?.turn) light(opened.turn, String(opened.number), false);
  opened = { article, sha256, start: place?.[0], end: place?.[1] };
  if (!(await load({ article, sha256, quotes: [], turn: "", place }))) return;
  reveal(reader.querySelector("[data-place]"));
  drawMap();
  body()?.focus({ preventScroll: true });
}

function reveal(mark) {
  if (!mark) return;
  const area = body().getBoundingClientRect(), place = mark.getBoundingClientRect();
  if (place.top >= area.top && place.bottom <= area.bottom - 56) return;
  mark.scrollIntoView({ block: "center", behavior: "instant" });
}

export function close({ focus = true } = {}) {
  if (!isOpen()) return false;
  latest++;
  reader.hidden = true;
  stage.classList.remove("is-reading");
  CSS.highlights?.delete("fn-find");
  if (opened?.turn) light(opened.turn, String(opened.number), false);
  const marker = opened?.turn?.isConnected ? opened.turn.querySelector(`.fn-answer [data-m="${opened.number}"]`) : null;
  const back = marker?.checkVisibility() ? marker : returnTo; // a marker in a folded row can't be focused
  if (focus && back?.isConnected) back.focus();
  opened = null;
  returnTo = null;
  return true;
}

// The number of the quote that is some steps further, over all articles of the turn.
export function further(step) {
  if (!opened?.turn) return null;
  const numbers = quotesOf(opened.turn).map((one) => one.number);
  return numbers[(numbers.indexOf(opened.number) + step + numbers.length) % numbers.length];
}

// ---------- the map of marks ----------
function drawMap() {
  const map = document.getElementById("fn-map"), text = body();
  if (!map || !text) return;
  const height = text.scrollHeight;
  const marks = [...reader.querySelectorAll(".fn-cited")].map((mark) => {
    const place = document.createElement("i");
    const top = mark.getBoundingClientRect().top - text.getBoundingClientRect().top + text.scrollTop;
    place.className = mark.classList.contains("is-on") ? "is-on" : "";
    place.style.top = `${(100 * top) / height}%`;
    return place;
  });
  const seen = document.createElement("span");
  map.replaceChildren(seen, ...marks);
  map.hidden = height <= text.clientHeight;
  const show = () => {
    seen.style.top = `${(100 * text.scrollTop) / height}%`;
    seen.style.height = `${(100 * text.clientHeight) / height}%`;
  };
  text.onscroll = show;
  show();
}

reader.addEventListener("click", (event) => {
  const map = event.target.closest("#fn-map");
  if (map) {
    const box = map.getBoundingClientRect(), text = body();
    text.scrollTop = ((event.clientY - box.top) / box.height) * text.scrollHeight - text.clientHeight / 2;
  }
  const heading = event.target.closest("[data-heading]");
  if (heading?.matches("a")) {
    event.preventDefault();
    reader.querySelector(`h3[data-heading="${heading.dataset.heading}"]`)?.scrollIntoView({ block: "start" });
  }
});

// ---------- find ----------
let places = [], at = -1;

function find(words) {
  places = [];
  at = -1;
  const text = reader.querySelector(".fn-article");
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let whole = "";
  while (walker.nextNode()) {
    nodes.push([walker.currentNode, whole.length]);
    whole += walker.currentNode.data;
  }
  const low = whole.toLowerCase(), wanted = words.toLowerCase();
  const point = (offset) => {
    let k = nodes.length - 1;
    while (nodes[k][1] > offset) k--;
    return [nodes[k][0], offset - nodes[k][1]];
  };
  for (let i = wanted ? low.indexOf(wanted) : -1; i >= 0 && places.length < 1000; i = low.indexOf(wanted, i + wanted.length)) {
    const range = new Range();
    range.setStart(...point(i));
    range.setEnd(...point(i + wanted.length));
    places.push(range);
  }
  CSS.highlights?.set("fn-find", new Highlight(...places));
  step(1);
}

function step(by) {
  const told = reader.querySelector("#fn-find [role=status]");
  if (!places.length) return void (told.textContent = reader.querySelector("#fn-find input").value ? t("found_none") : "");
  at = (at + by + places.length) % places.length;
  told.textContent = t("found_of", { here: at + 1, n: places.length });
  places[at].startContainer.parentElement.scrollIntoView({ block: "center" });
}

export function openFind() {
  const form = document.getElementById("fn-find");
  if (!form) return;
  form.hidden = false;
  form.querySelector("input").focus();
}

function closeFind() {
  document.getElementById("fn-find").hidden = true;
  CSS.highlights?.delete("fn-find");
  body().focus({ preventScroll: true });
}

reader.addEventListener("input", (event) => { if (event.target.closest("#fn-find")) find(event.target.value); });
reader.addEventListener("submit", (event) => { event.preventDefault(); step(1); });
reader.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.closest("#fn-find")) { event.stopPropagation(); closeFind(); }
});

// ---------- what one does with a sentence ----------
export function chosenWords() {
  const chosen = document.getSelection();
  const words = chosen.toString().trim();
  if (words && reader.contains(chosen.anchorNode)) return words;
  return [...reader.querySelectorAll(".fn-cited.is-on")].map((mark) => mark.textContent).join(" ");
}

// What a question about the article begins with.
export const aboutIt = () => `“${chosenWords() || reader.querySelector(".fn-article-title").textContent}” `;

// The words that are chosen as they stand in the article, else the place of the quote, for the reader's own text.
function chosenPlace() {
  const { article, sha256, start, end } = opened, chosen = document.getSelection();
  if (chosen.isCollapsed || !reader.contains(chosen.anchorNode))
    return start === undefined ? null : { article, sha256, place: [start, end] };
  const part = chosen.getRangeAt(0).cloneContents();
  part.querySelectorAll("button").forEach((marker) => marker.remove());
  part.querySelectorAll("p, li, h3, td").forEach((block) => block.append("\n"));
  return { article, sha256, words: part.textContent.trim().slice(0, 20000) };
}

// A click on a sentence that is not quoted chooses it.
function chooseSentence(event) {
  const line = event.target.closest(".fn-article p, .fn-article li");
  if (!line || event.target.closest("a, button") || !document.getSelection().isCollapsed || !Intl.Segmenter) return;
  const caret = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  const node = caret?.offsetNode;
  if (node?.nodeType !== Node.TEXT_NODE) return;
  const sentence = new Intl.Segmenter(line.closest("[lang]").lang, { granularity: "sentence" })
    .segment(node.data).containing(caret.offset);
  if (!sentence) return;
  const range = new Range();
  range.setStart(node, sentence.index);
  range.setEnd(node, sentence.index + sentence.segment.trimEnd().length);
  document.getSelection().removeAllRanges();
  document.getSelection().addRange(range);
}
reader.addEventListener("click", chooseSentence);

export const ACTIONS = {
  find: openFind,
  "find-next": () => step(1),
  "find-close": closeFind,
  "to-draft": () => {
    const chosen = chosenPlace();
    if (!chosen) return say(t("choose_sentence"));
    return quoteInto({ chosen });
  },
  difference: (button) => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    button.textContent = t(on ? "hide_difference" : "show_difference");
    reader.querySelectorAll(".fn-article").forEach((text) =>
      (text.hidden = text.classList.contains("fn-difference") !== on));
    announce(button.textContent);
  },
};
