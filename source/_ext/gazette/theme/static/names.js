/* Names that readers write, and where they lead: 文号, titles, each with a place behind it (第十二条第二款). Reads names.json
   and one shard of names; the rules of both are those of gazette/pages/resolver.py. Nothing is sent but the names of files. */

/* What a person writes, folded as gazette/law/places.py and refs.py do. */
const FULL = "０１２３４５６７８９．－()〈〉＜＞[]［］【】﹝﹞〖〗{}｛｝";
const HALF = "0123456789.-（）《》《》〔〕〔〕〔〕〔〕〔〕〔〕〔〕";
const unspaced = (text) => text.replace(/[\s\u200b\ufeff]+/gu, "");
const fold = (text, pairs) => {
  const table = new Map([...FULL].map((c, i) => [c, HALF[i]]));
  for (let i = 0; i < pairs.length; i += 2) table.set(pairs[i], pairs[i + 1]);
  for (const [t, s] of ["條条", "項项", "編编", "節节", "號号", "錄录"]) table.set(t, s);
  return [...docnos(unspaced(text))].map((c) => table.get(c) ?? c).join("")
    .replace(/（([0-9]{4})）/gu, "〔$1〕");
};
export const numeral = (text) => {
  if (/^[0-9]+$/.test(text)) return +text;
  let sum = 0, digit = 0;
  for (const c of text) {
    const unit = { 十: 10, 百: 100, 千: 1000 }[c];
    if (unit) { sum += (digit || 1) * unit; digit = 0; } else digit = "零一二三四五六七八九".indexOf(c === "两" ? "二" : c === "〇" ? "零" : c);
  }
  return sum + digit;
};
/* 二〇二三 → 2023; 〇 is what is no other digit: 零, ○. */
export const DIGITS = "〇一二三四五六七八九";
export const digits = (text) => [...text].map((c) => Math.max(0, DIGITS.indexOf(c))).join("");
/* A text with 〔二〇二三〕九号 spelled 〔2023〕9号. */
const HAN_YEAR = /[〔［[（(【﹝〖{｛]([〇○零一二三四五六七八九]{4})[〕］\])）】﹞〗}｝](?:第?([〇零一二两三四五六七八九十百千]+)(?=[号號]))?/gu;
export const docnos = (text) => text.replace(HAN_YEAR, (_, year, number) =>
  `〔${digits(year)}〕${number ? numeral(number) : ""}`);
const N = "([0-9零〇一二两三四五六七八九十百千]+)";
const ANNEX = "附[件录表]?([0-9]*(?:-[0-9]+)?|[一二三四五六七八九十]+)";
const annexed = (number) => `f${(number || "1").split("-").map(numeral).join("z")}`;
const PLACE = new RegExp(
  `(?:${ANNEX})?(?:第?${N}章)?(?:第?${N}节)?(?:第?${N}条(?:之${N})?|第?${N}[之-]${N}条)?(?:第?${N}款)?(?:第?（?${N}）?项)?(?:第?（?${N}）?目)?$`);

const PART = new RegExp(`(?:${ANNEX})?(?:第?${N}部分|${N}、)(?:（${N}）)?(?:([0-9]+)[.、]?)?(?:（([0-9]+)）)?$`);

/* 附件2第十二条第二款第（三）项, 三、（二）1. or 第三部分 at the end of a text → its anchors, the finest first, and what stands
   before it */
const section = (m, text, ranks, letters) => {
  const within = m[1] === undefined ? [] : [annexed(m[1])];
  const anchors = ranks.map((_, i) => letters(i).map((letter) => [...within, `${letter}${ranks.slice(0, i + 1).join("-")}`].join("-")).join("|"));
  return { anchors: [...within, ...anchors].reverse(), words: m[0], head: text.slice(0, m.index) };
};
const part = (m, text) => {
  const [named, ...printed] = m.slice(2), steps = [named ?? printed[0], ...printed.slice(1)];
  const ranks = steps.slice(0, steps.findLastIndex(Boolean) + 1).map((n) => (n ? numeral(n) : 0));
  return section(m, text, ranks, (i) => (named && !i ? ["h", "d"] : ["h"]));
};
/* 2.1.2 at the end of a text: the section, or one above it */
const decimal = (m, text) => section(m, text, m[2].split(".").map(Number), () => ["d"]);
const DECIMAL = new RegExp(`(?:${ANNEX}的?)?(?<![0-9.])([0-9]{1,2}(?:[.][0-9]{1,2}){1,3})$`, "u");
const place = (text) => {
  if (DECIMAL.test(text)) return decimal(text.match(DECIMAL), text);
  if (PART.test(text)) return part(text.match(PART), text);
  const m = text.match(PLACE);
  const [c, s, a1, z1, a2, z2, k, x, item] = m.slice(2).map((v) => (v === undefined ? v : numeral(v)));
  const article = a1 ?? a2, branch = z1 ?? z2;
  const anchors = [];
  const add = (part) => anchors.unshift(anchors.length ? `${anchors[0]}-${part}` : part);
  if (m[1] !== undefined) add(annexed(m[1]));
  if (article !== undefined) {
    add(`a${article}${branch === undefined ? "" : `z${branch}`}`);
    if (k !== undefined) add(`k${k}`);
    if (x !== undefined) add(k === undefined ? `k*-x${x}` : `x${x}`);
    if (item !== undefined) add(`m${item}`);
  } else if (c !== undefined) {
    add(`c${c}`);
    if (s !== undefined) add(`s${s}`);
  }
  return { anchors, words: m[0], head: text.slice(0, m.index) };
};

/* The names that a question can mean, folded to keys, the likeliest first. 文号 are often typed in haste: 云政发2023-9,
   市政府令58号, 市政府令58, 58号令. A 备案号 is told by its letters and digits: 备案号：ｊｎｃｒ—2019 0010006. */
const FILED = "([A-Z]{2,8}[0-9]{7,16})$";
const FILING = new RegExp(`^(?:[^A-Z]{0,12}号)?${FILED}`, "u");
export const IS_NUMBER = new RegExp(`〔[0-9]{4}〕|令第[0-9]+号$|^${FILED}`, "u");   /* a key that names one document: 文号, 备案号 */
const DOCNO = new RegExp(`^(.{1,20})〔([0-9]{4})〕第?${N}号`, "u");
const HASTY = new RegExp(`^([^0-9]{1,20}?)〔?((?:19|20)[0-9]{2})[〕年-]?第?${N}号?$`, "u");
const ORDER = new RegExp(`^(.{1,20}令)（?第?${N}(?:号）?|$)`, "u");
const OFFICE = new RegExp(`^(.{0,20}?)第?${N}号令`, "u");
const bare = (title) => title.replace(/[《》〈〉<>＜＞“”‘’"'「」『』]/gu, "").replace(/^中华人民共和国(?=.)/u, "");
const keys = (head) => {
  const text = head.replace(/^.*（([^（）]*〔[^（]*号)）$/u, "$1");
  const docno = ([, organ, year, number]) => `${organ}〔${year}〕${numeral(number)}号`;
  let m = head.normalize("NFKC").toUpperCase().replace(/[^\p{L}\p{N}]/gu, "").match(FILING);
  if (m) return [m[1]];
  if ((m = text.match(DOCNO))) return [docno(m)];
  if ((m = text.match(OFFICE) ?? text.match(ORDER))) return [`${m[1].replace(/令$/u, "")}令第${numeral(m[2])}号`];
  if ((m = text.match(HASTY))) return [docno(m), bare(head)];
  return head ? [bare(head)] : [];
};
const group = (key) => {
  const numbered = key.match(/^(?:[^〕]+〕|[A-Z]{2,8}[0-9]{4})/u);
  if (numbered) return numbered[0];
  return key.replace(/^(?:.*?关于(?:印发)?)?(?:[^省市县区]{1,6}[省市县区])?/u, "").slice(0, 2) || key.slice(0, 2);
};
const shard = (key, count) => {
  let hash = 0x811c9dc5;
  for (let i = 0, text = group(key); i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash % count;
};

const FEW = 8;   /* shards that may all be fetched for the neighbours of a name that nobody bears */

/* How alike two names are: the share of their pairs of characters that both have. */
const pairs = (text) => new Set([...text].map((c, i, all) => c + (all[i + 1] ?? "")));
const alike = (a, b) => {
  const [p, q] = [pairs(a), pairs(b)];
  return (2 * [...p].filter((pair) => q.has(pair)).length) / (p.size + q.size);
};

/* Whether a name has all of a question, in its order and in pieces of two characters or more: 预付卡细则 is within
   单用途预付卡资金存管实施细则. */
const within = (key, name) => {
  for (let done = 0, at = 0; done < key.length;) {
    let end = key.length, found = -1;
    while (end - done > 1 && (found = name.indexOf(key.slice(done, end), at)) < 0) end -= 1;
    if (found < 0) return false;
    at = found + end - done;
    done = end;
  }
  return true;
};

const unique = (rows, field = 2) => rows.filter((row, i) => rows.findIndex((other) => other[field] === row[field]) === i);

/* What stands behind a place where it is copied from a sentence: 第三条的规定。 But 八项规定 is a title. */
const BEHIND = /(?:(?<=第[^第]{1,9}[条條款项項目])(?:[的之]?(?:[有相][关關])?[规規]定))?[，。；：,;:]*$/u;

/* What a query can mean: `fits`, rows of the resolver, borne by the name itself (`exact`) or by one like it; the place
   `wanted` in them, in the words of the query; and where nothing fits, names that are `near`, if asked for, the likest
   first. `folder` is that of names.json. */
export const ask = async (asked, folder, nearby = true) => {
  const query = asked.replace(BEHIND, "");
  const get = async (name) => {
    const answer = await fetch(folder + name);
    if (!answer.ok) throw new Error(name);
    return answer.json();
  };
  const names = await get("names.json");
  const folded = fold(query, names.fold);
  const cut = place(folded), whole = { anchors: [], words: "" };
  cut.words = unspaced(query).slice(-cut.words.length || Infinity);
  const docno = query.split(/\s+/u).map((word) => place(fold(word, names.fold)).head).filter((head) => DOCNO.test(head));   /* beside a title */
  const questions = unique([[cut.head, cut], [folded, whole], ...docno.map((head) => [head, cut])].flatMap(([head, wanted]) => keys(head).map((key) => [key, wanted])), 0);
  let near = [];
  for (const [key, wanted] of questions) {
    const rows = await get(`${shard(key, names.shards)}.json`);
    for (const exact of [1, 0]) {
      const fits = unique(rows.filter((row) => row[0] === key && row[4] === exact));
      if (fits.length) return { fits, exact, wanted, near: [] };
    }
    if (!nearby) continue;
    const others = names.shards > FEW ? rows : (await Promise.all([...Array(names.shards).keys()].map((n) => get(`${n}.json`)))).flat();
    near = near.concat(others.map((row) => [alike(row[0], key) + (within(key, row[0]) ? 1 : 0), row]));
  }
  const least = near.some(([likeness]) => likeness > 1) ? 1 : 0.4;      /* where names have all of it, others are noise */
  near = near.filter(([likeness]) => likeness > least).sort((a, b) => b[0] - a[0]).map(([, row]) => row);
  return { fits: [], wanted: cut, near: unique(near) };
};

/* The address of a row, below the root of the pages of this script. */
const address = ([, , path, anchor], pages) => new URL(pages.replace(/\/*$/, "/") + path + (anchor ? `#${anchor}` : ""), location.href).href;

/* The anchor on a page that a pattern means: k* stands for the only 款 that has such a 项; h2|d2 is one or the other. */
const exists = (found, anchor) => {
  if (anchor.includes("|")) return anchor.split("|").find((each) => exists(found, each)) ?? null;
  if (!anchor.includes("*")) return found.getElementById(anchor) ? anchor : null;
  const [before, after] = anchor.split("*");
  const fits = [...found.querySelectorAll(`[id^="${before}"]`)].map((e) => e.id)
    .filter((id) => id.endsWith(after) && /^[0-9]+$/.test(id.slice(before.length, id.length - after.length)));
  return fits.length === 1 ? fits[0] : null;
};

/* The anchors of a place that is wanted in a row. */
const inside = (row, { anchors }) => (row[3].startsWith("f") ? anchors.map((anchor) => anchor.replace(/(?<![^|])/gu, `${row[3]}-`)) : anchors);
/* What an annex is called at the beginning of a place: 附录1, also where it is spelled 附录一. */
const label = (words) => (words.match(/^附[件录表]?(?:[0-9]+(?:-[0-9]+)?|[一二三四五六七八九十]+(?!、))?/u)?.[0] ?? "").replace(/[一二三四五六七八九十]+/u, numeral);
/* Where a row leads for a place wanted in it, without a look at the page: one that lacks the place opens at its top. */
export const toward = (row, wanted, pages) => address([, , row[2], inside(row, wanted).find((anchor) => !/[*|]/u.test(anchor)) ?? row[3]], pages);
/* The same after a look at the page: of the finest place above where the document lacks it (`missing`). */
export const locate = async (row, wanted, pages) => {
  const here = inside(row, wanted);
  if (!here.length) return { href: address(row, pages), missing: false };
  const url = address([, , row[2], ""], pages);
  const answer = await fetch(url);
  const page = answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  const annex = page && [...page.querySelectorAll("[data-name]")].find((head) => label(fold(head.dataset.name, "")) === label(fold(wanted.words, "")));
  const there = annex ? here.map((anchor) => anchor.replace(/(?<![^|])f[0-9]+(?:z[0-9]+)?/gu, annex.id)) : here;
  const anchors = page ? there.map((anchor) => exists(page, anchor)) : [here[0].split("|")[0]];
  const found = anchors.find(Boolean);
  return { href: found ? `${url}#${found}` : address(row, pages), missing: !anchors[0] };
};
