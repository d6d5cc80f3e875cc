// What the page says, from the catalogue that the server put into it; see rag/ui/catalogue.py for its rules.
const texts = JSON.parse(document.getElementById("fn-texts").textContent);
const language = document.documentElement.lang;

export function t(key, values = {}) {
  let text = texts[key];
  if ("n" in values && text.includes(" | ")) text = text.split(" | ")[values.n === 1 ? 0 : 1];
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
const UNITS = [["year", 31557600], ["month", 2629800], ["week", 604800], ["day", 86400], ["hour", 3600], ["minute", 60]];

function ago(date) {
  const seconds = (date - Date.now()) / 1000;
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ["minute", 60];
  return relative.format(Math.trunc(seconds / size), unit);
}

// A day without a time of day is that day here, not midnight in Greenwich.
const moment = (iso) => new Date(iso.length === 10 ? `${iso}T00:00` : iso);

export function tellTimes(root = document) {
  for (const time of root.querySelectorAll("[data-ago]")) {
    const then = moment(time.dateTime);
    time.textContent = time.dateTime.length === 10 && Date.now() - then < 86400000 ? t("today") : ago(then);
    time.title = then.toLocaleString(language, time.dateTime.length === 10 ? { dateStyle: "long" } : { dateStyle: "long", timeStyle: "short" });
  }
}

export function dayName(iso) {
  const midnight = new Date().setHours(0, 0, 0, 0);
  const days = Math.ceil((midnight - new Date(iso)) / 86400000);
  return days <= 0 ? t("today") : days === 1 ? t("yesterday") : days <= 7 ? t("last_week") : t("earlier");
}
