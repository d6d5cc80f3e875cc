// The list of conversations in the rail: grouped by day, searched, renamed, deleted and brought back.
import { get, post } from "./net.js";
import { dayName, t } from "./texts.js";
import { say, toggleRail } from "./frame.js";
import { menuItem, openPopup } from "./popup.js";

const talks = document.getElementById("fn-talks");
let here = "";

function arrange() {
  const list = document.getElementById("fn-talks-list");
  list.querySelectorAll("h3").forEach((heading) => heading.remove());
  let last = "";
  for (const talk of list.querySelectorAll(".fn-talk")) {
    const day = dayName(talk.querySelector("a").dataset.day);
    if (day !== last) talk.before(Object.assign(document.createElement("h3"), { textContent: day }));
    last = day;
    const current = talk.dataset.talk === here;
    talk.classList.toggle("is-here", current);
    if (current) talk.querySelector("a").setAttribute("aria-current", "page");
    else talk.querySelector("a").removeAttribute("aria-current");
  }
}

export function showHere(id) {
  here = id;
  arrange();
}

export async function refresh() {
  const words = document.getElementById("fn-talks-find").value;
  const { html } = await get(`/room/talks?words=${encodeURIComponent(words)}`);
  document.getElementById("fn-talks-list").innerHTML = html;
  arrange();
}

function rename(id, title, beside, changed) {
  const form = document.createElement("form");
  form.className = "fn-menu-form";
  const input = Object.assign(document.createElement("input"), { value: title, maxLength: 200, ariaLabel: t("rename") });
  const button = Object.assign(document.createElement("button"), { className: "fn-btn is-main", textContent: t("rename") });
  form.append(input, button);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { title } = await post("/room/rename", { id, title: input.value });
    document.dispatchEvent(new PointerEvent("pointerdown"));
    changed(title);
    refresh();
  });
  openPopup(beside, [form]);
  input.select();
}

async function remove(id, title, changed) {
  await post("/room/delete", { id });
  await refresh();
  changed(null);
  say(t("deleted", { title }), async () => { await post("/room/restore", { id }); refresh(); });
}

// The menu of a conversation; `changed` is told its new title, or null when it was deleted.
export function talkMenu(id, title, beside, changed) {
  openPopup(beside, [
    menuItem(t("rename"), () => rename(id, title, beside, changed)),
    menuItem(t("delete"), () => remove(id, title, changed), "is-bad"),
  ]);
}

talks.addEventListener("click", (event) => {
  if (event.target.closest("a")) toggleRail(false);
  if (!event.target.closest("[data-do=find-talks]")) return;
  const find = document.getElementById("fn-talks-find");
  find.hidden = !find.hidden;
  event.target.closest("button").setAttribute("aria-expanded", String(!find.hidden));
  if (find.hidden) { find.value = ""; refresh(); } else find.focus();
});
let waiting = 0;
talks.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(refresh, 150); });
arrange();
