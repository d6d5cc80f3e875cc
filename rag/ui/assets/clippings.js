// The clippings: put in order, noted, deleted and brought back, copied, exported.
import { get, post, visit } from "./net.js";
import { t } from "./texts.js";
import { say, toClipboard } from "./frame.js";
import { menuItem, openPopup } from "./popup.js";
import { quoteInto } from "./draft.js";

const list = document.getElementById("fn-clippings");
const ids = () => [...list.children].map((item) => item.dataset.id);

async function move(item, other, place, button) {
  if (!other) return;
  other[place](item);
  button.focus();
  await post("/clippings/order", { ids: ids() });
}

// Without any there is nothing to hand on.
function tellNone() {
  const none = !list.children.length;
  document.getElementById("fn-clippings-none").hidden = !none;
  document.querySelectorAll("[data-do=copy-all], [data-do=export]").forEach((button) => (button.hidden = none));
}

async function remove(item) {
  const { id } = item.dataset;
  await post("/clippings/delete", { id });
  const next = item.nextElementSibling ?? item.previousElementSibling;
  item.remove();
  tellNone();
  say(t("clipping_deleted"), async () => { await post("/clippings/restore", { id }); location.reload(); });
  (next?.querySelector("[data-do=delete]") ?? document.querySelector("#fn-undo button")).focus();
}

const ACTIONS = {
  up: (item, button) => move(item, item.previousElementSibling, "before", button),
  down: (item, button) => move(item, item.nextElementSibling, "after", button),
  delete: remove,
  "to-draft": (item) => quoteInto({ clipping: item.dataset.id }),
  export: async (_, button) => {
    const { formats } = await get("/room/formats");
    openPopup(button, formats.filter(({ id }) => id !== "pack").map(({ id, label }) => menuItem(label, () => visit(`/clippings/export/${id}`))));
  },
  "copy-all": async () => {
    await toClipboard(await get("/clippings/copy"), t("copied"));
  },
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) ACTIONS[button.dataset.do]?.(button.closest(".fn-clipping"), button);
});
list.addEventListener("change", (event) => {
  const item = event.target.closest(".fn-clipping");
  if (item) post("/clippings/note", { id: item.dataset.id, note: event.target.value });
});
