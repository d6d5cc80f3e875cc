// The question box: it keeps what is typed for each conversation, and the limits that are set below it.
import { get } from "./net.js";
import { draftOf, keepDraft, keepLimits, knowsLimitsOf, limitsOf } from "./drafts.js";
import { t } from "./texts.js";
import { closePopup, menuItem, openPopup } from "./popup.js";

const box = document.getElementById("fn-question");
const form = document.getElementById("fn-composer");
const askButton = document.getElementById("fn-ask");
const stopButton = document.getElementById("fn-stop");
const chips = document.getElementById("fn-chips");
let talk = "";
let limits = {};

function grow() {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 168)}px`;
}

export function fill(text) {
  box.value = text;
  keepDraft(talk, text);
  grow();
  box.focus();
}

export const focusBox = () => { if (matchMedia("(pointer: fine)").matches) box.focus(); };

// The draft and the limits of another conversation. What was typed and set before it began goes along, so that
// the next one begins without.
export function useTalk(id, { begun = false } = {}) {
  if (begun) {
    keepLimits(talk, {});
    keepLimits(id, limits);
    keepDraft(talk, "");
    keepDraft(id, box.value);
  }
  talk = id;
  if (!begun) box.value = draftOf(id);
  limits = limitsOf(id);
  box.placeholder = id ? t("follow_up") : t("ask_placeholder");
  grow();
  tellLimits();
}

// Empties the box where it still holds what was asked; who types elsewhere meanwhile stays there.
export function accepted(question) {
  if (box.value.trim() !== question.trim()) return;
  box.value = "";
  keepDraft(talk, "");
  grow();
  if (document.activeElement === document.body) focusBox();
}

export function busy(on) {
  askButton.hidden = on;
  stopButton.hidden = !on;
  box.dataset.busy = on ? "1" : "";
}

export const limitsNow = () => limits;

export function onAsk(ask, stop) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!box.dataset.busy && box.value.trim()) ask(box.value.trim());
  });
  stopButton.addEventListener("click", stop);
}

box.addEventListener("input", () => { keepDraft(talk, box.value); grow(); });
box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

// ---------- limits ----------
const day = (iso) => new Date(`${iso}T00:00`).toLocaleDateString(document.documentElement.lang, { dateStyle: "medium" });

function dates({ since, until }) {
  if (since && until) return t("from_to", { first: day(since), last: day(until) });
  return since ? t("since", { first: day(since) }) : until ? t("until", { last: day(until) }) : "";
}

function named(values, key) {
  if (!values?.length) return "";
  return values.length === 1 ? values[0].name ?? values[0] : t(key, { n: values.length });
}

function tellLimits() {
  const said = {
    dates: dates(limits),
    outlets: named(limits.outlets, "chosen_outlets"),
    topics: named(limits.topics, "chosen_topics"),
    articles: named(limits.articles, "chosen_articles"),
    asof: limits.as_of ? t("as_of", { day: day(limits.as_of) }) : "",
    mode: limits.quoted ? t("mode_quoted") : "",
  };
  for (const chip of chips.querySelectorAll("[data-chip]")) {
    const text = said[chip.dataset.chip];
    chip.classList.toggle("is-set", Boolean(text));
    chip.querySelector("span").textContent = text || t(`all_${chip.dataset.chip}`);
  }
}

// The limits of the last question of a conversation go on, until somebody sets others.
export function goOnWith(last) {
  if (knowsLimitsOf(talk)) return;
  limits = last;
  tellLimits();
}

export function limit(change) {
  limits = { ...limits, ...change };
  keepLimits(talk, limits);
  tellLimits();
}

function dateField(label, value) {
  const input = Object.assign(document.createElement("input"), { type: "date", value: value ?? "" });
  const wrap = document.createElement("label");
  wrap.append(label, input);
  return [wrap, input];
}

function buttons(apply, clear) {
  const row = Object.assign(document.createElement("div"), { className: "fn-menu-row" });
  const set = Object.assign(document.createElement("button"), { type: "submit", className: "fn-btn is-main", textContent: t("apply") });
  const none = Object.assign(document.createElement("button"), { type: "button", className: "fn-btn", textContent: t("clear") });
  none.addEventListener("click", () => { clear(); closePopup(true); });
  row.append(set, none);
  const form = Object.assign(document.createElement("form"), { className: "fn-menu-form" });
  form.addEventListener("submit", (event) => { event.preventDefault(); apply(); closePopup(true); });
  return [form, row];
}

function chooseDates(chip) {
  const [from, first] = dateField(t("first_day"), limits.since);
  const [to, last] = dateField(t("last_day"), limits.until);
  const [form, row] = buttons(
    () => limit({ since: first.value, until: last.value }),
    () => limit({ since: "", until: "" }),
  );
  form.append(from, to, row);
  openPopup(chip, [form]);
}

function chooseDay(chip) {
  const [label, input] = dateField(t("as_of_day"), limits.as_of);
  const [form, row] = buttons(() => limit({ as_of: input.value }), () => limit({ as_of: "" }));
  form.append(label, row);
  openPopup(chip, [form]);
}

// Whether a language model writes the answer or the articles are quoted, where one could write.
function chooseMode(chip) {
  const choice = (quoted, label) => {
    const item = menuItem(label, () => { limit({ quoted }); chip.focus(); });
    item.setAttribute("aria-pressed", String(Boolean(limits.quoted) === quoted));
    return item;
  };
  openPopup(chip, [choice(false, t("unchecked" in chip.dataset ? "write_by_unchecked" : "write_by", { model: chip.dataset.model })), choice(true, t("quotes_only"))]);
}

addEventListener("fn-facts", ({ detail: { model } }) => {
  const chip = chips.querySelector("[data-chip=mode]");
  chip.dataset.model = model;
  chip.hidden = !model;
});

async function chooseNames(chip, kind) {
  const { values } = await get(`/room/choices/${kind}`);
  const set = new Set((limits[kind] ?? []).map((value) => value.id ?? value));
  const [form, row] = buttons(() => limit({ [kind]: chosen() }), () => limit({ [kind]: [] }));
  const list = Object.assign(document.createElement("div"), { className: "fn-menu-choices" });
  const boxes = values.map((value) => {
    const input = Object.assign(document.createElement("input"), { type: "checkbox", checked: set.has(value.id ?? value) });
    const label = document.createElement("label");
    label.append(input, value.name ?? value);
    list.append(label);
    return [input, value, label];
  });
  const chosen = () => boxes.filter(([input]) => input.checked).map(([, value]) => value);
  const find = Object.assign(document.createElement("input"), { type: "search", ariaLabel: t(`choose_${kind}`), placeholder: t(`choose_${kind}`) });
  find.addEventListener("input", () => {
    const words = find.value.toLowerCase();
    for (const [, value, label] of boxes) label.hidden = !(value.name ?? value).toLowerCase().includes(words);
  });
  if (!values.length) list.textContent = t("nothing_to_choose");
  form.append(find, list, row);
  openPopup(chip, [form]);
}

chips.addEventListener("click", (event) => {
  const chip = event.target.closest("[data-chip]");
  if (!chip) return;
  const kind = chip.dataset.chip;
  if (kind === "dates") chooseDates(chip);
  else if (kind === "asof") chooseDay(chip);
  else if (kind === "mode") chooseMode(chip);
  else chooseNames(chip, kind);
});
