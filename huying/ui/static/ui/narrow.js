/* A long list of boxes is narrowed by a few letters; what is ticked stays in sight. Words come from <body data-…>. */
(() => {
  "use strict";
  const words = document.body.dataset;
  const narrow = (list) => {
    const boxes = [...list.querySelectorAll("input[type=checkbox]")];
    if (boxes.length < 16 || list.dataset.narrowed) return;
    list.dataset.narrowed = "1";
    const find = Object.assign(document.createElement("input"), { type: "search", placeholder: words.find, ariaLabel: words.find, autocomplete: "off" });
    const sift = () => {
      const typed = find.value.trim().toLowerCase();
      for (const box of boxes) { const line = box.closest("label"); (line.parentElement === list ? line : line.parentElement).hidden = !box.checked && !line.textContent.toLowerCase().includes(typed); }
    };
    find.oninput = (event) => { event.stopPropagation(); sift(); };
    find.onkeydown = (event) => { if (event.key === "Enter") event.preventDefault(); };
    list.before(find);
  };

  const wake = (part) => { for (const list of part.querySelectorAll("fieldset.field > div[id]")) narrow(list); };
  wake(document);
  document.addEventListener("htmx:afterSwap", (event) => wake(event.target));
})();
