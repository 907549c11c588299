/* What the hall pushes: read with a ticket in a header (never in an address), taken up again after every loss. */
window.huyingHall = (() => {
  "use strict";
  const QUIET = 32000; // ms without a sign of life, then the line is taken for dead
  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
  /* What the hall pushes is worded once for everybody; a page in another language knows its words (data-spoken). */
  const said = JSON.parse(document.querySelector("[data-spoken]")?.dataset.spoken || "{}");
  const here = (_key, value) => (typeof value === "string" && Object.hasOwn(said, value) ? said[value] : value);
  let offset = 0; // the server's clock against this device's
  const now = () => Date.now() + offset;

  const read = async (body, told, control) => {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const watch = setTimeout(() => control.abort(), QUIET);
      const { value, done } = await reader.read().finally(() => clearTimeout(watch));
      if (done) return;
      rest += value;
      for (let end; (end = rest.indexOf("\n\n")) >= 0; rest = rest.slice(end + 2)) {
        const found = Object.fromEntries(rest.slice(0, end).split("\n").map((l) => [l.slice(0, l.indexOf(":")), l.slice(l.indexOf(":") + 2)]));
        if (found.event) told(found.event, JSON.parse(found.data || "null", here), found.id);
      }
    }
  };

  /* how: {hall, code, ticket}; on: {state, mine, online, beat, replaced, refused, up, down}. */
  const listen = async (how, on) => {
    let last = "", tries = 0, ended = false;
    while (!ended) {
      const control = new AbortController();
      try {
        const headers = { Authorization: `Bearer ${how.ticket}` };
        if (last) headers["Last-Event-ID"] = last;
        const reply = await fetch(`${how.hall}/hall/${how.code}/events`, { headers, credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer", signal: control.signal });
        if (reply.status === 401) { on.refused?.((await reply.json().catch(() => ({}))).code); return; }
        if (!reply.ok) throw new Error(String(reply.status));
        tries = 0;
        on.up?.();
        await read(reply.body, (event, data, id) => {
          if (id) last = id;
          if (event === "beat") offset = data.now - Date.now();
          if (event === "replaced") ended = true;
          on[event]?.(data);
        }, control);
      } catch { /* the loss itself says enough */ }
      if (ended) return;
      on.down?.();
      await Promise.race([sleep(Math.min(15000, 700 * 2 ** tries) * (0.5 + Math.random())), new Promise((done) => addEventListener("online", done, { once: true }))]);
      tries += 1;
    }
  };

  /* Ask until somebody answers; {status, body}. `waiting()` is told of every try that failed. */
  const ask = async (how, path, sent, waiting) => {
    for (let n = 0; ; n += 1) {
      try {
        const reply = await fetch(`${how.hall}/hall/${how.code}/${path}`, {
          method: sent ? "POST" : "GET", body: sent && JSON.stringify(sent), credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(15000),
          headers: { Authorization: `Bearer ${how.ticket}`, ...(sent && { "Content-Type": "application/json" }) },
        });
        if (![429, 502, 503, 504].includes(reply.status)) return { status: reply.status, body: await reply.json(), tries: n };
      } catch { /* tried again */ }
      waiting?.();
      await sleep(Math.min(8000, 500 * 2 ** n) * (0.5 + Math.random()));
    }
  };

  const clock = (until) => {
    const s = Math.max(0, Math.ceil((until - now()) / 1000));
    return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
  };
  const line = (lamp) => ({
    up: () => { lamp.hidden = !lamp.dataset.up; lamp.className = "lamp ok push"; if (lamp.dataset.up) lamp.textContent = lamp.dataset.up; },
    down: () => { lamp.hidden = false; if (lamp.dataset.down) { lamp.className = "lamp late push"; lamp.textContent = lamp.dataset.down; } },
  });
  return { listen, ask, clock, now, line, offset: () => offset };
})();
