/* What JavaScript adds; every page works without it. Words come from <body data-…>. */
(() => {
  "use strict";
  const root = document.documentElement, words = document.body.dataset;
  const fill = (text, n) => (text || "").replace("{n}", n);
  const cookie = (name, value) => {
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax${secure}`;
  };

  // 大字版 and 深色: at once, and remembered for the server's next page.
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!event.target.matches("[data-looks]") || !button || button.name === "lang") return;
    event.preventDefault();
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", on);
    if (button.name === "large") {
      root.toggleAttribute("data-large", on);
      cookie("large", on ? "1" : "");
    } else {
      root.dataset.theme = on ? "dark" : "light";
      cookie("theme", root.dataset.theme);
    }
  });
  const moon = document.querySelector("[data-looks] [name=theme]");
  if (moon && !root.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches) moon.setAttribute("aria-pressed", "true");

  // data-confirm: a dialog that asks once. data-once: one submission, and a word that it is under way.
  const ask = (form, button) => {
    const box = document.createElement("dialog");
    const text = document.createElement("p"), row = document.createElement("form");
    text.textContent = form.dataset.confirm;
    text.id = "ask-text";
    box.setAttribute("aria-labelledby", "ask-text");
    row.method = "dialog";
    row.className = "actions";
    for (const [value, word, look] of [["yes", words.yes, "btn primary"], ["no", words.no, "btn"]]) {
      const one = document.createElement("button");
      Object.assign(one, { value, textContent: word, className: look });
      row.append(one);
    }
    box.append(text, row);
    document.body.append(box);
    box.addEventListener("close", () => {
      box.remove();
      if (box.returnValue !== "yes") return;
      form.dataset.confirmed = "1";
      form.requestSubmit(button || undefined);
    });
    box.showModal();
  };
  document.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    if (form.dataset.confirm && !form.dataset.confirmed) {
      event.preventDefault();
      ask(form, button);
      return;
    }
    if (!form.hasAttribute("data-once")) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    dirty.delete(form);
    if (button) setTimeout(() => { // after the browser has read the button's name and value
      button.setAttribute("aria-disabled", "true");
      button.classList.add("busy");
      button.dataset.word = button.textContent;
      button.textContent = words.busy;
    });
  });
  addEventListener("pageshow", (event) => { // the way back must not find a locked form
    if (!event.persisted) return;
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll(".busy")) {
        button.removeAttribute("aria-disabled");
        button.classList.remove("busy");
        button.textContent = button.dataset.word;
      }
    }
  });

  // data-autosave: post the form's texts a moment after typing stops; what cannot be saved stays in this tab.
  const dirty = new Set(), waiting = new Map();
  const keep = (form) => `draft:${form.dataset.autosave}`;
  const texts = (form) => [...form.elements].filter((field) => field.name && !["file", "password", "hidden", "submit"].includes(field.type));
  const say = (form, text) => { const place = form.querySelector("[data-saved-at]"); if (place) place.textContent = text; };
  const save = async (form) => {
    const body = new FormData(form);
    for (const field of form.querySelectorAll("[type=file]")) body.delete(field.name);
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body, credentials: "same-origin", redirect: "error" });
      if (!answer.ok) throw new Error(answer.status);
      dirty.delete(form);
      sessionStorage.removeItem(keep(form));
      const now = new Date();
      say(form, `${words.saved} ${String(now.getHours()).padStart(2, "0")}:${String(now.getMinutes()).padStart(2, "0")}`);
    } catch {
      const left = texts(form).filter((field) => !["checkbox", "radio"].includes(field.type)).map((field) => [field.name, field.value]);
      try { sessionStorage.setItem(keep(form), JSON.stringify(left)); } catch { /* full: the text still stands on the page */ }
      say(form, words.unsaved);
      waiting.set(form, setTimeout(save, 15000, form));
    }
  };
  for (const form of document.querySelectorAll("form[data-autosave]")) {
    const left = sessionStorage.getItem(keep(form));
    if (left) {
      for (const [name, value] of JSON.parse(left)) {
        const field = form.elements.namedItem(name);
        if (field && "value" in field) field.value = value;
      }
      say(form, words.restored);
    }
  }
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.dataset.autosave) {
      clearTimeout(waiting.get(form));
      waiting.set(form, setTimeout(save, 3000, form));
    }
    if (form?.method === "post" && event.target.matches("textarea, [data-autosave] input")) dirty.add(form);
    count(event.target);
    if (event.target.matches("[data-pick-all], [name=pk]")) pick(event.target);
  });
  addEventListener("beforeunload", (event) => { if (dirty.size) event.preventDefault(); });

  // How many characters are left: people count 𠮷 as one.
  function count(field) {
    const most = field.matches?.("textarea") && Number(field.getAttribute("maxlength") || field.dataset.most);
    if (!most) return;
    if (field.hasAttribute("maxlength")) { field.dataset.most = most; field.removeAttribute("maxlength"); } // never cut a pasted text silently
    let place = field.nextElementSibling;
    if (!place?.matches(".count")) {
      place = Object.assign(document.createElement("small"), { className: "count" });
      place.setAttribute("role", "status");
      field.after(place);
    }
    const left = most - [...field.value].length;
    place.textContent = left < 0 ? fill(words.over, -left) : fill(words.left, left);
    place.classList.toggle("over", left < 0);
  }

  // Bulk actions: all of this page, and how many are chosen.
  function pick(box) {
    const form = box.form, all = form.querySelector("[data-pick-all]"), boxes = [...form.querySelectorAll("[name=pk]")];
    if (box === all) for (const one of boxes) one.checked = all.checked;
    const n = boxes.filter((one) => one.checked).length;
    if (all) { all.checked = n > 0 && n === boxes.length; all.indeterminate = n > 0 && n < boxes.length; }
    const place = form.querySelector("[data-chosen-count]");
    if (place) place.textContent = n ? fill(words.chosen, n) : "";
    for (const button of form.querySelectorAll("[data-needs-pick]")) button.disabled = !n;
  }

  const wake = (part) => {
    for (const field of part.querySelectorAll("textarea")) count(field);
    for (const form of part.querySelectorAll("[data-bulk]")) { const box = form.querySelector("[data-pick-all]"); if (box) { box.checked = false; pick(form.querySelector("[name=pk]") || box); } }
    for (const button of part.querySelectorAll("[data-copy]")) {
      button.hidden = !navigator.clipboard;
      button.onclick = async () => { await navigator.clipboard.writeText(button.dataset.copy); button.textContent = words.copied; };
    }
    for (const button of part.querySelectorAll("[data-print]")) { button.hidden = false; button.onclick = () => print(); }
  };
  wake(document);
  document.getElementById("errors")?.focus();
  document.addEventListener("htmx:afterSwap", (event) => wake(event.target));
})();
