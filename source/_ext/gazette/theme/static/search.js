/* The page of the search: the query stands in the address, ?q=…&kind=…&year=…&issuer=…&status=…&sort=new. Words that
   readers see stand in the page (data-…), in its script. */
import { IS_NUMBER, ask, locate, toward } from "./names.js";
import { Index, once } from "./query.js";

const PAGE = 10;                 /* places that are shown at a time … */
const PER_DOCUMENT = 3;          /* … and of one document, until more are asked for */
const TURNS = 3;                 /* how often twice as much of long lists is read, until something fits; then on request */
const FILES = 4;                 /* that are fetched only to tell how many places there are */
const EXCERPT = 150;             /* characters */
const LEAD = 40;                 /* of them before the first word found */
const TITLE = document.title;
const MARKS = 5;                 /* different words that a link carries to the page */
const FACETS = 8;                /* choices of a filter that are all shown, also those without a hit */

const { place, standing, today, tellStatus, followPlace } = window.gazette;
const byId = (id) => document.getElementById(id);
const { index: files, names, pages } = byId("main").dataset;
const box = byId("search"), tally = byId("tally"), list = byId("results"), filters = byId("filters");
const page = (path) => new URL(pages.replace(/\/*$/, "/") + path, location.href);
const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
const fill = (form, ...values) => values.reduce((text, value) => text.replace("{}", value), form);

/* ── What is asked: the address is the one place that knows ── */
const asked = () => new URLSearchParams(location.search);
const go = (change) => {
  const query = asked();
  change(query);
  history.pushState(null, "", `?${query}`);
  followPlace();
  run();
};

/* ── The index: opened once, and again after a failure ── */
let opened;
const open = () => {
  opened ??= new Index(new URL(files, location.href), document.documentElement.lang).open()
    .then((index) => { offer(index); return index; });
  return opened;
};

/* ── Filters: for a document its value, or values; in all scripts the same in the address ── */
const TODAY = today();
const FACTS = {
  status: ({ turns }) => [standing(turns, TODAY).replace("ending", "effective").replace("Y", "-y")],
  kind: ({ kind }) => [kind],
  issuer: ({ issuers }) => issuers,
  year: ({ day }) => [day.slice(0, 4) || "none"],
};
const labels = (field, index) => ({
  status: (value) => byId("status").dataset[value.replace("-y", "Y")].split(" ").at(-1),
  kind: (value) => field.dataset.labels.split(",").find((pair) => pair.startsWith(`${value} `))?.split(" ")[1] ?? value,
  issuer: (value) => new Map(index.records.issuer).get(value),
  year: (value) => (value === "none" ? field.dataset.none : fill(field.dataset.label, value)),
});
const offer = (index) => {
  for (const field of filters.querySelectorAll("fieldset")) {
    const { name } = field.dataset, label = labels(field, index)[name];
    const choice = (value) => make("label", {}, make("input", { type: "checkbox", name, value }), label(value),
      make("span", { className: "num" }));
    field.replaceChildren(field.firstElementChild, ...index.records[name].map((of) => choice([of].flat()[0])));
  }
};
const years = () => asked().getAll("year").map((year) => year.replace("none", "")).sort();
const wants = ({ documents }, without) => {
  const query = asked();
  const names = Object.keys(FACTS).filter((name) => name !== without && query.has(name));
  const wanted = names.map((name) => [FACTS[name], query.getAll(name)]);
  return (at) => wanted.every(([of, values]) => of(documents.at(at)).some((value) => values.includes(value)));
};
/* Whether only some years have been looked through: of others nothing is known. */
const partial = ({ range: [low, high] }) => low > 0 || high < Infinity;
/* How many places each choice would leave: candidates, but for those that have been read and are no hits. */
const count = async (of) => {
  const { index, found } = of, query = asked();
  const known = found.numbers.filter((number) => !found.exact && index.has(number));
  const read = await Promise.all(known.map((number) => verify(of, number)));
  if (of !== results) return;
  const missed = new Set(known.filter((_, i) => !read[i]));
  const left = found.documents.map(([at, numbers]) => [at, numbers.filter((number) => !missed.has(number)).length]);
  const places = left.filter(([, number]) => number);       /* documents, and how many each has */
  const sure = found.exact || known.length === found.numbers.length;
  const part = partial(found);
  const told = (number, open) => (open ? (number && sure ? `≥${number}` : "") : number && !sure ? `≤${number}` : number);
  for (const field of filters.querySelectorAll("fieldset")) {
    const { name } = field.dataset, counts = new Map(), wanted = wants(index, name), open = found.more || (part && name === "year");
    for (const [at, number] of places) {
      if (!wanted(at)) continue;
      for (const value of FACTS[name](index.documents.at(at))) counts.set(value, (counts.get(value) ?? 0) + number);
    }
    const boxes = [...field.querySelectorAll("input")];
    for (const input of boxes) {
      const number = counts.get(input.value) ?? 0;
      input.checked = query.getAll(name).includes(input.value);
      input.disabled = !number && !open && !input.checked;
      input.parentElement.hidden = input.disabled && boxes.length > FACETS;
      input.nextElementSibling.textContent = told(number, open);
    }
  }
  filters.hidden = !places.length && !part;
};

/* ── A place that was found ── */
const marked = (text, ranges, from = 0, to = text.length) => {
  const parts = [];
  let at = from;
  for (const [start, end] of ranges) {
    if (end <= at || start >= to) continue;
    const first = Math.max(start, at), last = Math.min(end, to);
    parts.push(text.slice(at, first), make("mark", { textContent: text.slice(first, last) }));
    at = last;
  }
  return [...parts, text.slice(at, to)];
};
/* The text around the first occurrence of each word, cut where sentences begin. 1.2024年 begins with a number, 4.9亿元 not. */
const NUMBER = /^(?:第[^\u3000]{1,8}\u3000|[一二三四五六七八九十]+、|（[一二三四五六七八九十0-9]+）|[0-9]+(?:[.．][0-9]+)*[.．]?\u3000|[0-9]{1,3}[.．、](?!(?!(?:19|20)[0-9]{2}年)[0-9]))/;
const excerpt = ({ text, ranges }) => {
  const number = text.match(NUMBER)?.[0].length ?? 0;             /* stands beside it already */
  const start = number <= ranges[0][0] ? number : 0;
  if (text.length - start <= EXCERPT) return marked(text, ranges, start);
  const firsts = ranges.filter(([, , word], i) => ranges.findIndex((range) => range[2] === word) === i);
  const parts = [];
  let at = start;
  for (const [first, last] of firsts) {
    if (last <= at && parts.length) continue;
    let from = Math.max(at, first - LEAD);
    const sentence = text.slice(from, first).search(/[。；：\u3000](?!.*[。；：\u3000])/u);
    if (from > at && sentence >= 0) from += sentence + 1;
    const to = Math.max(last, Math.min(text.length, from + Math.ceil(EXCERPT / firsts.length)));
    if (from > at) parts.push("……");
    parts.push(...marked(text, ranges, from, to));
    at = to;
  }
  return at < text.length ? [...parts, "……"] : parts;
};
/* The page at the anchor, told to mark the words; marks.js takes them out of the address again. */
const target = (hit) => {
  const words = [...new Set(hit.ranges.map(([start, end]) => hit.text.slice(start, end)))].slice(0, MARKS);
  const url = page(hit.path);
  words.forEach((word) => url.searchParams.append("hl", word));
  url.hash = hit.anchor;
  return url.href;
};
const OTHER = [["head", /^(title|enclosed|docno|filing)$/], ["note", /^n[0-9]/], ["end", /^(signature|date|printed)$/], ["text", /^/]];
/* The name of the text that a place stands in, where the document encloses several, and the place; or what part of the
   document it is. The title of an enclosed text is followed by what stands before its first number. */
const named = ({ anchor, anchors, called, of, head, text, ranges }) => {
  const name = place(anchor, (id) => anchors.has(id), (annex) => called[annex]);
  if (name || (of && anchor in called)) return [/^f[0-9]/.test(anchor) ? "" : of, name];
  return ["", box.dataset[head ? "head" : text.lastIndexOf("\u3000", ranges[0][0]) > 0 && anchor === "enclosed" ? "text"
    : OTHER.find(([, form]) => form.test(anchor))[0]]];
};
/* A line ends before 第: 第十四条 and 第一款 stay whole. */
const ranks = (name) => name.split(/(?=第)/).map((textContent) => make("span", { textContent }));
const row = (hit) => {
  const [of, name] = named(hit);
  const link = make("a", { className: "t", href: target(hit) }, of, ...ranks(name));
  return make("li", { className: of ? "hit long" : "hit" }, make("h3", {}, link), make("p", {}, ...excerpt(hit)));
};

/* ── A document with its places ── */
/* Whether a place says no more than the title over it, in which all words stand. */
const repeats = ({ index, words }, { head, text, title }) => (head || text === title) && words.every((word) => index.ranges(title, [word]));
const group = (index, hits) => {
  const { document: at, title, docno, path } = hits[0];
  const { words } = results, inTitle = words.map((word) => index.ranges(title, [word]));
  const shown = hits.filter((hit) => !repeats(results, hit));
  const name = marked(title, inTitle.filter(Boolean).flat().sort((a, b) => a[0] - b[0]));
  const status = make("span", { className: "status" });
  const { turns, day } = index.documents.at(at);
  status.dataset.turns = turns;
  const head = hits.find((hit) => hit.head);
  const href = head ? target(head) : page(path).href;
  return make("li", { className: "of" },
    make("h2", {}, make("a", { className: "t", href }, ...name)),
    make("div", { className: "meta" }, status, ...(docno ? [make("span", { className: "docno", textContent: docno })] : []),
      ...(day ? [make("time", { dateTime: day, textContent: day.replace(/^(.*)-0?(.*)-0?(.*)$/, "$1年$2月$3日") })] : [])),
    make("ol", {}, ...shown.map(row)));
};

/* ── Results, as far as they are shown ── */
let results = null;              /* index, words, found, groups still to come, and what has been shown */
const ordered = (index, found, seen) => {
  const wanted = wants(index), groups = found.documents.filter(([at]) => wanted(at));
  if (asked().get("sort") === "new") groups.sort(([a], [b]) => b - a);
  return groups.map(([, numbers]) => numbers.filter((number) => !seen.has(number))).filter((numbers) => numbers.length);
};
/* Whether a candidate is a hit: told once, asked for again and again. */
const verify = ({ index, words, verdicts }, number) => once(verdicts, number, () => index.hit(number, words));
/* Takes candidates until so many are hits that are shown; none is taken where what tells of one cannot be read. */
const verified = async (of, numbers, most) => {
  const hits = [];
  let taken = 0;
  for (let shown = 0; taken < numbers.length && shown < most; taken++) {
    const hit = await verify(of, numbers[taken]);
    if (!hit) continue;
    hits.push(hit);
    shown += !repeats(of, hit);
  }
  numbers.splice(0, taken).forEach((number) => of.seen.add(number));
  return hits;
};
/* Reads what tells whether the next candidates are hits, all at once. */
const fetched = ({ index, groups }, room) => {
  const next = groups.slice(0, room).flatMap((numbers) => numbers.slice(0, PER_DOCUMENT)).slice(0, room);
  return Promise.all(next.map((number) => index.read(number)));
};
/* Shows the next places; where the reader asks for more, it looks through older documents until one fits. */
const show = async (of, further = false) => {
  const { index } = of;
  for (let room = PAGE; room > 0;) {
    for (let turn = 0; !of.groups.length && of.found.more && (turn < TURNS || further); turn++) {
      of.found = await index.candidates(of.query, of.found.blocks * 2, index.documents.range(years()));
      if (of !== results) return;
      of.groups = ordered(index, of.found, of.seen);
    }
    if (!of.groups.length) break;
    await fetched(of, room);
    const [numbers] = of.groups, hits = await verified(of, numbers, PER_DOCUMENT);
    if (of !== results) return;
    of.groups.shift();
    if (!hits.length) continue;
    of.hits += hits.length;
    of.documents += 1;
    room -= hits.length;
    const item = group(index, hits);
    if (numbers.length) {
      of.rests.push(numbers);
      item.append(rest(of, item.lastChild, numbers));
    }
    list.append(item);
    tellStatus();                                           /* at once, so that nothing moves later */
  }
  const alone = !of.hits && !of.found.more && !of.direct && !narrowed(of);
  const ours = alone ? inOurWords(of) : "";
  const near = alone && !ours ? await nearby(of.query).catch(() => []) : [];
  if (of !== results) return;
  if (ours) lead([[`?${new URLSearchParams({ q: ours })}`, ours]], "ours");
  else if (alone) lead(near, "near");
  await tell(of);
};
/* A reader who comes back from a place that was found sees what had been shown, where it was. */
const again = async (of) => {
  const { documents, at } = history.state ?? {};
  while (of === results && of.documents < documents && !byId("more").hidden) await show(of, true);
  if (of === results && at) scrollTo(0, at);
};
list.addEventListener("click", ({ target }) => {
  if (results && target.closest("a")) history.replaceState({ documents: results.documents, at: scrollY }, "");
});
/* A button at work: pressed again it does nothing; what fails is told, and can be asked for again. */
const press = async (of, button, work) => {
  if (of.pressed.has(button)) return;
  of.pressed.add(button);
  button.ariaBusy = "true";
  try {
    await work();
  } catch {
    opened = undefined;                                     /* for the next question: a new release has new files */
    if (of === results) tally.textContent = tally.dataset.failed;
  } finally {
    of.pressed.delete(button);
    button.ariaBusy = null;
  }
};
/* The other places of a document, on request. */
const rest = (of, places, numbers) => {
  const button = make("button", { type: "button", className: "rest", textContent: list.dataset.rest });
  button.onclick = () => press(of, button, async () => {
    const hits = await verified(of, numbers, Infinity);
    of.hits += hits.length;
    const rows = hits.filter((hit) => !repeats(of, hit)).map(row);
    places.append(...rows);
    button.remove();
    rows[0]?.querySelector("a").focus();
    await tell(of);
  });
  return button;
};
/* Whether it is for a filter that nothing may be shown. */
const narrowed = ({ found }) => Object.keys(FACTS).some((name) => asked().has(name)) && (found.numbers.length > 0 || partial(found));
/* Says how many there are: of what is not shown yet, what can be told without fetching more than a few files. */
const tell = async (of) => {
  const { index, found } = of, waiting = [...of.groups, ...of.rests], unread = found.exact ? [] : waiting.flat();
  if (index.missing(unread) <= FILES) await Promise.all(unread.map((number) => index.read(number)));
  let { hits, documents } = of, sure = !found.more;
  for (const [at, numbers] of waiting.entries()) {
    const known = numbers.filter((number) => found.exact || index.has(number));
    const read = found.exact ? known : await Promise.all(known.map((number) => verify(of, number)));
    const there = read.filter((hit) => hit !== null);
    sure &&= known.length === numbers.length;
    hits += there.length;
    if (at < of.groups.length && there.length) documents += 1;
  }
  if (of !== results) return;
  const filtered = narrowed(of);
  tally.textContent = hits ? fill(tally.dataset[sure ? "all" : "least"], hits, documents)
    : tally.dataset[found.more ? "unseen" : filtered ? "filtered" : of.direct ? "besides" : "none"];
  byId("more").hidden = !of.groups.length && !found.more;
  byId("sorts").hidden = !hits;
  byId("help").hidden = hits > 0 || filtered || of.direct;
  await count(of);
};

/* ── 文号, 备案号, titles and places: straight to the document ── */
const resolve = (query, nearby) => (/^["“「]/.test(query) || query.length < 3 ? { fits: [], near: [] } : ask(query, names.replace(/\/*$/, "/"), nearby));
const direct = async (query) => {
  const { fits, exact, wanted } = await resolve(query, false);
  const found = await Promise.all(fits.slice(0, 3).map(async (row) => [row, await locate(row, wanted, pages)]));
  const [[fit, where] = []] = found;
  if (found.length === 1 && exact && IS_NUMBER.test(fit[0]) && !where.missing) location.replace(where.href);
  return found.map(([row, { href, missing }]) => [href, row[1] + (missing ? fill(byId("direct").dataset.lacking, wanted.words) : wanted.words)]);
};
/* Where no text has the words, names that are like them: half a title, with a place behind it. */
const nearby = async (query) => {
  const { near, wanted } = await resolve(query, true);
  return near.slice(0, 3).map((row) => [toward(row, wanted, pages), row[1] + wanted.words]);
};
/* A query in the words of the gazettes, where it is in those of another region; else nothing. */
const inOurWords = ({ index, query }) => {
  let text = query;
  for (const [theirs, ours] of box.dataset.regional.split(",").map((pair) => pair.trim().split(" "))) {
    const { folded, starts, ends } = index.fold(text), word = index.fold(theirs).folded;
    for (let at = folded.length; (at = folded.slice(0, at).lastIndexOf(word)) >= 0;) {
      text = text.slice(0, starts[at]) + ours + text.slice(ends[at + word.length - 1]);
    }
  }
  return text === query ? "" : text;
};
const lead = (links, key) => {
  const box = byId("direct");
  box.replaceChildren(make("b", { textContent: box.dataset[key] }), ...links.map(([href, textContent]) => make("a", { className: "t", href, textContent })));
  box.hidden = !links.length;
};

/* ── The page ── */
const blank = (query) => {
  byId("q").value = query;
  const title = byId("search").querySelector("h1");
  title.textContent = !query ? title.dataset.title : /^["“「]/.test(query) ? query : fill(box.dataset.quote, query);
  document.title = query ? `${title.textContent}　${TITLE}` : TITLE;
  list.replaceChildren();
  byId("direct").hidden = byId("more").hidden = true;
  byId("help").hidden = query !== "";
  byId("sorts").hidden = !query;
  for (const link of byId("sorts").querySelectorAll("a")) {
    const to = asked();
    to.delete("sort");
    if (link.dataset.sort) to.set("sort", link.dataset.sort);
    link.href = `?${to}`;
    link.ariaCurrent = (asked().get("sort") ?? "") === link.dataset.sort ? "true" : null;
  }
};
const run = async () => {
  const query = (asked().get("q") ?? "").trim();
  blank(query);
  results = null;
  tally.textContent = query ? tally.dataset.busy : "";
  if (!query) { filters.hidden = true; return; }
  const of = results = { query, seen: new Set(), verdicts: new Map(), hits: 0, documents: 0, rests: [], pressed: new Set() };
  try {
    const leading = direct(query).catch(() => []);
    of.index = await open();
    of.found = await of.index.candidates(query);
    of.words = of.found.words;
    of.groups = ordered(of.index, of.found, of.seen);
    const [links] = await Promise.all([leading, fetched(of, PAGE), count(of)]);   /* so that nothing moves later */
    if (of !== results) return;
    lead(links, "direct");
    of.direct = links.length > 0;
    await show(of);
    await again(of);
  } catch (error) {
    opened = undefined;                                     /* a new release has new files */
    if (of !== results) return;
    tally.textContent = tally.dataset[error.message === "schema" ? "old" : "failed"];
    byId("help").hidden = false;
  }
};

byId("search").querySelector(".late").remove();
byId("q").addEventListener("focus", () => open().catch(() => { opened = undefined; }), { once: true });
byId("q").form.addEventListener("submit", (event) => {
  event.preventDefault();
  const query = byId("q").value.trim();
  go((to) => { for (const name of [...to.keys()]) to.delete(name); if (query) to.set("q", query); });
});
filters.addEventListener("change", () => go((to) => {
  for (const name of Object.keys(FACTS)) to.delete(name);
  for (const [name, value] of new FormData(filters)) to.append(name, value);
}));
filters.addEventListener("reset", (event) => {
  event.preventDefault();
  go((to) => Object.keys(FACTS).forEach((name) => to.delete(name)));
});
byId("sorts").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go((to) => { to.delete("sort"); if (link.dataset.sort) to.set("sort", link.dataset.sort); });
});
byId("more").addEventListener("click", ({ target }) => { const of = results; if (of) press(of, target, () => show(of, true)); });
addEventListener("popstate", run);
run();
