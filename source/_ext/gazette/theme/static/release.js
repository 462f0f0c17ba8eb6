/* The releases of a published site: on every page a menu of those in which the page exists, on a frozen page a banner that
   leads to the newest. The bytes of a page are the same at the root and in /v/…, and a frozen page never changes: where it
   stands it reads off its own address, what came later off releases.json at the root. Loaded in <head> before app.js: the
   banner has its place before the first paint, and app.js reads here which address is cited. */
(() => {
  "use strict";
  if (/\/v\/[0-9.]+\//.test(location.pathname)) document.documentElement.dataset.frozen = "";
  const fill = (form, ...words) => words.reduce((text, word) => text.replace("{}", word), form);
  const order = (name) => name.split(".").map((n) => n.padStart(4, "0")).join(".");

  document.addEventListener("DOMContentLoaded", () => {
    const menu = document.querySelector(".versions");
    if (!menu) return;
    const tree = new URL(".", new URL(menu.dataset.list, location));
    const frozen = tree.pathname.match(/\/v\/([0-9.]+)\/$/)?.[1];
    const site = frozen ? new URL("../../", tree) : tree;
    const here = location.origin + location.pathname;
    const page = here.slice(tree.href.length);
    const script = page.match(/^zh-[a-z]+\//)?.[0] ?? "";
    const { since } = menu.dataset;                        /* empty for what one release alone tells */
    const goal = site.href + (since ? page : `${script}changes/`);

    /* What is cited from a frozen page is that page. */
    if (frozen) {
      const cited = document.getElementById("link"), printed = document.querySelector("[data-url]");
      if (printed) printed.dataset.url = printed.dataset.url.replace(cited.textContent, here);
      if (cited) cited.textContent = here;
    } else delete document.documentElement.dataset.frozen;
    /* Links to earlier releases are right at the root and in Simplified; here they are so in any release and script. */
    for (const link of document.querySelectorAll("a[data-frozen]")) {
      const [, release, rest] = link.getAttribute("href").match(/(?:^|\/)v\/([0-9.]+)\/(.*)$/);
      link.href = `${site.href}v/${release}/${script}${rest}`;
    }

    const links = new Map();
    const follow = () => links.forEach((href, link) => { link.href = href + location.search + location.hash; });
    const lead = (href, ...nodes) => {
      const link = document.createElement("a");
      link.append(...nodes);
      links.set(link, href);
      return link;
    };
    const banner = document.getElementById("release");
    const tell = (form, newest = "") => {
      banner.replaceChildren(fill(form, frozen), " ", lead(goal, banner.dataset.lead + newest));
      follow();
    };
    const row = ({ release, date }, newest, own) => {
      const name = Object.assign(document.createElement("b"), { textContent: release });
      const folder = release === newest ? "" : `v/${release}/`;
      const link = lead(site.href + folder + page, name, release === newest ? menu.dataset.newest : date);
      if (release === own) link.setAttribute("aria-current", "true");
      const item = document.createElement("li");
      item.append(link);
      return item;
    };
    const show = ({ releases }) => {
      const newest = releases[0].release, own = frozen ?? newest;
      const has = releases.filter(({ release }) => (since ? order(release) >= order(since) : release === own));
      menu.querySelector("ul").prepend(...has.map((each) => row(each, newest, own)));
      document.querySelector(".edition").textContent = fill(menu.dataset.edition, own, releases.find(({ release }) => release === own)?.date);
      if (frozen) tell(frozen === newest ? banner.dataset.kept : banner.dataset.old, ` ${newest}`);
      follow();
    };
    if (frozen) tell(banner.dataset.kept);
    addEventListener("hashchange", follow);
    fetch(new URL("releases.json", site)).then((answer) => answer.ok && answer.json().then(show)).catch(() => { /* no network: the page is enough */ });
  });
})();
