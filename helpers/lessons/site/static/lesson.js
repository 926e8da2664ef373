// On a lesson's page: a link into the fold opens it, wide tables scroll by key, and what the live
// lesson needs is fetched from this same host while the page is read. No other host is asked: where
// Python comes from its public address, only a live lesson fetches it.
(() => {
  "use strict";
  const live = document.currentScript.dataset.live;

  function unfold() {
    const name = decodeURIComponent(location.hash.slice(1));
    const wanted = document.getElementById(name);
    wanted?.closest("details")?.setAttribute("open", "");
    wanted?.scrollIntoView();
  }

  function reach() {
    for (const box of document.querySelectorAll(".scroll, pre")) {
      if (box.scrollWidth > box.clientWidth) {
        box.tabIndex = 0;
        box.setAttribute("role", "region");
        box.setAttribute("aria-label", box.querySelector("caption")?.textContent ?? "What was printed");
      } else {
        box.removeAttribute("tabindex");
        box.removeAttribute("role");
        box.removeAttribute("aria-label");
      }
    }
  }

  async function warm() {
    if (navigator.connection?.saveData) return;
    const list = await fetch("../live/warm.json");
    for (const file of list.ok ? await list.json() : []) {
      const link = document.createElement("link");
      link.rel = "prefetch";
      link.href = new URL(file, new URL(live, location).href.replace(/notebooks\/.*/, "")).href;
      document.head.append(link);
    }
  }

  document.getElementById("plain").hidden = window.isSecureContext;
  window.addEventListener("hashchange", unfold);
  window.addEventListener("resize", reach);
  document.addEventListener("toggle", reach, true);
  unfold();
  reach();
  // Not before the reader has begun to read.
  window.addEventListener("load", () => setTimeout(warm, 4000));
})();
