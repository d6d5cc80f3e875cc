// The reader: opens the article behind a footnote at the quoted words. `element` and `server` come from Gradio.
// Whatever is put into the page here was made, and escaped, by a template of rag/ui/parts.
const dialog = element.querySelector("dialog");
const body = dialog.querySelector(".fn-reader-body");
const conversation = document.getElementById("fn-conversation");
const SILENT = "Footnote does not answer: is it still running?";
let opener = null;
let latest = 0;

const spanOf = (card) => [Number(card.dataset.start), Number(card.dataset.end)];
const cited = (card) => card.dataset.start !== undefined;

function request(card) {
  const { turn, article, sha256 } = card.dataset;
  const cards = [...conversation.querySelectorAll(".fn-card")];
  const same = (other) => other.dataset.turn === turn && other.dataset.article === article && other !== card;
  return { article, sha256, quote: cited(card) ? spanOf(card) : null, others: cards.filter(same).map(spanOf) };
}

async function open(source) {
  const card = document.getElementById(source.dataset.note);
  const number = ++latest;
  opener = source;
  body.textContent = "Opening the article…";
  if (!dialog.open) dialog.showModal();
  const html = await server.article(request(card)).catch(() => undefined);
  if (number !== latest || !dialog.open) return;
  body.innerHTML = html ?? `<p class="fn-note">${SILENT}</p>`;
  body.scrollTop = 0;
  body.querySelector(".fn-cited")?.scrollIntoView({ block: "center" });
}

function light(target, on) {
  const note = target.closest?.("[data-note]")?.dataset.note;
  for (const twin of note ? conversation.querySelectorAll("[data-note]") : []) {
    twin.classList.toggle("fn-lit", on && twin.dataset.note === note);
  }
}

function fill(text) {
  const box = document.querySelector("#fn-question textarea");
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
}

// The button takes the question from the box, which Gradio reads a moment after the event.
function askAsItStands(question) {
  fill(question);
  setTimeout(() => document.querySelector("#fn-as-it-stands").click(), 50);
}

document.addEventListener("click", (event) => {
  const source = event.target.closest?.("[data-note]");
  if (source) open(source);
  if (event.target === dialog) dialog.close();
  const filled = event.target.closest?.("[data-fill]");
  if (filled) fill(filled.dataset.fill);
  const asked = event.target.closest?.("[data-ask]");
  if (asked) askAsItStands(asked.dataset.ask);
});
for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
  conversation.addEventListener(name, (event) => light(event.target, on));
}
dialog.addEventListener("close", () => opener?.focus());

// A new question is brought to the top of the window.
let turns = 0;
new MutationObserver(() => {
  const all = conversation.querySelectorAll(".fn-turn");
  if (all.length > turns) all[all.length - 1].scrollIntoView({ block: "start", behavior: "smooth" });
  turns = all.length;
}).observe(conversation, { childList: true, subtree: true });
