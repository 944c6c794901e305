// What happens around a swap of htmx. Fetched together with it.
(() => {
  "use strict";
  const on = (name, act) => document.addEventListener(name, act);
  const say = (detail) => document.dispatchEvent(new CustomEvent("pathside:say", { detail }));

  // Swaps: say that they wait, where they failed, and what they brought.
  let used = null;
  on("htmx:beforeRequest", ({ detail }) => {
    used = document.activeElement;
    detail.target.querySelector("[data-failed]")?.remove();
    detail.target.setAttribute("aria-busy", "true");
  });
  // Where the filters are folded away, what they would change is out of sight: they wait for their button.
  on("htmx:confirm", (event) => {
    const folded = event.target.querySelector?.(".filters > summary")?.offsetParent;
    if (folded && event.detail.triggeringEvent?.type === "change") event.preventDefault();
  });
  on("htmx:afterRequest", ({ detail }) => detail.target?.removeAttribute("aria-busy"));
  on("htmx:afterSettle", ({ detail }) => {
    const block = document.getElementById(detail.target.id);
    if (!block) return;
    const { live } = (block.dataset.live ? block : block.querySelector("[data-live]"))?.dataset ?? {};
    if (live) say(live);
    if (block.dataset.title) document.title = block.dataset.title;
    if (block.dataset.counts) count(JSON.parse(block.dataset.counts));
    // The control that was used went away with the old block.
    if (used && !used.isConnected && document.activeElement === document.body) {
      const heading = block.querySelector("h1, h2, h3") || block;
      heading.tabIndex = -1;
      heading.focus();
    }
  });
  // The filters stay as they are ticked, and only their numbers follow what was found.
  function count(found) {
    for (const box of document.querySelectorAll(".facets [type=checkbox]")) {
      const number = found[box.name]?.[box.value] ?? 0;
      box.parentNode.querySelector(".n").textContent = number;
      box.parentNode.classList.toggle("quiet", !number);
    }
  }
  function failed({ detail }) {
    const note = document.createElement("p");
    note.className = "note note-w";
    note.dataset.failed = "";
    const first = document.createElement("b");
    first.textContent = "That didn\u2019t load.";
    const again = document.createElement("a");
    again.textContent = "Try again";
    again.href = detail.pathInfo.finalRequestPath || location.href;
    note.append(first, " What you see is still the last page. ", again);
    const block = detail.target;
    block.querySelector("[data-failed]")?.remove();
    block.prepend(note);
    block.hidden = false;
    say(note.textContent);
  }
  for (const name of ["responseError", "sendError", "timeout"]) on(`htmx:${name}`, failed);
})();
