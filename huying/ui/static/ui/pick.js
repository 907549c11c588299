/* A position in a form: beside its two number fields a map to click on, and the device's own position when asked. */
(() => {
  "use strict";
  const put = (field, value) => { field.value = value.toFixed(6); field.dispatchEvent(new Event("input", { bubbles: true })); };
  const offer = (lat) => {
    const lon = lat.form?.querySelector("[data-lon]"), words = lat.dataset;
    if (!lon || words.offered) return;
    words.offered = "1";
    const box = Object.assign(document.createElement("div"), { className: "pick-map" });
    const row = Object.assign(document.createElement("div"), { className: "row" }), note = Object.assign(document.createElement("small"), { className: "dim" });
    note.setAttribute("role", "status");
    let chosen = () => {};
    const button = (word, act) => { const made = Object.assign(document.createElement("button"), { type: "button", className: "btn", textContent: word }); made.onclick = act; row.append(made); return made; };
    if (navigator.geolocation && isSecureContext)
      button(words.wordHere, () => {
        note.textContent = words.wordWait;
        navigator.geolocation.getCurrentPosition(
          ({ coords }) => { put(lat, coords.latitude); put(lon, coords.longitude); note.textContent = words.wordTook.replace("{n}", Math.round(coords.accuracy)); chosen(true); },
          () => { note.textContent = words.wordNone; }, { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 });
      });
    const near = JSON.parse(words.near || "[]");
    if (window.huyingMap && (near.length || words.outline || words.tiles)) { // an empty sheet is nothing to click on
      const opener = button(words.wordMap, () => {
        opener.remove();
        const frame = Object.assign(document.createElement("div"), { className: "map-frame" });
        box.append(frame);
        const map = huyingMap.ground(frame, lat), bounds = L.latLngBounds(near);
        for (const ring of JSON.parse(words.outline || "[]")) for (const [y, x] of ring) bounds.extend([x, y]);
        for (const spot of near) L.circleMarker(spot, { radius: 4, className: "map-known", interactive: false }).addTo(map);
        let marker = null;
        chosen = (near) => {
          const filled = lat.value !== "" && lon.value !== "" && Math.abs(lat.value) <= 90 && Math.abs(lon.value) <= 180;
          marker?.remove();
          if (!filled) return;
          marker = L.marker([+lat.value, +lon.value], { icon: huyingMap.pin("", "", false), interactive: false, keyboard: false }).addTo(map);
          if (near) map.setView(marker.getLatLng(), Math.max(map.getZoom() || 0, 15));
        };
        if (bounds.isValid()) map.fitBounds(bounds.pad(0.12), { maxZoom: 14, animate: false }); else map.setView([35, 105], 3.5);
        chosen(true);
        map.on("click", ({ latlng }) => { const spot = latlng.wrap(); put(lat, spot.lat); put(lon, spot.lng); chosen(false); });
        for (const field of [lat, lon]) field.addEventListener("change", () => chosen(true));
      });
    }
    box.append(row, note);
    lon.closest(".field").after(box);
  };
  const wake = (part) => part.querySelectorAll("input[data-lat]").forEach(offer);
  wake(document);
  document.addEventListener("htmx:afterSwap", (event) => wake(event.target));
})();
