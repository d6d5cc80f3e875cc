// Check a text: it is kept as it is typed, held against the articles, and read beside what they say.
import { get, ofLibrary, post, Silent } from "./net.js";
import { t } from "./texts.js";
import { announce, say, tellFacts, toClipboard, typing } from "./frame.js";
import { closePopup, menuItem, openPopup } from "./popup.js";
import { keepDraft } from "./drafts.js";
import * as reader from "./reader.js";
import * as talks from "./talks.js";

const EVERY = 300;    // milliseconds between two looks at a check
const TYPED = 400;    // milliseconds without a key after which the text is kept
const LEFT = 1000;    // milliseconds after which what a page sent as it was left is there
const SHORT = 10000;  // characters that the browser still sends when the page is left
const at = (id) => document.getElementById(id);
const text = at("fn-text"), pairs = at("fn-turns"), tabs = at("fn-check-tabs"), editor = at("fn-check-edit");
const phase = at("fn-check-phase"), said = at("fn-check-said"), file = at("fn-file");
const actionOf = (name) => document.querySelector(`[data-do=${name}]`);
let seen = Number(text.dataset.number), name = text.dataset.name;
let saved = text.value;           // what the server has
let saving = Promise.resolve();   // one after the other
let timer = 0, watching = false;
let has = !pairs.hidden;          // whether there is a result of the text

const told = (error) => say(error instanceof Silent ? t("silent") : error.message || t("failed"));
const tried = (work) => work.catch(told);

// ---------- the text ----------
function keep() {
  clearTimeout(timer);
  saving = saving.catch(() => {}).then(async () => {
    const now = text.value;
    if (now === saved) return;
    const keepalive = now.length < SHORT;
    ({ number: seen } = await post("/check/draft", { text: now, name, seen }, { keepalive }));
    saved = now;
  });
  return saving;
}

function tellDraft(size = "") {
  at("fn-check-name").textContent = name;
  at("fn-check-size").textContent = size;
  actionOf("delete-draft").hidden = !text.value;
}

text.addEventListener("input", () => {
  if (!text.value) name = "";
  forget();
  tellDraft();
  clearTimeout(timer);
  timer = setTimeout(() => tried(keep()), TYPED);
});
addEventListener("pagehide", () => keep().catch(() => {}));
document.addEventListener("visibilitychange", () => {
  if (document.hidden) keep().catch(() => {});
  else load().catch(() => {});
});

// Another window, or a quote, may have changed it; what is typed here and not kept yet stays.
async function load() {
  await saving.catch(() => {});
  if (text.value !== saved) return;
  const draft = await get("/check/draft");
  if (draft.number === seen || text.value !== saved) return;
  ({ name, number: seen } = draft);
  text.value = saved = draft.text;
  tellDraft();
  if (has) tell(t("check_changed"));
}
addEventListener("fn-draft", () => tried(load()));
setTimeout(() => load().catch(() => {}), LEFT);

async function put(words, called) {
  text.value = words;
  name = called;
  forget();
  tellDraft();
  await keep();
}

async function take(chosen) {
  if (!chosen || watching) return;
  const before = [text.value, name];
  const response = await fetch(`/check/file?name=${encodeURIComponent(chosen.name)}`, {
    method: "POST", headers: { "Content-Type": "application/octet-stream", ...ofLibrary }, body: chosen,
  }).catch(() => { throw new Silent(); });
  const taken = await response.json();
  if (!response.ok) throw new Error(taken.detail ?? response.statusText);
  await put(taken.text, taken.name);
  say(t("check_taken", { name: chosen.name }), before[0] ? () => tried(put(...before)) : null);
}

async function remove() {
  await keep();
  await post("/check/delete", {});
  text.value = saved = name = "";
  ({ number: seen } = await get("/check/draft"));
  forget();
  tellDraft();
  text.focus();
  say(t("check_deleted"), () => tried(post("/check/restore", {}).then(load)));
}

// ---------- the check ----------
function tell(words, isBad = false) {
  said.textContent = words;
  said.hidden = !words;
  said.classList.toggle("is-bad", isBad);
}

function busy(on) {
  at("fn-check").hidden = on;
  at("fn-check-stop").hidden = !on;
  phase.hidden = !on;
  tabs.hidden = on;
  text.readOnly = on;
  if (on) tell("");
}

// There is no result of this text any more.
function forget() {
  if (!has && said.hidden) return;
  has = false;
  reader.close({ focus: false });
  tabs.replaceChildren();
  pairs.replaceChildren();
  tell("");
  showEditor(true);
}

function showEditor(on) {
  editor.hidden = !on;
  pairs.hidden = on;
  for (const one of ["copy-check", "export", "edit-draft"]) actionOf(one).hidden = !has;
  actionOf("edit-draft").setAttribute("aria-pressed", String(on));
  at("fn-check").textContent = t(has ? "check_again" : "check_now");
}

function show(state) {
  has = true;
  tabs.innerHTML = state.tabs;
  pairs.innerHTML = state.rows;
  tellDraft(state.size);
  tell("");
  showEditor(false);
}

async function check() {
  try {
    await keep();
    await post("/check/run", {});
    await watch();
  } catch (error) {
    tell(error instanceof Silent ? t("silent") : error.message || t("failed"), true);
    announce(said.textContent);
  }
}

// Follows a check to its end, and says how far it is.
async function watch() {
  if (watching) return;
  watching = true;
  busy(true);
  const toStop = document.activeElement === document.body;
  if (toStop) at("fn-check-stop").focus();
  try {
    for (let before = ""; ;) {
      const state = await get("/check/state");
      if (state.state !== "waiting" && state.state !== "running") return end(state);
      phase.querySelector(".fn-phase-text").textContent = state.text;
      phase.querySelector("progress").value = state.share;
      if (state.text !== before) announce(before = state.text);
      await new Promise((resolve) => setTimeout(resolve, EVERY));
    }
  } finally {
    watching = false;
    busy(false);
    if (toStop) at("fn-check").focus();
  }
}

function end(state) {
  if (state.state === "done") {
    show(state);
    return announce(state.said);
  }
  tell(state.text, state.state === "failed");
  announce(state.text);
}

// ---------- reading what came of it ----------
const isShown = (pair) => !pair.hidden;
const all = () => [...pairs.querySelectorAll(".fn-pair")].filter(isShown);
const chosen = () => pairs.querySelector(".fn-pair.is-on");
const firstOf = (pair) => pair.querySelector(".fn-cite")?.dataset.m;

function choose(pair) {
  for (const other of pairs.querySelectorAll(".fn-pair")) {
    other.classList.toggle("is-on", other === pair);
    other.querySelector(".fn-draft-words").setAttribute("aria-pressed", String(other === pair));
  }
  pair.scrollIntoView({ block: "nearest" });
}

async function open(pair, number, options) {
  choose(pair);
  if (number === undefined) return void reader.close();
  await reader.openQuote(pair, number, options);
  const back = document.querySelector("#fn-reader .fn-back");
  if (back) back.lastChild.textContent = t("check");
  pair.scrollIntoView({ block: matchMedia("(max-width: 899px)").matches ? "start" : "nearest" }); // above the sheet
}

// Without the reader to the next sentence, with it to the next quote, over all sentences that are shown.
function go(step) {
  const several = all();
  if (!several.length) return;
  if (!reader.isOpen()) {
    const here = several.indexOf(chosen());
    const next = several[here < 0 ? (step > 0 ? 0 : several.length - 1) : (here + step + several.length) % several.length];
    choose(next);
    return void next.querySelector(".fn-draft-words").focus();
  }
  const quotes = several.flatMap((pair) => [...pair.querySelectorAll(".fn-cite")].map((cite) => [pair, cite.dataset.m]));
  const now = reader.current();
  const here = quotes.findIndex(([pair, number]) => pair === now?.turn && Number(number) === now?.number);
  const next = quotes[(here + step + quotes.length) % quotes.length];
  if (next) tried(open(...next));
}

function filter(tab) {
  for (const other of tabs.querySelectorAll("[data-tab]")) {
    other.classList.toggle("is-on", other === tab);
    other.setAttribute("aria-pressed", String(other === tab));
  }
  for (const pair of pairs.querySelectorAll(".fn-pair"))
    pair.hidden = tab.dataset.tab !== "all" && !pair.dataset.kinds.split(" ").includes(tab.dataset.tab);
  at("fn-no-pair").hidden = all().length > 0;
  if (chosen()?.hidden) reader.close({ focus: false });
}

async function putFix(button) {
  const fix = Number(button.dataset.fix), on = button.getAttribute("aria-pressed") !== "true";
  const place = [...pairs.querySelectorAll(".fn-pair")].indexOf(button.closest(".fn-pair"));
  const tab = tabs.querySelector(".is-on")?.dataset.tab;
  await keep();
  const state = await post("/check/put", { fix, put: on });
  reader.close({ focus: false });
  ({ number: seen } = state);
  text.value = saved = state.draft;
  show(state);
  filter(tabs.querySelector(`[data-tab="${tab}"]`) ?? tabs.querySelector("[data-tab]"));
  const pair = pairs.querySelectorAll(".fn-pair")[place];
  choose(pair);
  const again = pair.querySelector(`[data-fix="${fix}"]`);
  again?.focus();
  say(t(on ? "check_put_in" : "taken_out"), on ? () => again && tried(putFix(pairs.querySelector(`[data-fix="${fix}"]`))) : null);
}

// ---------- what a click or a key does ----------
const exportAs = (form) => menuItem(t(`check_as_${form}`), () => location.assign(`/check/export/${form}`));

const ACTIONS = {
  ...reader.ACTIONS,
  check,
  "stop-check": () => tried(post("/check/stop", {})),
  "edit-draft": () => { showEditor(editor.hidden); if (!editor.hidden) text.focus(); },
  "delete-draft": () => tried(remove()),
  "copy-check": () => tried(get("/check/copy").then((copy) => toClipboard(copy, t("copied")))),
  export: (button) => openPopup(button, ["html", "json", "text"].map(exportAs)),
  "choose-sentence": (button) => {
    const pair = button.closest(".fn-pair");
    return tried(open(pair, firstOf(pair)));
  },
  put: (button) => tried(putFix(button)),
  "close-reader": () => reader.close(),
  "next-quote": () => go(1),
  "previous-quote": () => go(-1),
  "ask-about": () => { keepDraft("", reader.aboutIt()); location.assign("/#/"); },
  "to-draft": () => tried(keep().then(reader.ACTIONS["to-draft"])),
  "talk-menu": (button) => {
    const id = button.dataset.talk;
    talks.talkMenu(id, button.closest(".fn-talk").querySelector("a").textContent, button, () => {});
  },
};

document.addEventListener("click", (event) => {
  const target = event.target;
  const button = target.closest("[data-do]");
  if (button && ACTIONS[button.dataset.do]) return void ACTIONS[button.dataset.do](button, event);
  const tab = target.closest("[data-tab]");
  if (tab) return filter(tab);
  const quote = target.closest("[data-open]");
  if (quote) return void tried(open(quote.closest(".fn-pair"), quote.dataset.open));
  const mark = target.closest(".fn-reader [data-quote]");
  if (mark && reader.current()?.turn) tried(open(reader.current().turn, mark.dataset.quote));
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") return void (closePopup(true) || reader.close());
  if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey || !has || pairs.hidden) return;
  if (event.key === "n") go(1);
  else if (event.key === "p") go(-1);
  else if (event.key === "/" && reader.isOpen()) { event.preventDefault(); reader.openFind(); }
});

// ---------- files ----------
const over = at("fn-over");
const brings = (event) => [...event.dataTransfer?.types ?? []].includes("Files");
let depth = 0;
document.addEventListener("dragenter", (event) => { if (brings(event)) { depth += 1; over.hidden = false; } });
document.addEventListener("dragleave", (event) => { if (brings(event) && --depth <= 0) { depth = 0; over.hidden = true; } });
document.addEventListener("dragover", (event) => { if (brings(event)) event.preventDefault(); });
document.addEventListener("drop", (event) => {
  if (!brings(event)) return;
  event.preventDefault();
  depth = 0;
  over.hidden = true;
  tried(take(event.dataTransfer.files[0]));
});
file.addEventListener("change", () => { const [first] = file.files; tried(take(first)); file.value = ""; });

if (at("fn-stage").hasAttribute("data-running")) tried(watch());
else if (!has && matchMedia("(min-width: 900px)").matches) text.focus();
// The page shows no signs that turn the order of letters; the text has them.
get("/check/draft").then((draft) => {
  if (draft.number === seen && text.value === saved) text.value = saved = draft.text;
}).catch(() => {});
tellFacts().catch(() => {});
