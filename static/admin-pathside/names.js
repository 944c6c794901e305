// Says to screen readers what Django's admin only shows: the name of a field in which one chooses by typing
// (select2 takes what is chosen for it, and that is nothing in an empty field), and of a table's first column.
"use strict";

function nameFieldsIn(part) {
  for (const field of part.querySelectorAll("select.admin-autocomplete")) {
    const label = field.labels[0]?.textContent.trim().replace(/:$/, "") ?? field.getAttribute("aria-label") ?? "";
    const chosen = [...field.selectedOptions].map((option) => option.textContent).join(", ");
    for (const shown of field.nextElementSibling?.querySelectorAll("[role=combobox], [role=textbox]") ?? []) {
      shown.removeAttribute("aria-labelledby");
      shown.setAttribute("aria-label", chosen ? `${label}: ${chosen}` : label);
    }
    // select2 puts a button among the items of a list.
    field.nextElementSibling?.querySelector("ul > .select2-selection__clear")?.setAttribute("role", "listitem");
    field.nextElementSibling?.querySelector("[role=searchbox]")?.setAttribute("aria-label", label);
  }
  for (const head of part.querySelectorAll("th.original:empty")) {
    head.append(Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: "Row" }));
  }
}

window.addEventListener("load", () => {
  nameFieldsIn(document);
  document.addEventListener("formset:added", (event) => nameFieldsIn(event.target));
  // select2 tells its changes to jQuery alone.
  window.django?.jQuery(document).on("change", ".admin-autocomplete", (event) => nameFieldsIn(event.target.parentElement));
});
