// A field with a list of options under it, after the WAI-ARIA pattern: nothing is picked unless somebody picks it.
// The options are links that the server makes; htmx brings them. Focus stays in the field all along.
(() => {
  "use strict";
  const on = (name, act) => document.addEventListener(name, act, true); // before the menus hear of it
  const under = (field) => document.querySelector(field.dataset.hxTarget);
  const optionsOf = (field) => [...under(field).querySelectorAll("[role=option]")];
  const isOpen = (field) => field.getAttribute("aria-expanded") === "true";

  function show(field, wanted) {
    const found = under(field);
    const opens = wanted && found.textContent.trim() && field.value.trim().length > 1;
    found.hidden = !opens;
    field.setAttribute("aria-expanded", Boolean(opens) && optionsOf(field).length > 0);
    mark(field);
    if (opens) found.scrollIntoView({ block: "nearest" });
  }
  // The option that Enter picks; none, unless an arrow led to it.
  function mark(field, active) {
    for (const option of optionsOf(field)) option.ariaSelected = option === active;
    field.removeAttribute("aria-activedescendant");
    if (!active) return;
    field.setAttribute("aria-activedescendant", active.id);
    active.scrollIntoView({ block: "nearest" });
  }

  on("htmx:afterSettle", ({ detail }) => {
    const field = detail.requestConfig.elt;
    if (!field.matches?.("[role=combobox]")) return;
    const list = under(field).querySelector("[role=listbox]");
    if (list) list.id = field.getAttribute("aria-controls");
    optionsOf(field).forEach((option, place) => (option.id = `${list.id}-${place}`));
    show(field, field === document.activeElement);
  });

  on("keydown", (event) => {
    const { key, target: field } = event;
    if (event.isComposing || !field.matches?.("[role=combobox]")) return;
    const options = optionsOf(field);
    const now = options.findIndex((option) => option.ariaSelected === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step && options.length && !event.altKey) {
      event.preventDefault();
      if (!isOpen(field)) show(field, true);
      if (isOpen(field)) mark(field, options.at(now < 0 && step < 0 ? -1 : (now + step) % options.length));
    } else if (key === "Enter" && now >= 0) {
      event.preventDefault();
      options[now].click();
    } else if (key === "Escape" && (field.value || !under(field).hidden)) {
      event.preventDefault();
      event.stopPropagation();
      window.htmx?.trigger(field, "htmx:abort");
      if (under(field).hidden) field.value = "";
      show(field, false);
    } else if (/^(Arrow|Home|End)/.test(key)) {
      mark(field);
    }
  });
  on("input", ({ target: field }) => field.matches?.("[role=combobox]") && mark(field));

  // Where a form asks for the name alone, an option fills it in.
  on("click", (event) => {
    const option = event.target.closest?.("[data-fill]");
    if (!option || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const field = document.querySelector(`[aria-controls="${option.parentNode.id}"]`);
    field.value = option.dataset.fill;
    show(field, false);
  });
  // A click on an option must not take the focus first: the list would be gone before it counts.
  on("mousedown", (event) => event.target.closest?.("[role=option]") && event.preventDefault());
  on("focusout", ({ target: field, relatedTarget }) => {
    if (field.matches?.("[role=combobox]") && !under(field).contains(relatedTarget)) show(field, false);
  });
})();
