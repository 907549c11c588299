/* The list beside a drawn map becomes pins of Leaflet; where Leaflet is missing the drawing stays. */
(() => {
  "use strict";
  if (!window.L || window.huyingMap) return;
  const NEAR = 36; // pixels: pins nearer than this stand as one until somebody comes closer

  /* A Leaflet map in `frame`; words, tiles and outline from data- attributes of `box`. */
  const ground = (frame, box) => {
    const live = document.createElement("div"), words = box.dataset;
    live.className = "map-live";
    live.setAttribute("role", "group");
    live.setAttribute("aria-label", box.getAttribute("aria-label") || words.wordMap || "");
    frame.append(live);
    // one finger scrolls the page, two move the map; the wheel waits until somebody is in the map
    const touch = matchMedia("(pointer: coarse)").matches;
    const map = L.map(live, { zoomControl: false, scrollWheelZoom: false, dragging: !touch, maxZoom: 18, zoomSnap: 0.25, attributionControl: false });
    L.control.zoom({ zoomInTitle: words.zoomIn || "+", zoomOutTitle: words.zoomOut || "-" }).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    map.on("focus", () => map.scrollWheelZoom.enable()).on("blur", () => map.scrollWheelZoom.disable());
    const credit = L.control.attribution({ prefix: '<a href="https://leafletjs.com">Leaflet</a>' }).addTo(map);
    if (touch && words.two) credit.addAttribution(plain(words.two));
    if (words.tiles) L.tileLayer(words.tiles, { attribution: plain(words.attribution || ""), subdomains: words.subdomains || "abc", maxZoom: 18 }).addTo(map);
    if (words.outline) for (const ring of JSON.parse(words.outline))
      L.polygon(ring.map(([lon, lat]) => [lat, lon]), { className: "map-ring", weight: 1.5, fillOpacity: words.tiles ? 0 : 1, interactive: false }).addTo(map);
    return map;
  };
  const plain = (text) => Object.assign(document.createElement("i"), { textContent: text }).innerHTML;
  const pin = (word, tone, many) => {
    const dot = document.createElement("span");
    dot.className = `map-pin ${tone} ${many ? "many" : ""}`;
    dot.textContent = word;
    const size = many ? 44 : 36;
    return L.divIcon({ className: "leaflet-div-icon map-icon", html: dot, iconSize: [size, size] });
  };
  const named = (marker, label) => marker.on("add", () => marker.getElement().setAttribute("aria-label", label));
  const say = (marker, item, close) => {
    const words = item.querySelector("span:last-child").cloneNode(true);
    marker.bindPopup(words, { maxWidth: 240 }).on("popupopen", (event) => {
      event.popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", close);
      words.querySelector("a")?.focus({ preventScroll: true });
    });
  };

  const show = (box) => {
    const items = [...box.querySelectorAll("li[data-lat]")].map((li) => ({
      li, at: L.latLng(+li.dataset.lat, +li.dataset.lon), tone: li.dataset.tone, count: +li.dataset.count || 1,
      number: li.querySelector(".map-number").textContent, label: li.querySelector("a, b").textContent,
    }));
    if (!items.length && !box.dataset.outline) return; // nothing to move about in
    const map = ground(box.querySelector(".map-frame"), box), layer = L.layerGroup().addTo(map);
    const draw = () => {
      layer.clearLayers();
      const groups = [];
      for (const item of items) {
        const spot = map.latLngToLayerPoint(item.at), group = map.getZoom() < 18 && groups.find((g) => g.spot.distanceTo(spot) < NEAR);
        if (group) group.items.push(item); else groups.push({ spot, items: [item] });
      }
      for (const { items: [first, ...more] } of groups) {
        const many = more.reduce((n, item) => n + item.count, first.count), tone = more.every((item) => item.tone === first.tone) ? first.tone : "";
        const label = more.length ? (box.dataset.places || "{n}").replace("{n}", many) : first.label;
        const marker = named(L.marker(first.at, { icon: pin(many > 1 ? `×${many}` : first.number, tone, many > 1), title: label }), more.length ? label : `${first.number} ${label}`);
        if (more.length) marker.on("click", () => map.fitBounds(L.latLngBounds([first, ...more].map((item) => item.at)).pad(0.3), { maxZoom: 18 }));
        else say(marker, first.li, box.dataset.close);
        layer.addLayer(marker);
      }
    };
    const bounds = L.latLngBounds(items.map((item) => item.at));
    if (box.dataset.outline) for (const ring of JSON.parse(box.dataset.outline)) for (const [lon, lat] of ring) bounds.extend([lat, lon]);
    map.on("zoomend", draw);
    map.fitBounds(bounds.pad(0.12), { maxZoom: 15, animate: false });
    draw();
  };
  const wake = (part) => { for (const box of part.querySelectorAll("[data-map]:not([data-live])")) { box.dataset.live = ""; show(box); } };
  window.huyingMap = { ground, pin, plain };
  wake(document);
  document.addEventListener("htmx:afterSwap", (event) => wake(event.target));
})();
