/* The chair's page and the clerk's view of connections: numbers live, everything else as the page was served. */
(() => {
  "use strict";
  const root = document.querySelector("[data-chair], [data-connections]"), words = root.dataset;
  const say = (text, more) => Object.entries(more).reduce((t, [k, v]) => t.replace(`{${k}}`, v), text);
  const known = new Map([...document.querySelectorAll("[data-poll]")].map((card) => [card.dataset.poll, card]));
  const beat = () => {
    const clock = root.querySelector("[data-clock]"), off = Math.round(huyingHall.offset() / 1000);
    if (clock) clock.textContent = Math.abs(off) < 3 ? words.wordClockok : say(words.wordClock, { how: off < 0 ? words.wordFast : words.wordSlow, n: Math.abs(off) });
  };
  /* A step that is being sent is told by the hall before its answer is here: a reload now would throw the answer away. */
  let leaving = 0;
  addEventListener("beforeunload", () => { leaving = Date.now(); });
  const anew = () => { const wait = leaving + 8000 - Date.now(); if (wait > 0) setTimeout(anew, wait); else location.reload(); };
  /* Once for each news: a page that does not show it the first time (too many polls, a hall that lags) is left alone. */
  const reload = (news) => {
    const name = `huying-chair-${words.code}`, had = JSON.parse(sessionStorage.getItem(name) || "[]");
    if (had.includes(news)) return false;
    sessionStorage.setItem(name, JSON.stringify([...had.slice(-200), news]));
    anew();
    return true;
  };
  const state = ({ polls }) => {
    for (const poll of polls) {
      const card = known.get(String(poll.id));
      if (!card) { if (root.matches("[data-chair]") && poll.state !== "declared" && reload(`${poll.id}`)) return; continue; }
      if (card.dataset.state !== poll.state) { if (reload(`${poll.id} ${card.dataset.state} ${poll.state}`)) return; continue; }
      for (const [place, n] of [["[data-voted]", poll.turnout], ["[data-ballots]", poll.ballots]]) {
        const told = card.querySelector(place);
        if (told && n !== undefined) told.textContent = n;
      }
    }
  };
  const online = (members) => {
    const here = new Set(members.map(String)), rows = [...document.querySelectorAll("[data-member]")];
    for (const row of rows) {
      const on = here.has(row.dataset.member), lamp = document.createElement("span");
      lamp.className = `lamp ${on ? "ok" : "late"}`;
      lamp.textContent = on ? words.wordOn : words.wordOff;
      row.querySelector("[data-on]").replaceChildren(lamp);
      row.classList.toggle("on", on);
    }
    const n = rows.filter((row) => row.classList.contains("on")).length;
    if (rows.length) root.querySelector("[data-count]").textContent = say(words.wordCount, { n, off: rows.length - n });
    for (const place of root.querySelectorAll("[data-online]")) place.textContent = say(words.wordOnline, { n: members.length });
    only();
  };
  const box = root.querySelector("[data-only]");
  const only = () => { for (const row of document.querySelectorAll("[data-member]")) row.hidden = Boolean(box?.checked) && row.classList.contains("on"); };
  box?.addEventListener("change", only);
  setInterval(() => {
    for (const card of known.values()) if (card.dataset.closes && card.dataset.state === "open") card.querySelector("[data-left]").textContent = say(words.wordLeft, { time: huyingHall.clock(Number(card.dataset.closes) * 1000) });
  }, 500);
  if (words.hall) huyingHall.listen(words, { state, online, beat, ...huyingHall.line(root.querySelector("[data-line]")) });
})();
