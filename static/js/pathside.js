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
  });

  // Menus, and the dialog below: one is open, until focus or a click goes elsewhere.
  for (const sign of ["click", "focusin"])
    on(sign, ({ target }) => {
      for (const menu of document.querySelectorAll("[data-menu][open]"))
        if (!menu.contains(target)) menu.open = false;
    });
  on("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest("[data-menu][open]");
    if (!menu) return;
    menu.open = false;
    (menu.querySelector("summary") || menu.previousElementSibling).focus();
  });

  // Add a role, or change one: its field opens right behind the link that leads to the picker.
  on("click", (event) => {
    const link = event.target.closest("[data-adds]");
    const dialog = document.getElementById("adder");
    if (!link || !dialog?.show || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    link.after(dialog);
    dialog.querySelector("form").reset();
    dialog.querySelector("label").textContent = link.textContent;
    dialog.querySelector("a").href = link.href;
    dialog.querySelector("[name=instead]").value = link.dataset.adds;
    dialog.show();
    dialog.querySelector("input").focus();
  });

  // htmx is heavier than all the rest of a page, and only who uses a control of its needs it: it comes, with
  // our scripts around it, when somebody reaches for one. Until then links and forms do as without a script.
  const late = document.currentScript.dataset.late.split(" ");
  let early; // a control that was changed, or typed into, too early to be noticed
  function fetchLate() {
    for (const address of late) {
      if (document.querySelector(`script[src="${address}"]`)) continue;
      const script = document.createElement("script");
      script.src = address;
      script.async = false; // in this order, htmx last
      script.onload = () => window.htmx && early?.target.dispatchEvent(new Event(early.type, { bubbles: true }));
      script.onerror = () => script.remove(); // the next reach tries again
      document.head.append(script);
    }
  }
  for (const sign of ["pointerover", "focusin", "change", "input"])
    on(sign, (event) => {
      if (window.htmx || !event.target.closest?.("[data-hx-get], [data-adds]")) return;
      if (sign === "change" || sign === "input") early = event;
      // htmx wakes at once only in a document that is complete.
      if (document.readyState === "complete") fetchLate();
      else window.addEventListener("load", fetchLate, { once: true });
    });
  // Back into an entry that htmx made before this document was loaded anew.
  window.addEventListener("popstate", ({ state }) => {
    if (state?.htmx && !window.htmx) location.reload();
  });

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

  // What scrolls sideways can be focused, to be scrolled by keys; what does not is no stop of the keyboard.
  const scrolling = new ResizeObserver((parts) => {
    // A pixel is rounding, not text.
    for (const { target } of parts) target.tabIndex = target.scrollWidth > target.clientWidth + 1 ? 0 : -1;
  });

  // What has to be looked at anew where a part was swapped.
  function look() {
    spy();
    for (const part of document.querySelectorAll(".scroll")) scrolling.observe(part);
  }
  on("htmx:afterSettle", look);
  on("pathside:say", ({ detail }) => say(detail));
  look();
})();
