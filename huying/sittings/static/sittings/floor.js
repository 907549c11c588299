// Counts the speaker's time down between two looks at the server. Without it the page shows when the time is over.
(function () {
  "use strict";
  function tick() {
    document.querySelectorAll("[data-left]").forEach(function (box) {
      var left = Number(box.dataset.left) - 1;
      box.dataset.left = String(left);
      var past = Math.abs(left);
      box.querySelector("[data-clock]").textContent = Math.floor(past / 60) + ":" + String(past % 60).padStart(2, "0");
      box.querySelector("[data-word]").textContent = left < 0 ? box.dataset.overWord : box.dataset.leftWord;
      box.classList.toggle("over", left < 0);
    });
  }
  window.setInterval(tick, 1000);
})();
