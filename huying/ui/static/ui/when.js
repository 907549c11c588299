/* data-when="role:deputy keeper": a field that is asked only while the choice of that name has one of these values.
   Without JavaScript all fields are shown, and the form says which does not belong. */
(() => {
  "use strict";
  const fit = (form) => {
    for (const field of form.querySelectorAll("[data-when]")) {
      const [name, values] = field.dataset.when.split(":");
      const asked = values.split(" ").includes(form.elements.namedItem(name)?.value);
      field.closest(".field").hidden = !asked;
      field.disabled = !asked;
    }
  };
  const all = () => { for (const form of document.forms) fit(form); };
  all();
  addEventListener("pageshow", all); // the way back: the browser has filled the choice in again
  document.addEventListener("change", (event) => { if (event.target.form) fit(event.target.form); });
})();
