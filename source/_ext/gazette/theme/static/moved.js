/* Earlier addresses and anchors lead on: see gazette/pages/moved.py. Without script, the same links are on the page. */
(() => {
  "use strict";
  const page = document.getElementById("moved");
  const lead = () => {
    const unit = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (unit?.closest(".gone")) location.replace(unit.href);
    else if (page) location.replace(page.href + location.hash);
  };
  addEventListener("hashchange", lead);
  lead();
})();
