/* A member's device: what is on, a sheet with large answers, the receipt. A half-made choice survives every push and reload. */
(() => {
  "use strict";
  const root = document.querySelector(".hall[data-hall]"), words = root.dataset, part = (what, from = root) => from.querySelector(`[data-${what}]`);
  const say = (text, more) => Object.entries(more).reduce((t, [k, v]) => t.replace(`{${k}}`, v), text);
  let ticket = "";
  try { ticket = localStorage.getItem(`huying-hall-${words.code}`) || ""; } catch { /* no storage, no device */ }
  const how = { hall: words.hall, code: words.code, ticket }, voter = ticket.split(".")[2];
  const shown = new Map(); // poll id → {poll, node}
  const key = (poll, what) => `huying-${what}-${words.code}-${poll.id}-${voter}`;
  const announce = (text) => { part("said").textContent = text; };

  // What was pressed here, so that a page that is opened again says so at once.
  const note = (poll, value) => localStorage.setItem(key(poll, "voted"), JSON.stringify(value));
  const noted = (poll) => JSON.parse(localStorage.getItem(key(poll, "voted")) || "null");
  const draft = (poll) => JSON.parse(sessionStorage.getItem(key(poll, "draft")) || "{}");

  const raw = (form) => { const found = {}; for (const [k, v] of new FormData(form)) if (v) found[k.replace(/_text$/, "")] = v; return found; };
  const control = (poll, one, value, text) => {
    const label = document.createElement("label"), input = document.createElement("input");
    Object.assign(input, { type: poll.kind === "choosing" && !poll.spec.ranked ? "checkbox" : "radio", name: one.key, value });
    label.append(input, text);
    return label;
  };
  const field = (name, text, most) => {
    const box = document.createElement("div"), label = document.createElement("label"), input = document.createElement("input");
    Object.assign(input, { name, maxLength: most, id: `f-${name}-${Math.random()}`, autocomplete: "off" });
    Object.assign(label, { htmlFor: input.id, textContent: text });
    box.className = "field";
    box.append(label, input);
    return box;
  };
  const sheet = (poll, form) => {
    const place = part("objects", form);
    place.replaceChildren();
    for (const one of poll.objects) {
      const set = document.createElement("fieldset"), legend = document.createElement("legend"), answers = document.createElement("div");
      set.className = "field";
      legend.textContent = one.label;
      if (poll.kind === "motion") legend.className = "sr";
      answers.className = "choices";
      answers.append(...one.choices.map(([value, text]) => control(poll, one, value, text)));
      set.append(legend);
      if (one.note) set.append(Object.assign(document.createElement("small"), { textContent: one.note }));
      set.append(answers);
      if (one.text) set.append(field(`${one.key}_text`, one.label, 300));
      place.append(set);
    }
    if (poll.spec.write_ins) for (let n = 1; n <= poll.spec.seats; n += 1) place.append(field(`w${n}`, say(words.wordWritten, { n }), 40));
    for (const [name, value] of Object.entries(draft(poll))) {
      for (const input of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) if (input.type === "radio" || input.type === "checkbox") input.checked = input.value === value; else input.value = value;
    }
  };
  const spell = (poll, marks) => poll.objects.map((o) => { const c = o.choices.find(([v]) => v === String(marks[o.key])); return c && (poll.objects.length > 1 ? `${o.label} ${c[1]}` : c[1]); }).filter(Boolean).join("，");

  const done = (poll, node, text, more, focus) => {
    const box = part("done", node);
    node.querySelector("form").hidden = true;
    part("done-said", node).textContent = text;
    part("done-more", node).textContent = more || "";
    part("change", node).hidden = !(poll.state === "open" && poll.counts === "last" && poll.secrecy === "open");
    part("change", node).onclick = () => { node.querySelector("form").hidden = false; box.hidden = true; };
    box.hidden = false;
    if (focus) box.focus();
  };
  const wrong = (node, text) => { const box = part("wrong", node); box.textContent = text; box.hidden = !text; if (text) box.focus(); };
  const wait = (node, text) => { const box = part("wrong", node); box.textContent = text; box.hidden = false; };
  const over = (poll, body, tries, marks) => {
    if (["taken", "same", "replaced"].includes(body.code) || (body.code === "already" && tries)) return { text: body.code === "replaced" ? words.wordReplaced : words.wordTaken, more: poll.secrecy === "open" ? say(words.wordYou, { marks: spell(poll, marks) }) : words.wordSecret };
    return body.code === "already" ? { text: words.wordAlready, more: "" } : null;
  };
  const ballot = (poll) => ({
    poll: poll.uid, voter, key: poll.key, fingerprint: poll.fingerprint, sign: `${how.hall}/hall/${how.code}/${poll.id}/sign`, cast: `${how.hall}/hall/${how.code}/${poll.id}/cast`,
    wait: Number(words.wait), closes: poll.closes || 0, headers: { Authorization: `Bearer ${how.ticket}` }, words: { key: words.wordKey, signature: words.wordSignature, lost: words.wordLost },
  });
  /* Receipts lie with the ballots (verifiable.js); their polls' titles here, so that both can be shown when the poll is gone. */
  const titles = { at: `huying-receipts-${words.code}-${voter}`, get: () => JSON.parse(localStorage.getItem(titles.at) || "{}"), set: (found) => localStorage.setItem(titles.at, JSON.stringify(found)) };
  const spoken = (receipt) => say(words.wordReceipt, { code: receipt.replace(/(.{4})(?=.)/g, "$1 ") });
  const receipts = async (polls) => {
    const list = part("receipts"), lines = [], all = titles.get();
    for (const [uid, title] of Object.entries(all)) {
      if (polls.some((p) => p.uid === uid)) continue; // it says so itself
      const how = { poll: uid, voter }, record = await huyingBallot.kept(how).catch(() => ({}));
      if (!record) { delete all[uid]; titles.set(all); continue; } // written down
      if (!record.receipt) continue;
      const line = document.createElement("li"), button = Object.assign(document.createElement("button"), { type: "button", className: "btn small", textContent: words.wordNoted });
      button.addEventListener("click", async () => { await huyingBallot.forget(how); announce(words.wordForgotten); receipts(polls); });
      line.append(Object.assign(document.createElement("b"), { textContent: title }), Object.assign(document.createElement("p"), { textContent: spoken(record.receipt) }), button);
      lines.push(line);
    }
    part("list", list).replaceChildren(...lines);
    list.hidden = !lines.length;
  };
  const blindly = async (poll, node, act) => {
    try {
      const receipt = await act((stage, more) => wait(node, { asked: words.wordAsked, signed: words.wordSigned, sent: words.wordSending, retry: more || words.wordAgain }[stage]));
      if (!receipt) return;
      wrong(node, "");
      sessionStorage.removeItem(key(poll, "draft"));
      titles.set({ ...titles.get(), [poll.uid]: poll.title });
      done(poll, node, words.wordTaken, spoken(receipt), poll.state === "open");
    } catch (fault) { if (fault.final) node.append(part("wrong", node)); wrong(node, fault.message || words.wordAgain); } // out of the form, which goes with the closing
  };
  const press = async (poll, node, form) => {
    const spelt = huyingSheet.spell(poll.spec, raw(form)), button = form.querySelector("button.primary");
    if (!Object.keys(spelt.marks).length) return wrong(node, words.wordNothing);
    if (spelt.fault) return wrong(node, words[`word${spelt.fault[0].toUpperCase()}${spelt.fault.slice(1)}`]);
    button.disabled = true;
    button.classList.add("busy");
    wait(node, words.wordSending);
    if (poll.secrecy === "verifiable") await blindly(poll, node, (told) => huyingBallot.vote(ballot(poll), spelt, told));
    else {
      const { body, tries } = await huyingHall.ask(how, `${poll.id}/vote`, { marks: spelt.marks }, () => wait(node, words.wordAgain));
      const found = over(poll, body, tries, spelt.marks);
      if (found) { note(poll, found); sessionStorage.removeItem(key(poll, "draft")); wrong(node, ""); done(poll, node, found.text, found.more, true); } else wrong(node, body.say);
    }
    button.disabled = false;
    button.classList.remove("busy");
  };

  const result = (poll, node) => {
    const place = part("result", node);
    place.hidden = !poll.result;
    place.replaceChildren();
    if (!poll.result) return;
    place.append(Object.assign(document.createElement("p"), { className: "verdict", textContent: poll.result.outcome }));
    for (const one of poll.result.objects) for (const [label, n] of one.bars) {
      const row = Object.assign(document.createElement("p"), { className: "bar" });
      row.append(poll.result.objects.length > 1 ? `${one.label} ${label}` : label, Object.assign(document.createElement("progress"), { max: Math.max(1, poll.roll), value: n }), Object.assign(document.createElement("b"), { textContent: n }));
      row.querySelector("progress").setAttribute("aria-label", label);
      place.append(row);
    }
  };
  const begin = (poll) => {
    const node = document.getElementById("poll").content.firstElementChild.cloneNode(true), form = node.querySelector("form");
    node.dataset.kind = poll.kind;
    part("title", node).textContent = poll.title;
    part("number", node).textContent = poll.number;
    part("secrecy", node).textContent = poll.secrecy_label;
    part("says", node).textContent = poll.secrecy_says;
    part("question", node).textContent = poll.question;
    part("question", node).hidden = !poll.question;
    sheet(poll, form);
    form.addEventListener("change", () => sessionStorage.setItem(key(poll, "draft"), JSON.stringify(Object.fromEntries([...new FormData(form)].filter(([, v]) => v)))));
    form.addEventListener("submit", (event) => { event.preventDefault(); press(shown.get(poll.id).poll, node, form); });
    return node;
  };
  const update = (poll, node, fresh) => {
    const lamp = part("state", node), before = noted(poll);
    lamp.textContent = poll.state_label;
    lamp.className = `lamp ${poll.state === "open" ? "warn" : poll.state === "declared" ? "ok" : "wait"}`;
    if (poll.state !== "open") { node.querySelector("form").hidden = true; part("change", node).hidden = true; }
    result(poll, node);
    if (!fresh || (poll.state !== "open" && !(poll.secrecy === "verifiable" && huyingBallot.usable()))) return;
    if (poll.secrecy === "verifiable") { // after the closing too: whether a ballot arrived that lies here yet, and the receipt, which is needed now
      if (!huyingBallot.usable()) { node.querySelector("form").hidden = true; wait(node, words.wordUnsafe); node.append(part("wrong", node)); return; }
      huyingBallot.kept(ballot(poll)).then((record) => { if (record) blindly(poll, node, (told) => huyingBallot.resume(ballot(poll), told)); });
    } else if (before) done(poll, node, before.text, before.more);
  };
  /* Sittings to which this member has still to come: the code at the door, once. */
  const arrivals = (sittings) => {
    for (const node of document.querySelectorAll("[data-sitting]")) if (!sittings.some((s) => String(s.id) === node.dataset.sitting)) node.remove();
    for (const one of sittings) {
      if (document.querySelector(`[data-sitting="${one.id}"]`)) continue;
      const form = document.getElementById("sitting").content.firstElementChild.cloneNode(true), button = form.querySelector("button");
      form.dataset.sitting = one.id;
      part("title", form).textContent = one.title;
      form.addEventListener("submit", async (event) => {
        event.preventDefault();
        button.disabled = true;
        const { status, body } = await huyingHall.ask(how, `present/${one.id}`, { code: form.elements.code.value }, () => wait(form, words.wordAgain));
        button.disabled = false;
        if (status === 200) { form.remove(); announce(say(words.wordHere, { title: one.title })); } else wrong(form, body.say);
      });
      part("sittings").append(form);
    }
  };
  /* Open votes on top, the newest first, as the hall says; who is about to choose stays where they are. */
  const inOrder = (polls) => {
    const place = part("polls"), focused = document.activeElement;
    [...polls].reverse().forEach(({ id }, n) => { const { node } = shown.get(id); if (place.children[n] !== node) place.insertBefore(node, place.children[n]); });
    if (focused !== document.activeElement && place.contains(focused)) focused.focus({ preventScroll: true });
  };
  let told = false; // what stood before the page was opened is no news
  const state = ({ polls, sittings }) => {
    arrivals(sittings);
    for (const [id, { node }] of shown) if (!polls.some((p) => p.id === id)) { node.remove(); shown.delete(id); }
    let fresh = false;
    for (const poll of polls) {
      const before = shown.get(poll.id), node = before ? before.node : begin(poll);
      shown.set(poll.id, { poll, node });
      if (!before) part("polls").prepend(node);
      if (before?.poll.state !== poll.state) {
        const word = { open: words.wordOpened, closed: words.wordClosed, declared: words.wordDeclared }[poll.state];
        if (word && told) announce(say(word, { title: poll.title }));
      }
      update(poll, node, !before);
      fresh ||= !before && poll.state === "open" && !noted(poll) && !known[poll.id];
    }
    told = true;
    inOrder(polls);
    receipts(polls);
    part("idle").hidden = polls.length + sittings.length > 0;
    if (fresh) setTimeout(ask, Math.random() * 1500); else mine({ polls: known });
  };
  /* Where the roll says that this member has voted already (on another device), or may not. */
  const ask = async () => {
    const { status, body } = await huyingHall.ask(how, "mine");
    if (status === 200) mine(body);
  };
  let known = {};
  const mine = async (body) => {
    known = body.polls;
    for (const [id, { poll, node }] of shown) {
      const found = body.polls[id];
      if (!found || poll.state !== "open" || noted(poll) || (poll.secrecy === "verifiable" && await huyingBallot.kept(ballot(poll)).catch(() => null))) continue;
      if (found.channel === "paper") done(poll, node, words.wordPaper);
      else if (!found.present) done(poll, node, words.wordAbsent);
      else if (found.voted && !part("done-said", node).textContent) done(poll, node, words.wordAlready);
    }
  };
  setInterval(() => { for (const { poll, node } of shown.values()) part("left", node).textContent = poll.state === "open" && poll.closes ? say(words.wordLeft, { time: huyingHall.clock(poll.closes) }) : ""; }, 500);

  const gone = () => { part("replaced").hidden = false; part("polls").replaceChildren(); part("sittings").replaceChildren(); part("idle").hidden = part("line").hidden = true; part("slow").hidden = false; };
  const unready = () => { part("unready").hidden = false; part("line").hidden = true; };
  if (!words.hall) { part("line").hidden = true; return; }
  if (!ticket) { unready(); return; }
  const lamp = huyingHall.line(part("line"));
  huyingHall.listen(how, {
    state, ...lamp, up: () => { lamp.up(); part("slow").hidden = true; }, down: () => { lamp.down(); part("slow").hidden = false; },
    refused: (code) => (code === "replaced" ? gone() : unready()), replaced: gone, mine,
  });
})();
