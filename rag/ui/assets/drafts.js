// What is typed and set for each conversation, "" for the next one, kept while the window is open.
const library = document.body.dataset.library;
const keep = (name, value) => { try { sessionStorage.setItem(`${library}-${name}`, value); } catch { /* kept nowhere */ } };
const kept = (name) => { try { return sessionStorage.getItem(`${library}-${name}`) ?? ""; } catch { return ""; } };

export const draftOf = (talk) => kept(`fn-draft-${talk}`);
export const keepDraft = (talk, text) => keep(`fn-draft-${talk}`, text);
export const limitsOf = (talk) => JSON.parse(kept(`fn-limits-${talk}`) || "{}");
export const knowsLimitsOf = (talk) => kept(`fn-limits-${talk}`) !== "";
export const keepLimits = (talk, limits) => keep(`fn-limits-${talk}`, JSON.stringify(limits));
