// What is asked of the server of this page, and nothing else is.
export class Silent extends Error {}

// All that a page asks is asked of the library that it was loaded with, whatever another window chose meanwhile.
const library = document.body.dataset.library;
export const ofLibrary = library ? { "X-Footnote-Library": library } : {}; // the page to sign in is of none

// Where a link leads: to the same library, where there are several.
export function here(path) {
  if (!document.getElementById("fn-libraries")) return path;
  const address = new URL(path, location.href);
  if (address.pathname === location.pathname && address.hash) address.search = location.search;
  else if (!address.searchParams.has("library")) address.searchParams.set("library", library);
  return address.pathname + address.search + address.hash;
}

export const visit = (path) => location.assign(here(path));

async function reply(request) {
  const response = await request.catch(() => { throw new Silent(); });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.detail ?? response.statusText);
  return body;
}

export const get = (path) => reply(fetch(path, { headers: { Accept: "application/json", ...ofLibrary } }));

export const post = (path, body, options = {}) => reply(fetch(path, {
  method: "POST", headers: { "Content-Type": "application/json", ...ofLibrary }, body: JSON.stringify(body), ...options,
}));

// Yields what the server sends of an answer as it grows. Gradio's queue says who is next.
export async function* ask(wanted, signal) {
  const { event_id: id } = await post("/gradio_api/call/ask", { data: [wanted] });
  const response = await fetch(`/gradio_api/call/ask/${id}`, { signal }).catch(() => { throw new Silent(); });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read().catch(() => { throw new Silent(); });
    if (done) throw new Silent();
    const events = (rest + value).split("\n\n");
    rest = events.pop();
    for (const event of events) {
      const [, name, data] = /^event: (\w+)\ndata: (.*)$/s.exec(event) ?? [];
      if (name === "generating") yield JSON.parse(data)[0];
      if (name === "complete") return;
      if (name === "error") throw new Silent(); // the server stopped under it; what can be told is an event
    }
  }
}
