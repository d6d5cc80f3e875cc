// Feedback: what a reader says of an answer goes to the server of this machine, see judge_answer.py. Runs after page.js.
// A new answer writes the conversation anew, so the verdicts are kept here and shown again.
const announcer = element.querySelector(".fn-announcer");
const judgements = new WeakMap();
let sending = Promise.resolve();

function judgementOf(turn) {
  const known = judgements.get(turn);
  const blank = { of: turn.dataset.answer, verdict: "", rejected: [], words: "", asking: false, message: "" };
  return known?.of === blank.of ? known : blank;
}

function press(button, on) {
  if (button.getAttribute("aria-pressed") !== String(on)) button.setAttribute("aria-pressed", on);
}

function show(turn) {
  const { verdict, rejected, asking, message } = judgementOf(turn);
  for (const button of turn.querySelectorAll(".fn-verdict")) press(button, button.dataset.verdict === verdict);
  for (const button of turn.querySelectorAll(".fn-reject")) press(button, rejected.includes(button.dataset.card));
  turn.querySelector(".fn-expected").toggleAttribute("hidden", !asking);
  const line = turn.querySelector(".fn-said");
  if (line.textContent !== message) line.textContent = message;
}

function feedback(turn) {
  const { verdict, rejected, words } = judgementOf(turn);
  const turns = [...conversation.querySelectorAll("[data-answer]")];
  const earlier = turns.slice(0, turns.indexOf(turn)).slice(-50).map((other) => JSON.parse(other.dataset.answer));
  const citation = ({ id, dataset: { article, sha256, start, end } }) =>
    ({ article, sha256, start: Number(start), end: Number(end), rejected: rejected.includes(id) });
  return {
    ...JSON.parse(turn.dataset.answer),
    history: earlier.map(({ question, answer }) => ({ question, answer })),
    citations: [...turn.querySelectorAll(".fn-card")].map(citation),
    verdict: verdict || (rejected.length ? "unsupported" : "withdrawn"),
    expected: verdict === "wrong" ? words : "",
  };
}

// One after the other, so that the last click is the last that is saved. Gradio gives undefined for what failed.
function send(request) {
  const silent = { saved: false, message: SILENT };
  return (sending = sending.then(() => server.judge(request)).then((reply) => reply ?? silent, () => silent));
}

async function judge(turn, change) {
  const before = judgementOf(turn);
  judgements.set(turn, { ...before, message: "", ...change });
  show(turn);
  const reply = await send(feedback(turn));
  const after = judgementOf(turn);
  if (after.of !== before.of) return reply;
  judgements.set(turn, { ...(reply.saved ? after : before), message: reply.message });
  show(turn);
  announcer.textContent = "";
  setTimeout(() => (announcer.textContent = reply.message));
  return reply;
}

conversation.addEventListener("click", (event) => {
  const button = event.target.closest?.(".fn-verdict, .fn-reject");
  if (!button) return;
  const turn = button.closest("[data-answer]");
  const { verdict, rejected } = judgementOf(turn);
  const { card } = button.dataset;
  const chosen = button.dataset.verdict === verdict ? "" : button.dataset.verdict;
  const others = rejected.filter((other) => other !== card);
  if (card) judge(turn, { rejected: others.length < rejected.length ? others : [...rejected, card] });
  else judge(turn, { verdict: chosen, asking: chosen === "wrong" });
});

conversation.addEventListener("submit", async (event) => {
  event.preventDefault();
  const turn = event.target.closest("[data-answer]");
  const reply = await judge(turn, { words: turn.querySelector(".fn-expected textarea").value });
  if (!reply.saved || reply.missing) return;
  turn.querySelector(".fn-verdict[aria-pressed=true]")?.focus();
  judgements.set(turn, { ...judgementOf(turn), asking: false });
  show(turn);
});

new MutationObserver(() => conversation.querySelectorAll("[data-answer]").forEach(show)).observe(conversation, {
  childList: true, subtree: true, characterData: true, attributeFilter: ["aria-pressed", "hidden", "data-answer"],
});
