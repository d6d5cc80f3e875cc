// The clippings: put in order, noted, deleted and brought back, copied, exported.
import { get, post } from "./net.js";
import { t } from "./texts.js";
import { say, toClipboard } from "./frame.js";
import { menuItem, openPopup } from "./popup.js";

const list = document.getElementById("fn-clippings");
const ids = () => [...list.children].map((item) => item.dataset.id);

async function move(item, other, place) {
  if (!other) return;
  other[place](item);
  await post("/clippings/order", { ids: ids() });
}

async function remove(item) {
  const { id } = item.dataset;
  await post("/clippings/delete", { id });
  item.remove();
  say(t("clipping_deleted"), async () => { await post("/clippings/restore", { id }); location.reload(); });
}

const ACTIONS = {
  up: (item) => move(item, item.previousElementSibling, "before"),
  down: (item) => move(item, item.nextElementSibling, "after"),
  delete: remove,
  export: async (_, button) => {
    const { formats } = await get("/room/formats");
    openPopup(button, formats.filter(({ id }) => id !== "pack").map(({ id, label }) => menuItem(label, () => location.assign(`/clippings/export/${id}`))));
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
