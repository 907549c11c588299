/* Keep the ticket in this browser; nothing else holds it. */
(() => {
  "use strict";
  const given = document.querySelector("[data-ticket]");
  try { localStorage.setItem(`huying-hall-${given.dataset.code}`, given.dataset.ticket); } catch { given.hidden = true; document.querySelector("[data-unkept]").hidden = false; }
})();
