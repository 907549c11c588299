/* What JavaScript adds; every page works without it. Words come from <body data-…>. */
(() => {
  "use strict";
  const root = document.documentElement, words = document.body.dataset;
  const all = (part, what) => [...part.querySelectorAll(what)];
  const fill = (text, n) => (text || "").replace("{n}", n);
  const dirty = new Set(), waiting = new Map();

  // 大字版 and 深色: at once, and remembered in a cookie for the server's next page.
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!event.target.matches("[data-looks]") || !button || button.name === "lang") return;
    event.preventDefault();
    const on = button.getAttribute("aria-pressed") !== "true", large = button.name === "large";
    button.setAttribute("aria-pressed", on);
    if (large) root.toggleAttribute("data-large", on);
    else root.dataset.theme = on ? "dark" : "light";
    const value = large ? (on ? "1" : "") : root.dataset.theme, safe = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `${button.name}=${value}; path=/; max-age=31536000; samesite=lax${safe}`;
  });
  const moon = document.querySelector("[data-looks] [name=theme]");
  if (moon && !root.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches) moon.setAttribute("aria-pressed", "true");

  // data-confirm: a dialog that asks once.
  const ask = (form, button) => {
    const box = document.createElement("dialog"), text = document.createElement("p"), row = document.createElement("form");
    Object.assign(text, { textContent: form.dataset.confirm, id: "ask-text" });
    box.setAttribute("aria-labelledby", "ask-text");
    Object.assign(row, { method: "dialog", className: "actions" });
    for (const [value, word, look] of [["yes", words.yes, "btn primary"], ["no", words.no, "btn"]])
      row.append(Object.assign(document.createElement("button"), { value, textContent: word, className: look }));
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

  // data-once: one submission, and a word that it is under way; the way back must not find a locked form.
  const busy = (button, on) => {
    button.classList.toggle("busy", on);
    if (on) { button.dataset.word = button.textContent; button.textContent = words.busy; button.setAttribute("aria-disabled", "true"); }
    else { button.textContent = button.dataset.word; button.removeAttribute("aria-disabled"); }
  };
  document.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    if (form.dataset.confirm && !form.dataset.confirmed) { event.preventDefault(); ask(form, button); return; }
    if (!form.hasAttribute("data-once")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    dirty.delete(form);
    clearTimeout(waiting.get(form));
    if (button) setTimeout(busy, 0, button, true); // after the browser has read the button's name and value
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of all(document, "form[data-sent]")) { delete form.dataset.sent; for (const button of all(form, ".busy")) busy(button, false); }
  });

  // data-autosave: post the form's texts a moment after typing stops; what cannot be saved stays in this tab.
  const keep = (form) => `draft:${form.dataset.autosave}`;
  const say = (form, text, bad) => { const place = form.querySelector("[data-saved-at]"); if (place) { place.textContent = text; place.classList.toggle("over", Boolean(bad)); } };
  const save = async (form) => {
    const body = new FormData(form), now = new Date(), two = (n) => String(n).padStart(2, "0");
    for (const field of all(form, "[type=file], [type=password]")) body.delete(field.name);
    dirty.delete(form); // what is typed while the answer is on its way marks it again
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body, credentials: "same-origin", redirect: "error" });
      if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).error || "");
      sessionStorage.removeItem(keep(form));
      say(form, `${words.saved} ${two(now.getHours())}:${two(now.getMinutes())}`);
    } catch (refused) {
      const left = all(form, "textarea, input[type=text], input:not([type])").map((field) => [field.name, field.value]);
      try { sessionStorage.setItem(keep(form), JSON.stringify(left)); } catch { /* full: the text still stands on the page */ }
      dirty.add(form);
      say(form, refused instanceof TypeError ? words.unsaved : refused.message || words.refused, true); // a TypeError: nobody answered
      waiting.set(form, setTimeout(save, 15000, form));
    }
  };
  for (const form of all(document, "form[data-autosave]")) {
    const left = sessionStorage.getItem(keep(form));
    if (!left) continue;
    for (const [name, value] of JSON.parse(left)) { const field = form.elements.namedItem(name); if (field && "value" in field) field.value = value; }
    say(form, words.restored);
  }
  addEventListener("beforeunload", (event) => { if (dirty.size) event.preventDefault(); });

  // How many characters are left: people count 𠮷 as one. A pasted text is never cut silently.
  const count = (field) => {
    const most = field.matches?.("textarea") && Number(field.getAttribute("maxlength") || field.dataset.most);
    if (!most) return;
    field.dataset.most = most;
    field.removeAttribute("maxlength");
    let place = field.nextElementSibling;
    if (!place?.matches(".count")) {
      place = Object.assign(document.createElement("small"), { className: "count" });
      place.setAttribute("role", "status");
      field.after(place);
    }
    const left = most - [...field.value].length;
    place.textContent = left < 0 ? fill(words.over, -left) : left <= most / 5 || most <= 500 ? fill(words.left, left) : ""; // said when it matters
    place.classList.toggle("over", left < 0);
  };

  // Bulk actions: all of this page, how many are chosen, and no button without a choice.
  const pick = (form, whole) => {
    const head = form.querySelector("[data-pick-all]"), boxes = all(form, "[name=pk]");
    if (whole) for (const one of boxes) one.checked = head.checked;
    const n = boxes.filter((one) => one.checked).length, place = form.querySelector("[data-chosen-count]");
    if (head) { head.checked = n > 0 && n === boxes.length; head.indeterminate = n > 0 && n < boxes.length; }
    if (place) place.textContent = n ? fill(words.chosen, n) : "";
    for (const button of all(form, "[data-needs-pick]")) button.disabled = !n;
  };

  document.addEventListener("input", (event) => {
    const field = event.target, form = field.form;
    count(field);
    if (form?.matches("[data-bulk]")) pick(form, field.matches("[data-pick-all]"));
    if (form?.method !== "post") return;
    if (field.matches("textarea") || form.dataset.autosave) dirty.add(form);
    if (!form.dataset.autosave) return;
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(save, 3000, form));
  });
  const wake = (part) => {
    for (const field of all(part, "textarea")) count(field);
    for (const form of all(part, "[data-bulk]")) pick(form, false);
    for (const button of all(part, "[data-copy]")) {
      button.hidden = !navigator.clipboard;
      button.onclick = async () => { await navigator.clipboard.writeText(button.dataset.copy); button.textContent = words.copied; };
    }
    for (const button of all(part, "[data-print]")) { button.hidden = false; button.onclick = () => print(); }
  };
  wake(document);
  // On a phone the filters wait behind their heading, unless one is in force.
  if (matchMedia("(max-width: 40em)").matches)
    for (const box of all(document, ".sift"))
      box.open = all(box, "select, input:not([type=hidden])").some((field) => field.value);
  document.getElementById("errors")?.focus();
  const strip = document.querySelector(".side"), here = strip?.querySelector("[aria-current]"); // on phones: the current entry in view
  if (here && strip.scrollWidth > strip.clientWidth) strip.scrollLeft = here.offsetLeft - strip.offsetLeft - 40;
  document.addEventListener("htmx:afterSwap", (event) => wake(event.target));
})();
