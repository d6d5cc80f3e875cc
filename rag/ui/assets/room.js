// The reading room: what is asked, shown, opened, and where one is. The address says it: #/c/ID/turn/N/quote/M.
import { ask as stream, get, post, Silent, visit } from "./net.js";
import { t, tellTimes } from "./texts.js";
import { announce, say, tellFacts, toClipboard, toggleRail, typing } from "./frame.js";
import { closePopup, menuItem, openPopup } from "./popup.js";
import * as composer from "./composer.js";
import * as talks from "./talks.js";
import * as cards from "./card.js";
import * as reader from "./reader.js";
import { showJudgement } from "./judge.js";
import { onDrop, send, sentLine } from "./adding.js";
import { quoteInto } from "./draft.js";

const stage = document.getElementById("fn-stage");
const turns = document.getElementById("fn-turns");
const scroll = document.getElementById("fn-scroll");
let talk = "";          // the conversation that is shown
let title = "";
let running = null;     // the question that is being answered: {turn, abort}
let pushed = false;     // whether the reader put an entry into the history

// ---------- where one is ----------
function place() {
  const [, id = "", turn = "", quote = ""] = /^#\/c\/([\w-]+)(?:\/turn\/([\w-]+))?(?:\/quote\/(\d+))?/.exec(location.hash) ?? [];
  return { id, turn, quote };
}

const address = (turn, quote) => `#/c/${talk}${turn ? `/turn/${turn}` : ""}${quote ? `/quote/${quote}` : ""}`;
const all = () => [...turns.querySelectorAll(".fn-turn")];
const turnAt = (name) => all()[Number(name) - 1] ?? document.getElementById(`turn-${name}`);
const numberOf = (turn) => all().indexOf(turn) + 1;

// The address #/q/QUESTION puts a question into the box of a new conversation; it asks nothing.
function filledIn() {
  const [, question] = /^#\/q\/(.+)$/.exec(location.hash) ?? [];
  if (!question) return false;
  history.replaceState(null, "", "#/");
  if (talk) openTalk("");
  try { composer.fill(decodeURIComponent(question).slice(0, 2000)); } catch { /* no question */ }
  return true;
}

async function goTo() {
  const { id, turn, quote } = place();
  if (id !== talk) await openTalk(id);
  const shown = turn ? turnAt(turn) : null;
  if (shown && quote) return reader.openQuote(shown, quote);
  reader.close();
  if (shown) shown.scrollIntoView({ block: "start" });
}

async function openTalk(id) {
  stop({ quietly: true });
  reader.close({ focus: false });
  pushed = false;
  talk = id;
  turns.replaceChildren();
  composer.useTalk(id);
  talks.showHere(id);
  if (!id) return showStart();
  try {
    const opened = await get(`/room/c/${id}`);
    if (talk !== id) return;
    show(opened);
    composer.goOnWith(opened.limits);
    scroll.scrollTop = scroll.scrollHeight;
    if (opened.pending) answer({ conversation: id, again: opened.pending });
  } catch (error) {
    history.replaceState(null, "", "#/");
    talk = "";
    showStart();
    say(error instanceof Silent ? t("silent") : error.message);
  }
}

function show(opened) {
  stage.classList.remove("is-start");
  name(opened.title);
  turns.innerHTML = opened.html;
  all().forEach(showJudgement);
  tellTimes(turns);
  count();
}

function showStart() {
  stage.classList.add("is-start");
  name("");
  scroll.scrollTop = 0;
  composer.focusBox();
}

function name(text) {
  title = text;
  document.getElementById("fn-title").textContent = text;
  document.title = text ? `${text} · Footnote` : "Footnote";
  document.getElementById("fn-talk-tools").hidden = !text;
}

function count() {
  const ids = new Set([...turns.querySelectorAll(".fn-cite")].map((row) => row.dataset.article));
  document.getElementById("fn-outline").hidden = all().length < 2;
  document.getElementById("fn-source-count").textContent = ids.size ? t("articles", { n: ids.size }) : "";
}

// ---------- asking ----------
function wanted(question, more = {}) {
  const { since = "", until = "", outlets = [], topics = [], articles = [], as_of = "", quoted = false } = composer.limitsNow();
  return {
    question, conversation: talk, parent: all().at(-1)?.dataset.turn ?? "", literal: false, as_of, quoted, again: "",
    where: { since, until, outlets, topics, articles: articles.map((article) => article.id) }, ...more,
  };
}

function put(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const turn = holder.content.firstElementChild;
  const old = document.getElementById(turn.id);
  if (old) old.replaceWith(turn);
  else {
    turns.append(turn);
    turn.scrollIntoView({ block: "start", behavior: "smooth" });
  }
  showJudgement(turn);
  tellTimes(turn);
  count();
  return turn;
}

async function answer(request) {
  if (running) return;
  const mine = running = { turn: "", abort: new AbortController() };
  const begins = !request.conversation;
  composer.busy(true);
  try {
    for await (const event of stream({ ...wanted(""), ...request }, mine.abort.signal)) {
      if (running !== mine) return;
      if (event.problem) { say(event.problem); break; }
      if (begins && !talk) begin(event);
      if (event.branched) all().slice(event.number - 1).forEach((turn) => turn.remove());
      if (!mine.turn && request.question) composer.accepted(request.question);
      mine.turn = event.turn;
      put(event.html);
      announce(event.status);
    }
    talks.refresh();
  } catch (error) {
    if (running !== mine) return;
    if (error instanceof Silent) return reconnect(mine);
    say(error.message || t("failed"));
  } finally {
    if (running === mine) { running = null; composer.busy(false); }
  }
}

function begin(event) {
  talk = event.conversation;
  history.pushState(null, "", address());
  composer.useTalk(talk, { begun: true });
  stage.classList.remove("is-start");
  name(event.title);
  talks.showHere(talk);
}

// The server went away: wait until it is back; a question under way is asked again.
async function reconnect(mine) {
  say(t("reconnecting"));
  const id = talk;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    if (running !== mine && running) return;
    try { await get("/room/facts"); break; } catch (error) { if (!(error instanceof Silent)) break; }
  }
  say(t("back_again"));
  running = null;
  composer.busy(false);
  if (id && talk === id) { talk = ""; await openTalk(id); }
}

function stop({ quietly = false } = {}) {
  if (!running) return;
  const { turn, abort } = running;
  if (turn) post("/room/stop", { turn, quietly }).catch(() => {});
  if (quietly || !turn) { abort.abort(); running = null; composer.busy(false); }
}

const askNow = (question, more) => answer(wanted(question, more));
composer.onAsk((question) => askNow(question), () => stop());

// ---------- reading ----------
function openQuote(turn, number) {
  cards.hide();
  const target = address(numberOf(turn), number);
  if (reader.isOpen() || pushed) history.replaceState(null, "", target);
  else { history.pushState(null, "", target); pushed = true; }
  reader.openQuote(turn, number);
}

function closeReader() {
  if (!reader.isOpen()) return false;
  if (pushed) { pushed = false; history.back(); }
  else if (place().quote) history.replaceState(null, "", address());
  reader.close();
  return true;
}

function go(step) {
  const number = reader.further(step);
  if (number !== null) openQuote(reader.current().turn, number);
}

// ---------- copying and handing on ----------
async function copyAnswer(turn) {
  await toClipboard(await post("/room/copy", { conversation: talk, turn: turn.dataset.turn, quote: 0 }), t("copied"));
}

async function copyQuote() {
  const { turn, number } = reader.current();
  await toClipboard(await post("/room/copy", { conversation: talk, turn: turn.dataset.turn, quote: number }), t("quote_copied"));
}

async function exportMenu(beside, turn) {
  const { formats } = await get("/room/formats");
  const path = (format) => `/room/export/${talk}/${format}${turn ? `?turn=${turn.dataset.turn}` : ""}`;
  openPopup(beside, [
    ...formats.map(({ id, label }) => menuItem(label, () => visit(path(id)))),
    menuItem(t("print"), () => print()),
  ]);
}

function againMenu(beside, turn) {
  const question = JSON.parse(turn.dataset.answer || "{}").question ?? turn.querySelector(".fn-q-text").textContent;
  openPopup(beside, [
    menuItem(t("again_alone"), () => askNow(question, { literal: true })),
    menuItem(t("again_dates"), () => askNow(question, { where: {}, as_of: "" })),
    menuItem(t("again_wider"), () => askNow(question)),
  ]);
}

// The questions so far; one that is chosen is gone to.
function outline(beside) {
  openPopup(beside, all().map((turn, index) => menuItem(turn.querySelector(".fn-q-text").textContent, () => {
    closeReader();
    history.replaceState(null, "", address(index + 1));
    turn.scrollIntoView({ block: "start" });
  })));
}

function edit(turn) {
  const heading = turn.querySelector(".fn-q"), before = heading.innerHTML;
  const form = Object.assign(document.createElement("form"), { className: "fn-edit" });
  const text = turn.querySelector(".fn-q-text").textContent;
  const box = Object.assign(document.createElement("textarea"), { value: text, maxLength: 2000, rows: 2, ariaLabel: t("edit_question") });
  const send = Object.assign(document.createElement("button"), { className: "fn-btn is-main", textContent: t("ask") });
  const cancel = Object.assign(document.createElement("button"), { type: "button", className: "fn-btn", textContent: t("close") });
  form.append(box, send, cancel);
  heading.replaceChildren(form);
  box.focus();
  const restore = () => { heading.innerHTML = before; heading.querySelector("button")?.focus(); };
  cancel.addEventListener("click", restore);
  const submit = (event) => {
    event.preventDefault();
    const question = box.value.trim();
    restore();
    if (question && question !== text) askNow(question, { replaces: turn.dataset.turn });
  };
  form.addEventListener("submit", submit);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) submit(event);
    if (event.key === "Escape") { event.stopPropagation(); restore(); }
  });
}

async function branch(turn, step) {
  show(await post("/room/branch", { conversation: talk, turn: turn.dataset.turn, step: Number(step) }));
}

// ---------- what a click or a key does ----------
const titleChanged = (text) => { if (text) name(text); else location.hash = "#/"; };

const ACTIONS = {
  new: (_, event) => { event.preventDefault(); toggleRail(false); location.hash = "#/"; if (!talk) showStart(); },
  "talk-menu": (button) => {
    const id = button.dataset.talk || talk;
    const label = id === talk ? title : button.closest(".fn-talk").querySelector("a").textContent;
    talks.talkMenu(id, label, button, id === talk ? titleChanged : () => {});
  },
  outline,
  "copy-link": () => navigator.clipboard.writeText(location.href).then(() => say(t("link_copied"))),
  "export-talk": (button) => exportMenu(button, null),
  export: (button, _, turn) => exportMenu(button, turn),
  copy: (_, __, turn) => copyAnswer(turn),
  "copy-quote": copyQuote,
  again: (button, _, turn) => againMenu(button, turn),
  edit: (_, __, turn) => edit(turn),
  unfold: (button) => button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") !== "true")),
  branch: (button, _, turn) => branch(turn, button.dataset.step),
  unlimited: (_, __, turn) => askNow(JSON.parse(turn.dataset.answer).question, { where: {}, as_of: "" }),
  literal: (_, __, turn) => askNow(JSON.parse(turn.dataset.answer).question, { literal: true, where: {} }),
  "close-reader": closeReader,
  "ask-about": () => composer.fill(reader.aboutIt()),
  "next-quote": () => go(1),
  "previous-quote": () => go(-1),
  "quote-into": (button, _, turn) => quoteInto({ conversation: talk, turn: turn.dataset.turn, quote: Number(button.dataset.m) }),
  clip: async () => {
    const { turn, number } = reader.current();
    await post("/room/clip", { conversation: talk, turn: turn.dataset.turn, quote: number });
    say(t("clipped"));
  },
  ...reader.ACTIONS,
};

document.addEventListener("click", (event) => {
  const target = event.target;
  const turn = target.closest(".fn-turn") ?? document.getElementById(`turn-${target.closest("#fn-card")?.dataset.turn}`);
  const button = target.closest("[data-do]");
  if (button && ACTIONS[button.dataset.do]) return void ACTIONS[button.dataset.do](button, event, turn);
  const question = target.closest("[data-question]");
  if (question) return void askNow(question.dataset.question);
  const open = target.closest("[data-open]") ?? target.closest(".fn-answer .fn-m");
  if (open && turn) return openQuote(turn, open.dataset.open ?? open.dataset.m);
  const mark = target.closest(".fn-reader [data-quote]");
  if (mark && reader.current()?.turn) return openQuote(reader.current().turn, mark.dataset.quote);
  const article = target.closest("button[data-article]");
  if (article) {
    const { start, end } = article.dataset;
    reader.openArticle(article.dataset.article, article.dataset.sha256, start ? [Number(start), Number(end)] : null);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") return void (closePopup(true) || cards.hide() || closeReader());
  if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "n" && reader.isOpen()) go(1);
  else if (event.key === "p" && reader.isOpen()) go(-1);
  else if (event.key === "/" && reader.isOpen()) { event.preventDefault(); reader.openFind(); }
});

addEventListener("popstate", () => { pushed = false; goTo(); });
addEventListener("hashchange", () => { if (filledIn()) return; if (place().id !== talk) goTo(); });

// ---------- the start ----------
const asks = document.getElementById("fn-asks");
async function suggest() {
  const { html } = await get("/room/start");
  asks.innerHTML = html;
  if (html) asks.hidden = false;
}

addEventListener("fn-facts", ({ detail }) => { if (detail.changed && !asks.children.length) suggest().catch(() => {}); });

// ---------- files that are dropped here ----------
const soon = () => new Promise((resolve) => setTimeout(resolve, 300));

async function ended() {
  for (;;) {
    const job = await get("/library/job");
    if (!job.running) return job;
    await soon();
  }
}

// They are read in while one goes on here; what could not be read is told in the library, with the reasons.
async function add(files) {
  if (!files.length) return;
  say(t("sending", { n: files.length }));
  const { sent, refused } = await send(files);
  const [first] = refused;
  say(first ? `${sentLine(sent, refused)}: ${first[0]}: ${first[1]}` : t("being_read", { n: sent }));
  if (!sent) return;
  await ended();
  await post("/library/sync", {});
  const job = await ended();
  if (job.unsolved) return location.assign("/library");
  const { said } = await tellFacts();
  if (!first) say(said || t("nothing_changed"));
  await suggest();
}

onDrop((files) => files.then(add).catch((error) => say(error instanceof Silent ? t("silent") : error.message)));

goTo();
composer.useTalk(place().id);
if (!filledIn() && !place().id) composer.focusBox();
suggest().catch(() => {});
tellFacts().then(talks.refresh).catch(() => {});
