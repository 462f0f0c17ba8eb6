/* Marks the words that a result of the search has led to: ?hl=…, which it takes out of the address, so that what is copied
   is the address of the place. */
const { followPlace, OURS } = window.gazette;
const MOST = 500;

/* The characters of the text without spaces, and for each its node and where it stands in it. */
const characters = (roots, isApart) => {
  let text = "";
  const at = [];
  for (const root of roots) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
      node.nodeType === Node.TEXT_NODE ? NodeFilter.FILTER_ACCEPT : isApart(node) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      [...node.data.split("")].forEach((unit, i) => { if (/\S/.test(unit)) { text += unit; at.push([node, i]); } });
    }
  }
  return { text, at };
};
const wrap = (node, places) => {
  const parts = [];
  let from = 0;
  for (let i = 0; i < places.length; i++) {
    const start = places[i];
    while (places[i + 1] === places[i] + 1) i += 1;
    parts.push(node.data.slice(from, start), Object.assign(document.createElement("mark"), { textContent: node.data.slice(start, places[i] + 1) }));
    from = places[i] + 1;
  }
  node.replaceWith(...parts, node.data.slice(from));
};

const url = new URL(location.href);
const words = url.searchParams.getAll("hl").map((word) => word.replace(/\s+/g, "")).filter(Boolean);
url.searchParams.delete("hl");
history.replaceState(history.state, "", url);
followPlace();
const target = document.getElementById(decodeURIComponent(url.hash.slice(1)));
const note = target?.closest(".note");
note?.querySelector("details").setAttribute("open", "");
const { text, at } = note ? characters([note], () => false)
  : characters(document.querySelectorAll("article.doc > :is(h1, .facts, .text)"), (node) => node.matches(OURS));
const nodes = new Map();
let marks = 0;
for (const word of words) {
  for (let i = text.indexOf(word); i >= 0 && marks < MOST; i = text.indexOf(word, i + word.length), marks++) {
    for (const [node, place] of at.slice(i, i + word.length)) nodes.set(node, (nodes.get(node) ?? new Set()).add(place));
  }
}
for (const [node, places] of nodes) wrap(node, [...places].sort((a, b) => a - b));
/* The first at the place or behind it comes into view, where the place itself does not show it. */
const first = [...document.querySelectorAll("mark")].find((mark) => !target || target.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING);
const seen = first?.getBoundingClientRect();
if (seen && (seen.top < 60 || seen.bottom > innerHeight - 20)) first.scrollIntoView({ block: "center" });
