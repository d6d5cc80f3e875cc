// What every page has: theme, list of keys, the rail on a small window, messages in one place.
import { get, here, post } from "./net.js";
import { t, tellTimes } from "./texts.js";

const announcer = document.getElementById("fn-announce");
const undo = document.getElementById("fn-undo");
const rail = document.getElementById("fn-rail");
const veil = document.querySelector(".fn-veil");
let undoTimer = 0;

export function announce(text) {
  announcer.textContent = "";
  requestAnimationFrame(() => (announcer.textContent = text));
}

// Says what was done, at the foot of the page, with a way back where there is one, and one to the reader's draft.
export function say(text, back = null, toDraft = false) {
  const button = undo.querySelector("button");
  undo.querySelector("a").hidden = !toDraft;
  undo.querySelector("span").textContent = text;
  button.hidden = !back;
  button.onclick = () => { undo.hidden = true; back(); };
  undo.hidden = false;
  clearTimeout(undoTimer);
  undoTimer = setTimeout(() => (undo.hidden = true), back ? 10000 : 4000);
}

// Copies in two forms: the program that it is pasted into takes the one that it knows.
export async function toClipboard({ markdown, html }, done) {
  const item = new ClipboardItem({
    "text/plain": new Blob([markdown], { type: "text/plain" }), "text/html": new Blob([html], { type: "text/html" }),
  });
  await navigator.clipboard.write([item]);
  say(done);
}

export function toggleRail(on) {
  rail.classList.toggle("is-open", on);
  veil.hidden = !on;
  document.querySelector("[data-do=menu]")?.setAttribute("aria-expanded", String(on));
  if (on) rail.querySelector("a").focus();
}

export const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");

const ACTIONS = {
  theme: () => dispatchEvent(new Event("fn-theme")),
  keys: () => document.getElementById("fn-keys").showModal(),
  out: () => post("/sign-out", {}).then(() => location.assign("/sign-in")),
  menu: () => toggleRail(!rail.classList.contains("is-open")),
};

document.addEventListener("click", (event) => {
  const action = event.target.closest?.("[data-do]")?.dataset.do;
  ACTIONS[action]?.();
});
// A link stays in the library of its page, also in a new window; the switch itself names another one.
for (const kind of ["pointerdown", "click"])
  document.addEventListener(kind, (event) => {
    const link = event.target.closest?.("a[href^='/']");
    if (link) link.setAttribute("href", here(link.getAttribute("href")));
  }, true);
veil.addEventListener("click", () => toggleRail(false));
document.addEventListener("keydown", (event) => {
  if (event.key === "?" && !typing(event.target)) ACTIONS.keys();
  if (event.key === "Escape" && rail.classList.contains("is-open")) toggleRail(false);
});

// The foot of the rail: what the library holds, while it changes too. Other parts hear of it by "fn-facts".
// Looked at while the page is seen: soon after a change, less and less often where nothing changes.
const SOON = 5000, LATE = 30000;
let news = null, told = "", wait = SOON, timer = 0;
export async function tellFacts() {
  const seen = await get("/room/facts");
  const { html, newest, news: latest, said, sync, model, who } = seen, now = JSON.stringify(seen);
  wait = now === told ? Math.min(2 * wait, LATE) : SOON;
  told = now;
  const facts = document.getElementById("fn-facts"), list = document.getElementById("fn-newest");
  if (facts.dataset.html !== html) facts.innerHTML = facts.dataset.html = html;
  const made = document.createElement("div"); // what is the same stays, and with it who stands there
  made.innerHTML = newest;
  if (list && list.innerHTML !== made.innerHTML) list.innerHTML = newest;
  tellTimes(facts);
  const out = document.getElementById("fn-out");
  out.hidden = !who;
  out.title = out.ariaLabel = t("sign_out", { name: who });
  const changed = news !== null && latest !== news;
  news = latest;
  if (changed && said) announce(said);
  dispatchEvent(new CustomEvent("fn-facts", { detail: { changed, sync, model } }));
  return seen;
}

tellTimes();
setInterval(tellTimes, 60000);

function look() {
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(() => tellFacts().catch(() => {}).finally(look), wait);
}

// Who comes back to the page sees at once what changed meanwhile.
document.addEventListener("visibilitychange", () => {
  wait = SOON;
  look();
  if (!document.hidden) tellFacts().catch(() => {});
});
look();
