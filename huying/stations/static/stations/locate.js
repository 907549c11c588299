/* The phone's position, asked for only when somebody presses the button; pages work without it. */
(() => {
  "use strict";
  for (const button of document.querySelectorAll("[data-locate]")) {
    const form = button.form || button.closest("form");
    if (!navigator.geolocation || !form) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      button.disabled = true;
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          form.querySelector("[data-latitude]").value = coords.latitude.toFixed(4);
          form.querySelector("[data-longitude]").value = coords.longitude.toFixed(4);
          const consent = form.elements.namedItem("consent");
          if (consent) consent.checked = true; // pressing the button is the consent; it can be taken back before sending
          button.textContent = button.dataset.found;
        },
        () => { button.disabled = false; button.textContent = button.dataset.failed; },
        { enableHighAccuracy: true, timeout: 10000, maximumAge: 60000 },
      );
    });
  }
})();
