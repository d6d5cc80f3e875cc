// One small window for menus and choices, beside what opened it. Esc and a click elsewhere close it.
const popup = document.getElementById("fn-popup");
let opener = null;

export function openPopup(beside, content, { onClose } = {}) {
  if (opener === beside) return closePopup();
  closePopup();
  opener = beside;
  popup.replaceChildren(...content);
  popup.onclose = onClose;
  popup.setAttribute("aria-label", beside.getAttribute("aria-label") ?? beside.textContent.trim());
  popup.hidden = false;
  beside.setAttribute("aria-expanded", "true");
  const at = beside.getBoundingClientRect(), size = popup.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left, innerWidth - size.width - 8));
  const below = at.bottom + 4 + size.height < innerHeight;
  popup.style.left = `${left}px`;
  popup.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - size.height - 4)}px`;
  popup.querySelector("input, button")?.focus();
}

export function closePopup(returnFocus = false) {
  if (!opener) return false;
  const closed = opener, done = popup.onclose;
  opener = null;
  popup.hidden = true;
  popup.replaceChildren();
  closed.setAttribute("aria-expanded", "false");
  if (returnFocus) closed.focus();
  done?.();
  return true;
}

export function menuItem(label, action, css = "") {
  const item = document.createElement("button");
  item.type = "button";
  item.className = `fn-menu-item ${css}`;
  item.textContent = label;
  item.addEventListener("click", () => { closePopup(); action(); });
  return item;
}

document.addEventListener("pointerdown", (event) => {
  if (opener && !popup.contains(event.target) && !opener.contains(event.target)) closePopup();
});
popup.addEventListener("keydown", (event) => {
  const items = [...popup.querySelectorAll("button, input")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.target.type === "date" || event.target.type === "search") return;
  event.preventDefault();
  items[(items.indexOf(document.activeElement) + step + items.length) % items.length]?.focus();
});
