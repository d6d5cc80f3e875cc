// The files that were dropped on a page, those of folders too: each with its name below what was dropped.
const MOST = 10000;

const fileOf = (entry) => new Promise((resolve, reject) => entry.file(resolve, reject));
const entriesOf = (reader) => new Promise((resolve, reject) => reader.readEntries(resolve, reject));

async function* below(entry) {
  if (entry.isFile) yield [entry.fullPath.replace(/^\//, ""), await fileOf(entry)];
  if (!entry.isDirectory || entry.name.startsWith(".")) return;
  const reader = entry.createReader();
  for (let some = await entriesOf(reader); some.length; some = await entriesOf(reader))
    for (const one of some) yield* below(one);
}

// The entries have to be taken before anything is waited for: the browser forgets them then.
export async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files].map((file) => [file.name, file]);
  const files = [];
  for (const entry of entries)
    for await (const file of below(entry)) if (files.push(file) >= MOST) return files;
  return files;
}
