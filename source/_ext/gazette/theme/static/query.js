/* Reads the search index; what its files hold is told in gazette/search/index.py. Knows nothing of the page. */
import { DIGITS, digits, docnos, numeral } from "./names.js";

const AT_ONCE = 8;         /* requests */
const NAME = 12;           /* characters of a file's name */
const NAMED = 256;         /* files of texts whose names stand in one file */
const LEAF = 1024;         /* documents whose facts stand in one file */
const SPAN = 64;           /* records of a file of texts; a document begins at a multiple of it */
const PICKS = 8;           /* bigrams of a word that may be asked for, the rarest first … */
const AHEAD = 4;           /* … and of those of all words that are fetched at once */
const LIKELY = 10;         /* candidates of which the names of files are fetched before it is known which come first */
const FEW = 12;            /* candidates that are sooner read than told apart by a further bigram */
const BLOCKS = 2;          /* blocks of a long list that are read at a time … */
const BESIDE = 2;          /* … and for each of them, of another list that must have the same records */
const ALL = [0, Infinity];  /* numbers of records */
const END = "\0";          /* stands behind the last character of a record */
export const SCHEMA = 6;

/* The file of texts in which a record stands. */
const fileOf = (number) => Math.floor(number / SPAN);

/* What a map holds for a key: made once, and again where that has failed. */
export const once = (made, key, make) => {
  if (!made.has(key)) made.set(key, make().catch((error) => { made.delete(key); throw error; }));
  return made.get(key);
};

/* ── Files ── */

/* The bytes of an answer, unpacked; a host that has unpacked them itself is not trusted to say so. */
const unpacked = async (answer) => {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (![0x1f, 0x8b, 8, 0].every((byte, i) => bytes[i] === byte)) return bytes;
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
};

class Folder {
  static #running = 0;
  static #waiting = [];
  #files = new Map();
  constructor(address) { this.address = address; }

  /* The content of a file, read once. */
  bytes(name) { return once(this.#files, name, () => this.#fetch(name)); }
  async json(name) { return JSON.parse(new TextDecoder().decode(await this.bytes(name))); }

  async #fetch(name) {
    if (Folder.#running >= AT_ONCE) await new Promise((go) => Folder.#waiting.push(go));
    Folder.#running += 1;
    try {
      const answer = await fetch(`${this.address}${name}.gz`);
      if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
      return await unpacked(answer);
    } finally {
      Folder.#running -= 1;
      Folder.#waiting.shift()?.();
    }
  }
}

/* The position of the last of ascending values that is not above one; -1 when all are. */
const last = (values, above) => {
  let low = 0, high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (above(values[middle])) high = middle; else low = middle + 1;
  }
  return low - 1;
};
const name = (files, at) => files.slice(at * NAME, (at + 1) * NAME);

/* Bigrams compare by code points, as in Python: UTF-16 units would put some characters elsewhere. */
const before = (a, b) => {
  const [x, y] = [[...a], [...b]].map((chars) => chars.map((c) => c.codePointAt(0)));
  return x[0] === y[0] ? (x[1] ?? 0) < (y[1] ?? 0) : x[0] < y[0];
};

class Reader {
  constructor(bytes) { this.bytes = bytes; this.at = 0; }
  number() {
    let value = 0, unit = 1, byte;
    do {
      byte = this.bytes[this.at++];
      value += (byte & 0x7f) * unit;
      unit *= 128;
    } while (byte > 0x7f);
    return value;
  }
  take(size) { return this.bytes.subarray(this.at, this.at += size); }
}
const numbers = (bytes) => {
  const reader = new Reader(bytes), found = [];
  let number = -1;
  while (reader.at < bytes.length) found.push(number += reader.number());
  return found;
};

/* The records of a bigram: the heads that have it, and the others in parts that are read when they are needed, the
   newest first. */
class List {
  constructor(bytes, mark, files) {
    const reader = new Reader(bytes);
    const heads = mark & 2 ? numbers(reader.take(reader.number())).map((number) => number * SPAN) : [];
    const rest = bytes.subarray(reader.at), cut = mark % 2 === 1;
    this.heads = heads;
    this.cut = cut;
    this.parts = cut ? List.#directory(rest, files) : [{ first: 0, last: Infinity, read: async () => numbers(rest) }];
    this.size = cut ? this.parts.length * 8192 : bytes.length;
  }
  static #directory(bytes, files) {
    const reader = new Reader(bytes), parts = [];
    let end = -1;
    while (reader.at < bytes.length) {
      const first = end + reader.number();
      end = first + reader.number();
      const file = [...reader.take(NAME / 2)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      parts.unshift({ first, last: end, read: async () => numbers(await files.bytes(file)) });
    }
    return parts;
  }
  /* The parts that can have numbers from one to another. */
  within(first, end) { return this.parts.filter((part) => part.first <= end && part.last >= first); }
}

/* The records of a bigram within a range of numbers, and those of them that another has, too: all heads, and of the others
   the newest; of the many lists of a single character all. `more` when there are others. */
const together = async (parts) => new Set((await Promise.all(parts.map((part) => part.read()))).flat());
const newest = (lists, parts, most) => (lists.length > 1 ? parts : parts.slice(0, most));
const heads = (lists) => new Set(lists.flatMap((list) => list.heads));
const started = async (lists, most, [low, high]) => {
  const parts = lists.flatMap((list) => list.within(low, high)), near = newest(lists, parts, most);
  const within = (numbers) => [...numbers].filter((number) => low <= number && number < high);
  return { heads: within(heads(lists)), others: within(await together(near)).sort((a, b) => a - b), more: near.length < parts.length };
};
const narrowed = async (found, lists, most) => {
  const { others, more } = found, parts = others.length ? lists.flatMap((list) => list.within(others[0], others.at(-1))) : [];
  const near = newest(lists, parts, most), same = await together(near), named = heads(lists);
  return {
    heads: found.heads.filter((number) => named.has(number)),
    others: others.filter((number) => same.has(number)),
    more: more || near.length < parts.length,
  };
};

/* ── Documents: what results are chosen by and ranked by; in leaves, of which the last stands in the manifest ── */

class Documents {
  #from = [];               /* for each leaf that is there the numbers of the heads */
  #facts = [];              /* for each leaf that is there its documents */
  constructor(files, { firsts, days, leaves, documents }) {
    Object.assign(this, { files, firsts, days, leaves });
    this.#take(firsts.length - 1, documents);
  }
  /* The numbers, from the first on and before the last, that records of documents of some years can have, which stand in
     the order of their days; of all documents where no year is told. */
  range(years) {
    const [oldest, newest] = [years[0], years.at(-1)], until = (leaf) => this.days[leaf + 1]?.slice(0, 4) ?? "9999";
    const leaves = this.days.flatMap((day, leaf) => (day.slice(0, 4) <= newest && oldest <= until(leaf) ? [leaf] : []));
    return leaves.length ? [this.firsts[leaves[0]], this.firsts[leaves.at(-1) + 1] ?? Infinity] : ALL;
  }
  #leaf(number) { return last(this.firsts, (first) => first > number); }
  #take(leaf, { span, ended, kind, day, names, issuers, turns }) {
    const over = new Set(ended);
    let next = this.firsts[leaf];
    this.#from[leaf] = span.map((of) => (next += of * SPAN) - of * SPAN);
    this.#facts[leaf] = this.#from[leaf].map((first, i) => ({
      first, kind: kind[i], day: day[i], turns: turns[i], ended: over.has(i), issuers: issuers[i].map((at) => names[at]),
    }));
  }
  /* Fetches what is known of the documents of some records; must be done before it is asked for. */
  async fetch(numbers) {
    const leaves = [...new Set(numbers.map((number) => this.#leaf(number)))].filter((leaf) => !this.#facts[leaf]);
    await Promise.all(leaves.map(async (leaf) => this.#take(leaf, await this.files.json(name(this.leaves, leaf)))));
  }
  /* The number of a record's document, and what is known of it. */
  of(number, leaf = this.#leaf(number)) { return leaf * LEAF + last(this.#from[leaf], (first) => first > number); }
  at(document) { return this.#facts[Math.floor(document / LEAF)][document % LEAF]; }
}

/* ── Numerals: 第12条 is 第十二条, 2019年 is 二〇一九年 ── */

const han = (number) => {
  let text = "";
  for (const [unit, value] of [["千", 1000], ["百", 100], ["十", 10], ["", 1]]) {
    const digit = Math.floor(number / value) % 10;
    if (digit) text += DIGITS[digit] + unit;
    else if (text && number % value && !text.endsWith("零")) text += "零";
  }
  return text.replace(/^一十/, "十");
};
const arabic = (text) => {
  if (/^[〇零一二三四五六七八九]{4}$/.test(text)) return digits(text);
  const value = numeral(text);
  return value && han(value) === text ? String(value) : null;
};
const other = (run) => {
  if (!/^[0-9]+$/.test(run)) return arabic(run);
  if (/^[12][0-9]{3}$/.test(run)) return [...run].map((d) => DIGITS[d]).join("");
  return /^[1-9][0-9]{0,3}$/.test(run) ? han(+run) : null;
};
const NUMBER = /(?<=第|附[件录表]|之)(?:[0-9]+|[〇零一二三四五六七八九十百千]+)|(?:[0-9]+|[〇零一二三四五六七八九十百千]+)(?=[编章节条款项目年月日号期届次件])/gu;

/* A folded word as it is, and with each of its first three numbers in the other spelling. */
export const spellings = (word) => {
  let found = [""], at = 0, changed = 0;
  for (const match of word.matchAll(NUMBER)) {
    const between = word.slice(at, match.index), second = changed < 3 ? other(match[0]) : null;
    if (second) changed += 1;
    found = found.flatMap((start) => [match[0], second].filter(Boolean).map((run) => start + between + run));
    at = match.index + match[0].length;
  }
  return found.map((start) => start + word.slice(at));
};

/* ── Scripts: texts stand in Simplified, with the places where a page has another form than the common one ── */

/* The heading of the text that a record stands in, where the document encloses several; it may be in a file before. */
const textOf = ({ called, text, records }, record) => records.slice(0, record + 1)
  .flatMap((pieces) => pieces.filter((piece, i) => i % 2 === 0 && piece in called && !/^f[0-9]/u.test(piece))).at(-1) ?? text;

/* What gives a record of a file, with name and 文号 of its document, what annexes are called, and the text that it is `of`,
   in a script. `pairs` are those of the fold. */
const written = (pairs, { script, forms }) => {
  const common = new Map();
  for (let i = 0; script && i < pairs.length; i += 2) if (!common.has(pairs[i + 1])) common.set(pairs[i + 1], pairs[i]);
  const listed = [...forms];
  listed.forEach((char, i) => { if (i % 2 === 0) common.set(char, listed[i + 1]); });
  const others = new WeakMap();               /* place → form, for each file */
  const rare = (file) => {
    const all = [...file.forms], each = all.length / file.places.length;
    let at = -1;
    return new Map(file.places.map((gap, i) => [at += gap, all[i * each + script - 1]]));
  };
  const length = (pieces) => pieces.reduce((sum, piece, i) => sum + (i % 2 ? [...piece].length : 0), 0);
  return (file, record) => {
    const { path, name: title, docno, called, records } = file, pieces = records[record], of = textOf(file, record);
    if (!script) return { path, title, docno, called, of: called[of] ?? "", pieces };
    if (!others.has(file)) others.set(file, rare(file));
    const places = others.get(file);
    let at = 0;
    const write = (text) => Array.from(text, (char) => places.get(at++) ?? common.get(char) ?? char).join("");
    const usual = (text) => Array.from(text, (char) => common.get(char) ?? char).join("");
    const names = Object.fromEntries(Object.entries(called).map(([anchor, name]) => [anchor, usual(name)]));
    const front = { path, title: write(title), docno: write(docno), called: names, of: names[of] ?? "" };
    for (const before of records.slice(0, record)) at += length(before);
    return { ...front, pieces: pieces.map((piece, i) => (i % 2 ? write(piece) : piece)) };
  };
};

/* ── Words ── */

/* Words of a query: all must be there. What stands in quotation marks is one word, with its spaces, and as it is written. */
const QUERY = /(?<!\S)["“「]([^"“”「」]+)["”」](?!\S)|\S+/gu;

export class Index {
  #shards = new Map();
  #units = new Map();
  #folded = new Map();
  #written;
  /* The address of the folder of the index, and the language of the texts. */
  constructor(address, lang) {
    this.files = new Folder(address);
    this.lang = lang;
  }
  /* Reads the manifests; must be done before anything else. */
  async open() {
    [this.terms, this.records] = await Promise.all([this.files.json("index"), this.files.json(`records-${this.lang}`)]);
    if (this.terms.schema !== SCHEMA || this.records.schema !== SCHEMA) throw new Error("schema");
    const pairs = [...this.terms.fold];
    this.forms = new Map(pairs.flatMap((char, i) => (i % 2 ? [] : [[char, pairs[i + 1]]])));
    this.rank = new Map([...this.terms.rank].map((char, i) => [char, i]));
    this.documents = new Documents(this.files, this.records);
    this.#written = written(pairs, this.records);
    return this;
  }

  /* ── Folding: gazette/search/fold.py has the same rules ── */
  #fold(char) {
    if (!this.#folded.has(char)) {
      const code = char.codePointAt(0);
      const half = code > 0xff00 && code < 0xff5f ? String.fromCharCode(code - 0xfee0) : char === "○" ? "〇" : char;
      const small = half.toLowerCase(), plain = [...small].length === 1 ? small : half;
      this.#folded.set(char, /[\p{L}\p{N}]/u.test(plain) ? this.forms.get(plain) ?? plain : "");
    }
    return this.#folded.get(char);
  }
  /* The folded text, and for each of its units where its character begins and ends. */
  fold(text) {
    const starts = [], ends = [];
    let folded = "", at = 0;
    for (const char of text) {
      for (const unit of this.#fold(char).split("")) {
        folded += unit;
        starts.push(at);
        ends.push(at + char.length);
      }
      at += char.length;
    }
    return { folded, starts, ends };
  }
  words(query) {
    const found = [...query.matchAll(QUERY)].map(([whole, quoted]) => {
      if (quoted !== undefined) return [this.fold(quoted).folded];
      return [...new Set([whole, docnos(whole)].flatMap((word) => spellings(this.fold(word).folded)))];
    });
    return found.filter(([word]) => word);
  }

  /* ── Lists ── */
  #shard(at) {
    return once(this.#shards, at, async () => {
      const reader = new Reader(await this.files.bytes(name(this.terms.files, at)));
      const chars = [...new TextDecoder().decode(reader.take(reader.number()))];
      const keys = chars.flatMap((char, i) => (i % 2 ? [] : [char + chars[i + 1]]));
      const sizes = keys.map(() => reader.number());
      const lists = sizes.map((size) => ({ bytes: reader.take(Math.floor(size / 4)), mark: size % 4 }));
      return new Map(keys.map((key, i) => [key, lists[i]]));
    });
  }
  #at(key) { return last(this.terms.keys, (first) => before(key, first)); }
  /* The lists of a bigram; of all that begin with a character, when there is only one. None: it stands nowhere. */
  async #lists(key) {
    const single = [...key].length === 1;
    const [from, to] = single ? [this.#at(key + END), this.#at(`${key}\u{10ffff}`)] : [this.#at(key), this.#at(key)];
    const found = [];
    for (let at = Math.max(0, from); at <= to; at++) {
      const shard = await this.#shard(at);
      if (!single) found.push(shard.get(key));
      else for (const [bigram, list] of shard) if (bigram.startsWith(key)) found.push(list);
    }
    return found.filter(Boolean).map(({ bytes, mark }) => new List(bytes, mark, this.files));
  }
  /* The rarest bigrams of a word; null when it has a character that the corpus has not. */
  #picks(word) {
    const chars = [...word];
    if (chars.some((char) => !this.rank.has(char))) return null;
    if (chars.length === 1) return chars;
    const rare = (char) => Math.log(this.rank.get(char) + 9);
    const rarity = new Map(chars.slice(1).map((char, i) => [chars[i] + char, rare(chars[i]) + rare(char)]));
    return [...rarity.keys()].sort((a, b) => rarity.get(b) - rarity.get(a));
  }

  /* ── Candidates ── */
  /* Records that can hold all words, the best first; `exact` when each of them does, `more` when lists go on. Only those
     in a range of numbers, where one is told. */
  async candidates(query, blocks = BLOCKS, range = ALL) {
    const words = this.words(query);
    let ways = words.length ? [[]] : [];
    for (const word of words) ways = ways.flatMap((way) => word.map((spelling) => [...way, spelling])).slice(0, 16);
    const found = await Promise.all(ways.map((way) => this.#candidates(way, blocks, range)));
    const numbers = [...new Set(found.flatMap((each) => each.numbers))].sort((a, b) => a - b);
    await Promise.all([this.documents.fetch(numbers), this.#ahead(numbers).catch(() => { /* told where they are needed */ })]);
    const documents = this.#ranked(numbers);
    return {
      words,
      documents,
      numbers: documents.flatMap(([, of]) => of),
      exact: found.every((each) => each.exact),
      more: found.some((each) => each.more),
      blocks,
      range,
    };
  }
  async #candidates(way, blocks, range) {
    const none = { numbers: [], exact: true, more: false };
    const several = way.filter((word) => [...word].length > 1);
    const picks = (several.length ? several : way.slice(0, 1)).map((word) => this.#picks(word));
    if (picks.includes(null)) return none;
    const wanted = [...new Set(picks.flatMap((of) => of.slice(0, PICKS)))];
    const first = await Promise.all(wanted.slice(0, AHEAD).map((key) => this.#lists(key)));
    if (first.some((lists) => !lists.length)) return none;
    const size = (lists) => lists.reduce((sum, list) => sum + list.size, 0);
    const [base, ...rest] = first.sort((a, b) => size(a) - size(b));
    const left = [...rest, ...wanted.slice(AHEAD)];          /* lists, the shortest first, then bigrams whose lists are not here */
    const free = () => Array.isArray(left[0]) && !left[0].some((list) => list.cut);
    let found = await started(base, blocks, range);
    for (let count; left.length && (count = found.heads.length + found.others.length) && (count > FEW || free());) {
      const next = left.shift();
      found = await narrowed(found, Array.isArray(next) ? next : await this.#lists(next), blocks * BESIDE);
    }
    const exact = !left.length && way.length === picks.length && picks.every((of) => of.length === 1);
    return { numbers: [...found.heads, ...found.others], exact, more: found.more };
  }

  /* ── Records ── */
  /* Documents, each with its numbers, in the order in which they are shown: those whose head is among them first; of these
     and of the others those that hold before those that have ended, the newest first. Takes ascending numbers. */
  #ranked(numbers) {
    const found = new Map();
    for (const number of numbers) {
      const at = this.documents.of(number);
      if (found.has(at)) found.get(at).push(number); else found.set(at, [number]);
    }
    const key = ([at, of], { first, ended } = this.documents.at(at)) => [at, of, of[0] === first ? 0 : 1, ended ? 1 : 0];
    return [...found].map((each) => key(each)).sort((a, b) => a[2] - b[2] || a[3] - b[3] || b[0] - a[0])
      .map(([at, of]) => [at, of]);
  }
  /* Fetches the names of the files with the texts of what is likely shown first: heads, and the newest. */
  async #ahead(numbers) {
    const likely = [...numbers.filter((number) => number % SPAN === 0).slice(-LIKELY), ...numbers.slice(-LIKELY)];
    await Promise.all(likely.map((number) => this.#names(fileOf(number))));
  }
  /* The file with the texts of a record, and which of them it is. */
  async #texts(number) {
    const at = fileOf(number);
    return [await once(this.#units, at, async () => this.files.json(await this.#name(at))), number % SPAN];
  }
  #names(at) { return this.files.bytes(name(this.records.files, Math.floor(at / NAMED))); }
  async #name(at) { return name(new TextDecoder().decode(await this.#names(at)), at % NAMED); }
  /* Fetches what tells whether a record is a hit; and whether that is here already. */
  async read(number) { await this.#texts(number); }
  has(number) { return this.#units.has(fileOf(number)); }
  /* How many files would have to be fetched for what tells of some records. */
  missing(numbers) { return new Set(numbers.filter((number) => !this.has(number)).map(fileOf)).size; }
  /* Where in a text the words stand, by their spellings: ranges [start, end, number of the word] in order, or null when
     one of them does not. */
  ranges(text, words) {
    const { folded, starts, ends } = this.fold(text);
    const found = [];
    for (const [number, spellings] of words.entries()) {
      const count = found.length;
      for (const word of spellings) {
        for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
          found.push([starts[at], ends[at + word.length - 1], number]);
        }
      }
      if (found.length === count) return null;
    }
    return found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  }
  /* A record that holds all words, with where they stand and the anchor of the first; null when it does not. */
  async hit(number, words) {
    const [file, record] = await this.#texts(number);
    const { path, title, docno, called, of, pieces } = this.#written(file, record);
    const text = pieces.filter((_, i) => i % 2).join("");
    const ranges = this.ranges(text, words);
    if (!ranges) return null;
    let anchor = "", at = 0;
    for (let i = 0; i < pieces.length && at <= ranges[0][0]; i += 2) {
      anchor = pieces[i];
      at += pieces[i + 1].length;
    }
    const document = this.documents.of(number), head = number === this.documents.at(document).first;
    const anchors = new Set(pieces.filter((_, i) => i % 2 === 0));
    return { number, document, path, title, docno, anchor, anchors, called, of, text, ranges, head };
  }
}
