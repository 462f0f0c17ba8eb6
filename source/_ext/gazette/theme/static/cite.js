/* The resolver: leads to what a citation means, or says what it can mean. */
import { ask, locate, toward } from "./names.js";

const box = document.getElementById("cite-answer");
const list = document.getElementById("cite-choices");
const query = new URLSearchParams(location.search).get("q")?.trim();

const link = (href, textContent) => Object.assign(document.createElement("a"), { href, textContent });
/* What is said, and links; the last, to the search, stands beside the words where it is the only one. */
const show = (text, links) => {
  const search = link(`${box.dataset.search}?q=${encodeURIComponent(query)}`, box.dataset.full);
  box.replaceChildren(text, ...(links.length ? [] : [" ", search]));
  list.replaceChildren(...(links.length ? [...links, search] : []).map((a) => {
    const item = document.createElement("li");
    item.append(a);
    return item;
  }));
};

const answer = async () => {
  const { pages, root, found, near, none, place } = box.dataset;
  const meant = await ask(query, root), { wanted } = meant;
  const choices = (rows) => rows.slice(0, 12).map((row) => link(toward(row, wanted, pages), row[1] + wanted.words));
  if (!meant.fits.length) return show(meant.near.length ? near : none, choices(meant.near));
  if (meant.fits.length > 1 || !meant.exact) return show(meant.exact ? found : near, choices(meant.fits));
  const [row] = meant.fits;
  const { href, missing } = await locate(row, wanted, pages);
  if (missing) show(place + wanted.words, [link(href, row[1])]);
  else location.replace(href);
};

if (box && query) {
  document.getElementById("cite-q").value = query;
  answer().catch(() => show(box.dataset.failed, []));
}
