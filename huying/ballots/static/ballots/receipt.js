/* Looks for a receipt in the published list without telling anybody which: the whole list is fetched, the search is here. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-receipt]");
  if (!form) return;
  const words = form.dataset, out = document.querySelector("[data-receipt-found]"), field = form.elements.receipt;
  let list = null;
  const look = async () => {
    const wanted = field.value.toLowerCase().replace(/[^0-9a-f]/g, "");
    out.hidden = false;
    out.className = "note";
    if (wanted.length !== 16) { out.textContent = words.wordShape; return; }
    out.textContent = words.wordWait;
    try {
      list ||= await (await fetch(words.file, { credentials: "same-origin" })).json();
      const found = list.ballots.find((ballot) => ballot.receipt === wanted);
      out.className = found ? "note ok" : "note late";
      out.textContent = found ? `${words.wordFound} ${read(found.marks)}` : words.wordNone;
    } catch { out.className = "note late"; out.textContent = words.wordFailed; }
  };
  const read = (marks) => {
    const labels = new Map(list.spec.objects.map((o) => [o.key, o]));
    const said = Object.entries(marks).map(([key, choice]) => {
      const one = labels.get(key), option = one?.options?.find((o) => o.key === choice);
      return `${one?.label ?? (key === "list" ? words.wordList : words.wordWritten)}：${option?.label ?? words[`choice${choice}`] ?? String(choice).replace(/^=/, "")}`;
    });
    return said.length ? said.join("；") : words.wordBlank;
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); look(); });
  if (location.hash.length === 17) { field.value = location.hash.slice(1); history.replaceState(null, "", location.pathname); look(); }
})();
