// Files that are dropped on a page, and how they are sent to the library.
import { t } from "./texts.js";
import { dropped } from "./dropped.js";

// Sends files; returns how many were kept, and the names of those that were not, each with the reason.
export async function send(files) {
  const refused = [];
  let sent = 0;
  for (const [name, file] of files) {
    const response = await fetch(`/library/file?name=${encodeURIComponent(name)}`, {
      method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file,
    });
    const done = await response.json();
    if (!response.ok) throw new Error(done.detail ?? response.statusText);
    if (done.reason) refused.push([name, done.reason]);
    else sent += 1;
  }
  return { sent, refused };
}

export function sentLine(sent, refused) {
  const parts = [sent ? t("sent", { n: sent }) : "", refused.length ? t("not_taken", { n: refused.length }) : ""];
  return parts.filter(Boolean).join(", ");
}

// Calls `take` with the files that are dropped anywhere on the page, as soon as they are known.
export function onDrop(take) {
  const over = document.getElementById("fn-over");
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
    take(dropped(event.dataTransfer));
  });
}
