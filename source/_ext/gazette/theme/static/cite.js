/* The resolver: leads to what a citation means, or says what it can mean. */
import { address, ask, locate } from "./names.js";

const box = document.getElementById("cite-answer");
const list = document.getElementById("cite-choices");
const query = new URLSearchParams(location.search).get("q")?.trim();

const show = (text, rows, extra) => {
  box.textContent = text;
  list.replaceChildren(...rows.map(([label, href]) => {
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("a"), { href, textContent: label }));
    return item;
  }));
  if (extra) {
    box.append(" ", Object.assign(document.createElement("a"), { href: `${box.dataset.search}?q=${encodeURIComponent(query)}`, textContent: box.dataset.full }));
  }
};

const answer = async () => {
  const { pages, root, found, near, none, place } = box.dataset;
  const choices = (rows) => rows.slice(0, 12).map((row) => [row[1], address(row, pages)]);
  const meant = await ask(query, root);
  if (!meant.fits.length) return show(meant.near.length ? near : none, choices(meant.near), true);
  if (meant.fits.length > 1 || !meant.exact) return show(meant.exact ? found : near, choices(meant.fits), true);
  const [row] = meant.fits;
  const { href, missing } = await locate(row, meant.wanted, pages);
  if (missing) show(place + meant.wanted.words, [[row[1], href]]);
  else location.replace(href);
};

if (box && query) {
  document.getElementById("cite-q").value = query;
  answer().catch(() => show(box.dataset.failed, [], true));
}
