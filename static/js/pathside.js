// What the pages do beyond plain links and forms. Every part of it is a
// comfort: with this file missing, each control still works on its own.
(() => {
  "use strict";
  const root = document.documentElement;
  const on = (name, act) => document.addEventListener(name, act);
  root.dataset.js = ""; // shows .js, hides .nojs

  // Announce one short sentence. Emptied first, so the same words speak twice.
  let speaking;
  function say(text) {
    const live = document.getElementById("live");
    live.textContent = "";
    clearTimeout(speaking);
    speaking = setTimeout(() => (live.textContent = text), 60);
  }

  // Theme: at once here, and kept by the server as without a script.
  on("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    if (!form.matches("[data-theme-form]") || !button) return;
    event.preventDefault();
    if (button.value === "device") delete root.dataset.theme;
    else root.dataset.theme = button.value;
    for (const other of form.querySelectorAll("button")) other.setAttribute("aria-pressed", other === button);
    const body = new URLSearchParams(new FormData(form));
    body.set(button.name, button.value);
    fetch(form.action, { method: "POST", body, redirect: "manual" })
      .then(() => say(`Theme: ${button.textContent.trim()}.`))
      .catch(() => say("The theme could not be kept. It lasts for this page."));
  });

  // Copy link: the share sheet on phones, else the clipboard, else the field.
  async function copy(button) {
    const url = location.href;
    try {
      if (navigator.share && matchMedia("(pointer: coarse)").matches) {
        await navigator.share({ title: document.title, url });
        return;
      }
      await navigator.clipboard.writeText(url);
    } catch (error) {
      if (error.name === "AbortError") return; // the person closed the sheet
      const box = button.parentElement.querySelector("details.nojs");
      if (!box) return;
      box.classList.remove("nojs");
      box.open = true;
      const field = box.querySelector("input");
      field.value = url;
      field.select();
      return;
    }
    const words = button.querySelector("[data-words]");
    const before = words.dataset.words || (words.dataset.words = words.textContent);
    words.textContent = "Copied";
    say("Copied");
    setTimeout(() => (words.textContent = before), 2500);
  }

  on("click", ({ target }) => {
    const button = target.closest("[data-copy], [data-print]");
    if (button) button.matches("[data-copy]") ? copy(button) : print();
    for (const menu of document.querySelectorAll("details[data-menu][open]"))
      if (!menu.contains(target)) menu.open = false;
  });
  on("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest("details[data-menu][open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // htmx is heavier than all the rest of a page, and only who uses a control of its needs it: it comes when
  // somebody reaches for one. Until it is there, links and forms do what they do without a script.
  const { htmx: address } = document.currentScript.dataset;
  let early; // a control that was changed too early to be noticed
  function fetchHtmx() {
    if (document.querySelector("script[data-late]")) return;
    const script = document.createElement("script");
    script.src = address;
    script.dataset.late = "";
    script.onload = () => early?.dispatchEvent(new Event("change", { bubbles: true }));
    script.onerror = () => script.remove(); // the next reach tries again
    document.head.append(script);
  }
  for (const sign of ["pointerover", "focusin", "change"])
    on(sign, ({ type, target }) => {
      if (window.htmx || !target.closest?.("[data-hx-get]")) return;
      if (type === "change") early = target;
      // htmx wakes at once only in a document that is complete.
      if (document.readyState === "complete") fetchHtmx();
      else window.addEventListener("load", fetchHtmx, { once: true });
    });
  // Back into an entry that htmx made before this document was loaded anew.
  window.addEventListener("popstate", ({ state }) => {
    if (state?.htmx && !window.htmx) location.reload();
  });

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
    if (block.dataset.live) say(block.dataset.live);
    if (block.dataset.title) document.title = block.dataset.title;
    if (block.dataset.counts) count(JSON.parse(block.dataset.counts));
    // The control that was used went away with the old block.
    if (used && !used.isConnected && document.activeElement === document.body) {
      const heading = block.querySelector("h1, h2, h3") || block;
      heading.tabIndex = -1;
      heading.focus();
    }
    spy();
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
    say(note.textContent);
  }
  for (const name of ["responseError", "sendError", "timeout"]) on(`htmx:${name}`, failed);

  // Page contents: the part on screen is the current one.
  let watcher;
  function spy() {
    watcher?.disconnect();
    const links = [...document.querySelectorAll("[data-spy] a")];
    if (!links.length || !window.IntersectionObserver) return;
    watcher = new IntersectionObserver(
      (parts) => {
        for (const part of parts)
          if (part.isIntersecting)
            for (const link of links)
              if (link.hash === `#${part.target.id}`) link.setAttribute("aria-current", "location");
              else link.removeAttribute("aria-current");
      },
      { rootMargin: "-10% 0px -75%" },
    );
    links[0].setAttribute("aria-current", "location");
    for (const link of links) {
      const part = document.getElementById(link.hash.slice(1));
      if (part) watcher.observe(part);
    }
  }
  spy();
})();
