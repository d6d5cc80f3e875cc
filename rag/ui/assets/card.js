// The card of a footnote: on hover after a moment, on focus at once. Marker, sentence and source row light up together.
import { tellTimes } from "./texts.js";

const card = document.getElementById("fn-card");
const turns = document.getElementById("fn-turns");
const OPENS = 80, CLOSES = 150, WIDTH = 392, GAP = 8;
let timer = 0;
let marker = null;

export function light(turn, number, on) {
  if (!turn) return;
  for (const twin of turn.querySelectorAll(`[data-m="${CSS.escape(number)}"]`)) {
    twin.classList.toggle("is-on", on);
    twin.closest(".fn-s")?.classList.toggle("is-on", on);
  }
}

function place(at) {
  const column = at.closest(".fn-answer").getBoundingClientRect();
  const box = at.getBoundingClientRect();
  const width = Math.min(WIDTH, innerWidth - 2 * GAP);
  const left = Math.max(column.left + 16, Math.min(box.left - 24, column.right - 16 - width));
  const bottom = document.getElementById("fn-dock").getBoundingClientRect().top;
  const above = box.bottom + GAP + card.offsetHeight > bottom && box.top - GAP - card.offsetHeight > 0;
  card.style.left = `${Math.max(GAP, left)}px`;
  card.style.top = `${above ? box.top - GAP - card.offsetHeight : box.bottom + GAP}px`;
}

function show(at) {
  if (marker === at) return;
  hide();
  const turn = at.closest(".fn-turn");
  const template = turn?.querySelector(`template[data-card="${CSS.escape(at.dataset.m)}"]`);
  if (!template || matchMedia("(max-width: 899px)").matches) return;
  card.replaceChildren(template.content.cloneNode(true));
  tellTimes(card);
  card.hidden = false;
  marker = at;
  marker.setAttribute("aria-describedby", "fn-card");
  card.dataset.turn = turn.dataset.turn;
  place(at);
  light(turn, at.dataset.m, true);
}

export function hide() {
  clearTimeout(timer);
  if (!marker) return false;
  light(marker.closest(".fn-turn"), marker.dataset.m, false);
  marker.removeAttribute("aria-describedby");
  marker = null;
  card.hidden = true;
  return true;
}

const later = (wait, act) => { clearTimeout(timer); timer = setTimeout(act, wait); };
const markerOf = (target) => target.closest?.(".fn-answer .fn-m");

turns.addEventListener("mouseover", (event) => {
  const at = markerOf(event.target);
  if (at) later(OPENS, () => show(at));
  const row = event.target.closest?.(".fn-cite");
  if (row) light(row.closest(".fn-turn"), row.dataset.m, true);
});
turns.addEventListener("mouseout", (event) => {
  if (markerOf(event.target)) later(CLOSES, hide);
  const row = event.target.closest?.(".fn-cite");
  if (row && !row.contains(event.relatedTarget)) light(row.closest(".fn-turn"), row.dataset.m, false);
});
turns.addEventListener("focusin", (event) => {
  const at = markerOf(event.target);
  if (at?.matches(":focus-visible")) show(at);
});
turns.addEventListener("focusout", (event) => {
  if (markerOf(event.target) && !card.contains(event.relatedTarget)) later(CLOSES, hide);
});
card.addEventListener("mouseenter", () => clearTimeout(timer));
card.addEventListener("mouseleave", () => later(CLOSES, hide));
document.getElementById("fn-scroll").addEventListener("scroll", hide, { passive: true });

// Words chosen in an answer show the evidence of their sentence.
document.addEventListener("selectionchange", () => {
  const chosen = document.getSelection();
  if (chosen.isCollapsed) return;
  const from = chosen.anchorNode?.parentElement;
  const at = turns.contains(from) ? from.closest(".fn-s")?.querySelector(".fn-m") : null;
  if (at) later(OPENS, () => show(at));
});
