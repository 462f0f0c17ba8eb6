/* The releases of a published site: on every page a menu of those in which the page exists, on a frozen page of an older
   release a banner that leads to the newest. The bytes of a page are the same at the root and in /v/…, and a frozen page
   never changes: where it stands it reads off its own address, what came later off releases.json at the root. */
(() => {
  "use strict";
  const menu = document.querySelector(".versions");
  if (!menu) return;
  const tree = new URL(".", new URL(menu.dataset.list, location));
  const frozen = tree.pathname.match(/\/v\/([0-9.]+)\/$/)?.[1];
  const site = frozen ? new URL("../../", tree) : tree;
  const here = location.origin + location.pathname;
  const page = here.slice(tree.href.length);
  const script = page.match(/^zh-[a-z]+\//)?.[0] ?? "";
  const order = (name) => name.split(".").map((n) => n.padStart(4, "0")).join(".");
  const fill = (form, ...words) => words.reduce((text, word) => text.replace("{}", word), form);

  /* What is cited from a frozen page is that page. app.js reads the address from here, later. */
  if (frozen) {
    const cited = document.getElementById("link");
    const printed = document.querySelector("[data-url]");
    if (printed) printed.dataset.url = printed.dataset.url.replace(cited.textContent, here);
    if (cited) cited.textContent = here;
  }
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
  const bold = (text) => Object.assign(document.createElement("b"), { textContent: text });

  const banner = document.getElementById("release");
  const tell = (form, newest) => {
    const end = newest ? lead(site.href + page, fill(banner.dataset.lead, newest)) : "";
    banner.replaceChildren(fill(form, frozen), end);
    banner.hidden = false;
  };
  const show = ({ releases }) => {
    const newest = releases[0].release, own = frozen ?? newest;
    const has = releases.filter(({ release }) => order(release) >= order(menu.dataset.since || "0"));
    const rows = has.map(({ release, date }) => {
      const link = lead(`${site.href}${release === newest ? "" : `v/${release}/`}${page}`, bold(release), release === newest ? menu.dataset.newest : date);
      if (release === own) link.setAttribute("aria-current", "true");
      const row = document.createElement("li");
      row.append(link);
      return row;
    });
    menu.querySelector("ul").prepend(...rows);
    const { date } = releases.find(({ release }) => release === own) ?? {};
    document.querySelector(".edition").textContent = fill(menu.dataset.edition, own, date);
    if (frozen) tell(frozen === newest ? banner.dataset.kept : banner.dataset.old, newest);
    follow();
  };
  if (frozen) tell(banner.dataset.kept, "");
  addEventListener("hashchange", follow);
  fetch(new URL("releases.json", site)).then((answer) => (answer.ok ? answer.json().then(show) : null)).catch(() => { /* no network: the page is enough */ });
})();
