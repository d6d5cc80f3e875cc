// The library: its list and plot, what is chosen in them, what is added, taken out and read in.
// The address says what is listed; the server makes every part.
import { keepDraft, keepLimits, limitsOf } from "./drafts.js";
import { get, ofLibrary, post, Silent, visit } from "./net.js";
import { t, tellTimes } from "./texts.js";
import { announce, say, tellFacts, toggleRail, typing } from "./frame.js";
import { closePopup, openPopup } from "./popup.js";
import * as talks from "./talks.js";
import * as reader from "./reader.js";
import { onDrop, send, sentLine } from "./adding.js";

const shelf = document.getElementById("fn-shelf");
const plot = document.getElementById("fn-plot");
const words = document.getElementById("fn-words");
const selbar = document.getElementById("fn-selbar");
const syncPart = document.getElementById("fn-sync");
const chosen = new Map();     // the chosen articles: their titles by id, over all pages of the list
let latest = 0;

const told = (error) => say(error instanceof Silent ? t("silent") : error.message || t("failed"));
const tried = (work) => work.catch(told);

// ---------- what is listed ----------
const query = () => new URLSearchParams(location.search);

async function list(search, { push = true, top = false } = {}) {
  const number = ++latest;
  const { html } = await get(`/library/shelf${search}`);
  if (number !== latest) return;
  if (push) history.pushState(null, "", `/library${search}`);
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const focused = document.activeElement?.dataset?.filter;
  for (const part of holder.content.querySelectorAll("[data-part]"))
    document.getElementById(part.dataset.part).replaceChildren(...part.childNodes);
  if (focused) shelf.querySelector(`[data-filter="${focused}"]`)?.focus();
  if (top) document.getElementById("fn-scroll").scrollTop = shelf.offsetTop - 72;
  showNewest();
  showChosen();
}

// Where the plot is wider than the window, its newest articles are seen first.
function showNewest() {
  const figure = plot.querySelector(".fn-plot");
  if (figure) figure.scrollLeft = figure.scrollWidth;
}

function listWith(changes) {
  const wanted = query();
  wanted.delete("page");
  for (const [name, values] of Object.entries(changes)) {
    wanted.delete(name);
    for (const value of [values].flat()) if (value) wanted.append(name, value);
  }
  return tried(list(wanted.size ? `?${wanted}` : ""));
}

let waiting = 0;
words.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => listWith({ words: words.value.trim() }), 200);
});
addEventListener("popstate", () => {
  words.value = query().get("words") ?? "";
  tried(list(location.search, { push: false }));
});

// ---------- filters ----------
function field(label, type, value) {
  const input = Object.assign(document.createElement("input"), { type, value: value ?? "" });
  const wrap = document.createElement("label");
  wrap.append(label, input);
  return [wrap, input];
}

function filterForm(content, chosenNow, cleared) {
  const row = Object.assign(document.createElement("div"), { className: "fn-menu-row" });
  const set = Object.assign(document.createElement("button"), { className: "fn-btn is-main", textContent: t("apply") });
  const none = Object.assign(document.createElement("button"), { type: "button", className: "fn-btn", textContent: t("clear") });
  const form = Object.assign(document.createElement("form"), { className: "fn-menu-form" });
  row.append(set, none);
  form.append(...content, row);
  form.addEventListener("submit", (event) => { event.preventDefault(); closePopup(true); listWith(chosenNow()); });
  none.addEventListener("click", () => { closePopup(true); listWith(cleared); });
  return form;
}

function filterDays(chip) {
  const [from, since] = field(t("first_day"), "date", query().get("since"));
  const [to, until] = field(t("last_day"), "date", query().get("until"));
  const now = () => ({ since: since.value, until: until.value });
  openPopup(chip, [filterForm([from, to], now, { since: "", until: "" })]);
}

async function filterNames(chip, name, find) {
  const values = chip.dataset.choices ? JSON.parse(chip.dataset.choices)
    : (await get(`/room/choices/${chip.dataset.filter}`)).values.map((value) => [value, value]);
  const set = new Set(query().getAll(name));
  const choices = Object.assign(document.createElement("div"), { className: "fn-menu-choices" });
  const boxes = values.map(([value, label]) => {
    const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: set.has(value) });
    const wrap = document.createElement("label");
    wrap.append(box, label);
    choices.append(wrap);
    return [box, value, wrap];
  });
  if (!values.length) choices.textContent = t("nothing_to_choose");
  const content = [choices];
  if (find && values.length > 8) {
    const [, input] = field("", "search");
    input.placeholder = input.ariaLabel = t(find);
    input.addEventListener("input", () => {
      for (const [, value, wrap] of boxes) wrap.hidden = !value.toLowerCase().includes(input.value.toLowerCase());
    });
    content.unshift(input);
  }
  const now = () => ({ [name]: boxes.filter(([box]) => box.checked).map(([, value]) => value) });
  openPopup(chip, [filterForm(content, now, { [name]: [] })]);
}

const FILTERS = {
  dates: filterDays,
  outlets: (chip) => filterNames(chip, "outlet", "choose_outlets"),
  topics: (chip) => filterNames(chip, "topic", "choose_topics"),
  languages: (chip) => filterNames(chip, "language"),
  notes: (chip) => filterNames(chip, "note"),
};

// ---------- the plot: a dot opens its article, a drag chooses days ----------
let drag = null;

function dayAt(svg, clientX) {
  const box = svg.getBoundingClientRect(), { first, last, left, right } = svg.dataset;
  const x = ((clientX - box.left) / box.width) * svg.viewBox.baseVal.width;
  const share = Math.min(1, Math.max(0, (x - left) / (right - left)));
  const begin = Date.parse(first), end = Date.parse(last);
  return { x: Number(left) + share * (right - left), day: new Date(begin + share * (end - begin)).toISOString().slice(0, 10) };
}

plot.addEventListener("pointerdown", (event) => {
  const svg = event.target.closest("svg");
  if (!svg || event.button || event.target.closest("a, .dot")) return;
  drag = { svg, from: dayAt(svg, event.clientX), moved: false };
  svg.setPointerCapture(event.pointerId);
});
plot.addEventListener("pointermove", (event) => {
  if (!drag) return;
  const to = dayAt(drag.svg, event.clientX), span = drag.svg.querySelector(".span");
  drag.moved ||= Math.abs(to.x - drag.from.x) > 6;
  span.setAttribute("x", Math.min(to.x, drag.from.x));
  span.setAttribute("width", Math.abs(to.x - drag.from.x));
  drag.to = to;
});
plot.addEventListener("pointerup", () => {
  const done = drag;
  drag = null;
  if (!done?.moved) return;
  const [since, until] = [done.from.day, done.to.day].sort();
  listWith({ since, until });
});
plot.addEventListener("pointercancel", () => { drag = null; });

// ---------- what is chosen ----------
function showChosen() {
  for (const row of shelf.querySelectorAll("tr[data-id]")) {
    const on = chosen.has(row.dataset.id);
    row.classList.toggle("is-on", on);
    mark(row.querySelector(".fn-box"), on);
  }
  const rows = [...shelf.querySelectorAll("tr[data-id]")];
  const all = shelf.querySelector("[data-do=choose-page]");
  if (all) mark(all, rows.length > 0 && rows.every((row) => chosen.has(row.dataset.id)));
  selbar.hidden = !chosen.size;
  document.getElementById("fn-chosen").textContent = chosen.size ? t("chosen_count", { n: chosen.size }) : "";
}

function mark(box, on) {
  box.classList.toggle("is-on", on);
  box.setAttribute("aria-checked", String(on));
}

function choose(row, on) {
  const { id } = row.dataset;
  if (on) chosen.set(id, row.querySelector(".is-title button").textContent);
  else chosen.delete(id);
}

function choosePage() {
  const rows = [...shelf.querySelectorAll("tr[data-id]")];
  const on = !rows.every((row) => chosen.has(row.dataset.id));
  rows.forEach((row) => choose(row, on));
  showChosen();
}

function askThese() {
  const articles = [...chosen].map(([id, name]) => ({ id, name }));
  keepLimits("", { ...limitsOf(""), articles });
  visit("/#/");
}

// ---------- taking out ----------
function sure(question) {
  const dialog = document.getElementById("fn-ask-first");
  document.getElementById("fn-ask-first-text").textContent = question;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }));
}

async function takeOut(forget) {
  const articles = [...chosen.keys()];
  let done = await post("/library/remove", { articles, forget });
  if (done.ask) {
    if (!(await sure(done.ask))) return;
    done = await post("/library/remove", { articles, forget, sure: true });
  }
  chosen.clear();
  showChosen();
  say(done.said, () => tried(bringBack(done.undo)));
  follow();
}

async function bringBack(undo) {
  await idle();
  await post("/library/undo", { undo });
  say(t("back_in_library"));
  follow();
}

// ---------- the sync ----------
let version = -1, running = false, timer = 0;

async function look() {
  const state = await get(`/library/job?version=${version}`);
  if (state.html) {
    const focused = document.activeElement?.closest("#fn-sync [data-do]")?.dataset.do;
    syncPart.innerHTML = state.html;
    if (focused) (syncPart.querySelector(`[data-do="${focused}"]`) ?? syncPart.querySelector("button"))?.focus();
  }
  version = state.version;
  const ended = running && !state.running;
  running = state.running;
  if (ended) renew();
  return state;
}

// What changed is shown without a reload, in its place.
function renew() {
  tried(list(location.search, { push: false }));
  tried(showFollowed());
  tellFacts().catch(() => {});
}

function follow() {
  clearTimeout(timer);
  running = true;         // so that the list is renewed at its end, however soon that is
  const step = () => look().catch(() => {}).then(() => {
    if (running) timer = setTimeout(step, 500);
  });
  step();
}

async function idle() {
  while ((await look()).running) await new Promise((resolve) => setTimeout(resolve, 300));
}

async function start(path, body = {}) {
  await post(path, body);
  follow();
}

async function showFollowed() {
  if (document.querySelector(".is-reading")) return;
  const { html } = await get("/library/followed");
  document.getElementById("fn-followed").innerHTML = html;
}

async function examine() {
  const place = document.getElementById("fn-findings");
  place.replaceChildren(Object.assign(document.createElement("p"), { className: "fn-meta", textContent: t("examining") }));
  const { html } = await get("/library/findings");
  place.innerHTML = html;
}

// ---------- adding ----------
async function add(files) {
  if (!files.length) return;
  say(t("sending", { n: files.length }));
  const { sent, refused } = await send(files);
  showRefused(refused);
  say(sentLine(sent, refused));
  if (!sent) return;
  await idle();
  await start("/library/sync");
}

function showRefused(refused) {
  document.getElementById("fn-refused")?.remove();
  if (!refused.length) return;
  const list = Object.assign(document.createElement("ul"), { className: "fn-files", id: "fn-refused" });
  for (const [name, reason] of refused) {
    const line = Object.assign(document.createElement("li"), { className: "is-bad" });
    const icon = document.getElementById("fn-drop").querySelector("svg").cloneNode(true);
    icon.firstElementChild.setAttribute("href", "#i-warn");
    const text = Object.assign(document.createElement("span"), { textContent: name });
    text.append(Object.assign(document.createElement("small"), { textContent: reason }));
    line.append(icon, text);
    list.append(line);
  }
  document.getElementById("fn-drop").after(list);
}

onDrop((files) => tried(files.then(add)));
const files = document.getElementById("fn-files");
files.addEventListener("change", () => {
  const several = [...files.files].map((file) => [file.name, file]);
  files.value = "";
  tried(add(several));
});

const form = document.getElementById("fn-link-form");
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const place = form.querySelector("#fn-address").value.trim();
  if (!place) return;
  const kind = new FormData(form).get("kind");
  tried(start("/library/add", { place, kind }).then(() => form.reset()));
});

// ---------- what a click or a key does ----------
function closeReader() {
  if (reader.close()) return true;
  return false;
}

function askAbout() {
  keepDraft("", reader.aboutIt());
  visit("/#/");
}

async function open(article, sha256) {
  await reader.openArticle(article, sha256);
  const back = document.querySelector("#fn-reader .fn-back");
  if (back) back.lastChild.textContent = t("library");
}

const ACTIONS = {
  add: () => {
    document.getElementById("fn-add").scrollIntoView({ block: "center" });
    files.focus({ preventScroll: true });
    files.click();
  },
  choose: (button) => {
    const row = button.closest("tr");
    choose(row, !chosen.has(row.dataset.id));
    showChosen();
  },
  "choose-page": choosePage,
  "choose-none": () => { chosen.clear(); showChosen(); },
  "ask-these": askThese,
  exclude: () => tried(takeOut(false)),
  forget: () => tried(takeOut(true)),
  sync: () => tried(start("/library/sync")),
  retry: (button) => tried(start("/library/retry", { file: button.dataset.file ?? "" })),
  fetch: () => tried(start("/library/fetch")),
  "confirm-sync": () => tried(start("/library/confirm")),
  "stop-sync": () => tried(start("/library/stop")),
  examine: () => tried(examine()),
  "close-reader": closeReader,
  "ask-about": askAbout,
  "talk-menu": (button) => {
    const id = button.dataset.talk;
    talks.talkMenu(id, button.closest(".fn-talk").querySelector("a").textContent, button, () => {});
  },
  ...reader.ACTIONS,
};

document.addEventListener("click", (event) => {
  const target = event.target;
  const button = target.closest("[data-do]");
  if (button && ACTIONS[button.dataset.do]) return void ACTIONS[button.dataset.do](button, event);
  const chip = target.closest("[data-filter]");
  if (chip) return void tried(Promise.resolve(FILTERS[chip.dataset.filter](chip)));
  const link = target.closest("a[data-list]");
  if (link && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    const address = new URL(link.href.baseVal ?? link.href, location.href);
    words.value = address.searchParams.get("words") ?? "";
    return void tried(list(address.search, { top: Boolean(link.rel) }));
  }
  const article = target.closest("[data-article]");
  if (article) return void open(article.dataset.article, article.dataset.sha256);
  const bin = target.closest("[data-since]");
  if (bin) listWith({ since: bin.dataset.since, until: bin.dataset.until });
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") return void (closePopup(true) || closeReader());
  if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") { event.preventDefault(); if (reader.isOpen()) reader.openFind(); else words.focus(); }
});

// The watcher read something in, or asks: the list is renewed, unless a sync that is followed does that.
addEventListener("fn-facts", ({ detail }) => {
  if (running) return;
  if (detail.sync !== version) follow();
  else if (detail.changed) renew();
});

tellTimes();
showNewest();
showFollowed().catch(() => {});
look().then(({ running }) => { if (running) follow(); }).catch(() => {});
tellFacts().catch(() => {});
