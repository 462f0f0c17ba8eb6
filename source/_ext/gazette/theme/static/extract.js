/* A place by itself on paper: title, status and 文号 of its document, its text, and where it stands. What is made for it
   is seen on paper alone, and gone when that is printed. */
const RANKED = ":is(h2, h3, h4, h5, h6)";
const rank = (element) => +((element.matches(RANKED) ? element : element.querySelector(`:scope > ${RANKED}`))?.tagName[1] ?? 9);

/* A heading with all below it, an item in a list of its kind, anything else as it is. */
const whole = (unit) => {
  if (unit.matches("li")) {
    const list = unit.parentElement.cloneNode();
    list.append(unit.cloneNode(true));
    return [list];
  }
  const units = [unit.cloneNode(true)];
  if (rank(unit) < 9) {
    for (let next = unit.nextElementSibling; next && rank(next) > rank(unit); next = next.nextElementSibling) units.push(next.cloneNode(true));
  }
  return units;
};
const element = (tag, className, ...children) => {
  const made = Object.assign(document.createElement(tag), { className });
  made.append(...children);
  return made;
};

/* Print a unit of the page, with how it is cited and its address. */
export const extract = (unit, cited, address) => {
  const page = document.querySelector("article.doc"), rows = [...page.querySelectorAll(".facts > div")];
  const facts = rows.filter((row, at) => at === 0 || row.querySelector(".docno")).map((row) => row.cloneNode(true));
  const standard = page.querySelector(".standard").cloneNode(true);
  standard.dataset.url = standard.dataset.url.replace(/(?<=：).*/, address);
  const paper = element("section", "extract", page.querySelector("h1").cloneNode(true), element("dl", "facts", ...facts),
    element("div", "text", ...whole(unit)), element("p", "source", `——${cited}`), standard);
  for (const named of paper.querySelectorAll("[id]")) named.removeAttribute("id");
  document.body.append(paper);
  addEventListener("afterprint", () => paper.remove(), { once: true });
  print();
};
