// The Benchmarks page: a question file is read here and sent, questions are made, and how far it is is told.
import { get, post, Silent, visit } from "./net.js";
import { t } from "./texts.js";
import { announce, say, tellFacts } from "./frame.js";

const EVERY = 700;   // milliseconds between two looks at a job
const file = document.getElementById("fn-file");
const drop = document.getElementById("fn-drop");
const count = document.getElementById("fn-count");
const box = document.getElementById("fn-job");
const line = document.getElementById("fn-job-text");
const bar = document.getElementById("fn-job-share");
const stopButton = box.querySelector("button");
let watching = false;

const told = (error) => (error instanceof Silent ? t("silent") : error.message || t("failed"));

function tell({ state, text, share }) {
  const open = state === "waiting" || state === "running";
  box.hidden = state === "none";
  box.classList.toggle("is-bad", state === "failed");
  line.textContent = text;
  bar.value = share;
  bar.hidden = stopButton.hidden = !open;
  return open;
}

// Follows a job to its end; what comes of one that was begun here is opened.
async function watch() {
  if (watching) return;
  watching = true;
  try {
    for (;;) {
      const job = await get("/benchmarks/job");
      if (!tell(job)) {
        announce(job.text);
        if (job.state === "done") visit(`/benchmarks?run=${job.run}`);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, EVERY));
    }
  } catch (error) {
    say(told(error));
  } finally {
    watching = false;
  }
}

async function begin(path, body) {
  try {
    await post(path, body);
    await watch();
  } catch (error) {
    tell({ state: "failed", text: told(error), share: 0 });
    announce(told(error));
  }
}

async function score(chosen) {
  if (!chosen) return;
  if (chosen.size > Number(file.dataset.largest)) {
    return void tell({ state: "failed", text: t("file_too_large", { name: chosen.name }), share: 0 });
  }
  await begin("/benchmarks/score", { name: chosen.name, text: await chosen.text() });
}

const ACTIONS = {
  "stop-job": () => post("/benchmarks/stop", {}),
  download: () => { if (count.reportValidity()) visit(`/benchmarks/questions?count=${count.value}`); },
  "delete-run": async (button) => {
    await post("/benchmarks/delete", { run: button.dataset.run });
    visit("/benchmarks");
  },
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  ACTIONS[button?.dataset.do]?.(button)?.catch?.((error) => say(told(error)));
});
file.addEventListener("change", () => { score(file.files[0]); file.value = ""; });
for (const [name, over] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
  drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.toggle("is-over", over); });
}
drop.addEventListener("drop", (event) => score(event.dataTransfer.files[0]));
document.getElementById("fn-make").addEventListener("submit", (event) => {
  event.preventDefault();
  begin("/benchmarks/make", { count: Number(count.value) });
});

tellFacts().catch(() => {});
get("/benchmarks/job").then((job) => { if (tell(job.state === "done" ? { ...job, state: "none" } : job)) watch(); }).catch(() => {});
