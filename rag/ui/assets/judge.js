// What a reader says of an answer: right, wrong, a footnote that does not support it. It is kept as a test case.
import { post, Silent } from "./net.js";
import { t } from "./texts.js";
import { announce } from "./frame.js";

const turns = document.getElementById("fn-turns");
const judgements = new Map();
let sending = Promise.resolve();

const blank = () => ({ verdict: "", rejected: [], words: "", asking: false, message: "" });
const judgementOf = (turn) => judgements.get(turn.dataset.turn) ?? blank();
const press = (button, on) => button.setAttribute("aria-pressed", String(on));

// Shows again what was judged, for instance when a conversation is opened once more.
export function showJudgement(turn) {
  if (!turn.dataset.answer) return;
  const { verdict, rejected, asking, message } = judgementOf(turn);
  turn.querySelectorAll("[data-verdict]").forEach((button) => press(button, button.dataset.verdict === verdict));
  turn.querySelectorAll(".fn-flag").forEach((button) => press(button, rejected.includes(button.dataset.m)));
  turn.querySelector(".fn-expected").hidden = !asking;
  const line = turn.querySelector(".fn-said");
  line.hidden = !message;
  line.textContent = message;
}

function feedback(turn) {
  const { verdict, rejected, words } = judgementOf(turn);
  const all = [...turns.querySelectorAll("[data-answer]")];
  const earlier = all.slice(0, all.indexOf(turn)).slice(-50).map((other) => JSON.parse(other.dataset.answer));
  const citation = ({ dataset: { m, article, sha256, start, end } }) =>
    ({ article, sha256, start: Number(start), end: Number(end), rejected: rejected.includes(m) });
  return {
    ...JSON.parse(turn.dataset.answer),
    history: earlier.map(({ question, answer }) => ({ question, answer })),
    citations: [...turn.querySelectorAll(".fn-cite")].map(citation),
    verdict: verdict || (rejected.length ? "unsupported" : "withdrawn"),
    expected: verdict === "wrong" ? words : "",
  };
}

// One after the other, so that the last click is the last that is saved.
function send(request) {
  const failed = (error) => ({ saved: false, message: error instanceof Silent ? t("silent") : error.message });
  return (sending = sending.then(() => post("/room/judge", request)).catch(failed));
}

async function judge(turn, change) {
  const before = judgementOf(turn), id = turn.dataset.turn;
  judgements.set(id, { ...before, message: "", ...change });
  showJudgement(turn);
  const reply = await send(feedback(turn));
  judgements.set(id, { ...(reply.saved ? judgementOf(turn) : before), message: reply.message });
  const shown = document.getElementById(turn.id);
  if (shown) showJudgement(shown);
  announce(reply.message);
  return reply;
}

turns.addEventListener("click", (event) => {
  const button = event.target.closest("[data-verdict], .fn-flag");
  if (!button) return;
  const turn = button.closest(".fn-turn");
  const { verdict, rejected } = judgementOf(turn);
  if (button.dataset.m) {
    const others = rejected.filter((other) => other !== button.dataset.m);
    judge(turn, { rejected: others.length < rejected.length ? others : [...rejected, button.dataset.m] });
  } else {
    const chosen = button.dataset.verdict === verdict ? "" : button.dataset.verdict;
    judge(turn, { verdict: chosen, asking: chosen === "wrong" });
  }
});

turns.addEventListener("submit", async (event) => {
  event.preventDefault();
  const turn = event.target.closest(".fn-turn");
  const reply = await judge(turn, { words: turn.querySelector(".fn-expected textarea").value });
  if (!reply.saved || reply.missing) return;
  judgements.set(turn.dataset.turn, { ...judgementOf(turn), asking: false });
  showJudgement(turn);
  turn.querySelector("[data-verdict][aria-pressed=true]")?.focus();
});
