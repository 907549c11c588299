/* The reception desk: what is typed is kept encrypted, then sent, then forgotten. Order: keep, clear the form, send, drop. */
(() => {
  "use strict";
  const read = (id) => JSON.parse(document.getElementById(id).textContent), $ = (id) => document.getElementById(id);
  const words = read("words"), addresses = read("addresses"), form = $("visit"), root = $("reception");
  const store = huyingStore(`huying-desk-${addresses.code}`), { who, send } = huyingSending(addresses);
  const fill = (text, n) => text.replace("{n}", n), LOCK = 10 * 60 * 1000, AGAIN = 20000;
  const named = (part, what) => part.querySelectorAll(what), fields = ["text", "author", "phone", "place", "station", "urgency", "urgency_reason"];
  let session = null, member = 0, placed = 0, channel = "station", photos = [], editing = "", saving = 0, locking = 0, busy = null, shrinking = Promise.resolve();

  // a word about the session goes when the session is well again; other words stay until the next
  const notice = (text, link = "", about = "") => {
    const place = $("notice");
    if (!text && about !== (place.dataset.about || "")) return;
    place.dataset.about = about;
    place.hidden = !text;
    place.textContent = text;
    if (link) place.append(" ", Object.assign(document.createElement("a"), { href: link, textContent: words.signin }));
  };
  const net = (tone, text) => { $("net").className = `lamp ${tone}`; $("net").textContent = text; };
  const options = (select, pairs, blank) => {
    const chosen = select.value;
    select.replaceChildren(...(blank ? [new Option("—", "")] : []), ...pairs.map(([value, word]) => new Option(word, value)));
    if ([...select.options].some((one) => one.value === chosen)) select.value = chosen;
    else if (pairs.length === 1) select.value = pairs[0][0];
  };
  // the station chosen last here, else the member's own: set once, so that who clears it is not overruled
  const stationed = async (stations, preset) => {
    const select = $("station"), has = (id) => id && [...select.options].some((one) => one.value === String(id));
    if (placed !== member) select.value = "";
    options(select, stations, stations.length !== 1);
    if (placed === member) return;
    placed = member;
    const known = store.possible && (await store.get(`station-${member}`));
    if (!select.value) select.value = [known, preset].find(has) || "";
  };
  const newId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
  const typed = () => ({ ...Object.fromEntries(fields.map((name) => [name, $(name).value.trim()])), is_protected: $("is_protected").checked ? "on" : "", channel });
  const show = (item) => {
    for (const name of fields) if (item.fields[name] !== undefined) $(name).value = item.fields[name];
    $("is_protected").checked = Boolean(item.fields.is_protected);
    photos = item.photos;
    pictured();
  };
  const clear = () => {
    for (const name of ["text", "author", "phone", "place", "urgency_reason"]) $(name).value = "";
    $("urgency").selectedIndex = 0;
    $("is_protected").checked = false;
    $("text-e").textContent = $("draft").textContent = "";
    $("text").removeAttribute("aria-invalid");
    photos = []; editing = "";
    pictured();
  };
  const pictured = () => { $("photos").value = ""; $("photos-e").textContent = photos.length ? fill(words.photos, photos.length) : ""; };

  /* The draft: what stands in the form, kept a moment after typing stops, under this member's own name. */
  const draftId = () => `draft-${member}`;
  const draft = async () => {
    saving = 0;
    if (!store.ready || !member) return;
    const said = typed(), empty = !said.text && !said.author && !said.phone && !said.place && !photos.length;
    try {
      if (empty) { await store.drop(draftId()); $("draft").textContent = ""; return; }
      await store.keep({ id: draftId(), member, at: Date.now(), fields: { ...said, editing }, photos });
      $("draft").textContent = words.kept;
    } catch { $("draft").textContent = words.keepFail; }
  };
  const restore = async () => {
    const row = store.ready && member && (await store.row(draftId()));
    if (!row || typed().text) return;
    const item = await store.load(row);
    if (await hides()) { // not shown to whoever holds the device now; it waits with the others
      const { editing: was, ...fields } = item.fields;
      await store.keep({ ...item, id: was || newId(), fields, errors: [words.held] });
      await store.drop(draftId());
      return;
    }
    show(item);
    editing = item.fields.editing || "";
    $("draft").textContent = words.restored;
  };

  // once the server has said that nobody is signed in, what waits is counted but not shown, with a net or without
  const hides = async () => store.possible && Boolean(await store.get("ended"));
  const draw = async () => {
    const rows = store.possible ? await store.rows() : [], ours = rows.filter((row) => row.member === member), list = $("queue");
    $("queue-h").textContent = ours.length ? fill(words.waiting, ours.length) : words.none;
    named(root, "[data-send]")[0].hidden = !ours.length;
    for (const button of named(root, "[data-wipe]")) if (!button.closest("#unlock")) button.hidden = !(await store.get("mode"));
    const unseen = ours.length > 0 && (await hides()), foreign = rows.length - ours.length;
    $("others").hidden = !foreign && !unseen;
    $("others").textContent = `${unseen ? words.unseen : ""} ${foreign ? fill(words.other, foreign) : ""}`.trim();
    const lines = [];
    for (const row of store.ready && !unseen ? ours : []) {
      const item = await store.load(row), line = document.createElement("li"), said = document.createElement("b"), state = document.createElement("span"), acts = document.createElement("div");
      said.textContent = item.fields.text.slice(0, 60);
      state.className = `lamp ${item.errors ? "late" : "wait"}`;
      state.textContent = item.errors ? words.refused : words.kept;
      acts.className = "row";
      acts.append(state);
      for (const [word, act] of [[words.edit, () => edit(item)], [words.drop, () => forget(item)]]) {
        const button = Object.assign(document.createElement("button"), { type: "button", className: "btn", textContent: word, onclick: act });
        button.setAttribute("aria-label", `${word}：${said.textContent}`);
        acts.append(button);
      }
      line.append(said, acts);
      if (item.errors) line.append(Object.assign(document.createElement("p"), { className: "error", textContent: item.errors.join(" ") }));
      lines.push(line);
    }
    list.replaceChildren(...lines);
  };
  const edit = async (item) => {
    if (typed().text && editing !== item.id) await queue(); // what is half typed is not lost for it
    const still = await navigator.locks.request(addresses.desk, async () => { // held back in every tab while it is being changed
      if (!(await store.row(item.id))) return false;
      await store.keep({ ...item, errors: item.errors || [words.held] });
      return true;
    });
    if (still) { show(item); editing = item.id; $("text").focus(); await draft(); }
    await draw();
  };
  const forget = async (item) => {
    if (!confirm(words.dropAsk)) return;
    await navigator.locks.request(addresses.desk, async () => { await store.drop(item.id); if (editing === item.id) { clear(); await store.drop(draftId()); } });
    await draw();
  };
  const bare = (text) => text.replace(/\s+/g, "");
  const told = ({ done, fresh }, item) => {
    const card = document.createElement("p"), link = Object.assign(document.createElement("a"), { href: `${addresses.voice}${done.id}/`, textContent: done.number || words.open });
    card.className = "note ok";
    card.append(`${words.sent} `, link, ` · ${item.fields.author || item.fields.text.slice(0, 20)} `);
    if (done.code) card.append(document.createElement("br"), `${words.code} `, Object.assign(document.createElement("b"), { className: "code", textContent: done.code.replace(/(\d{4})(?=\d)/, "$1 ") }));
    else if (!fresh) card.append(document.createElement("br"), words.again);
    if (!fresh && done.text !== undefined && bare(done.text) !== bare(item.fields.text)) {
      card.className = "note warn"; // it had arrived before it was changed here: the change goes into that one by hand
      card.append(document.createElement("br"), words.changed, document.createElement("br"), item.fields.text);
    }
    $("done").prepend(card);
  };

  /* One tab sends at a time; an item is dropped only after the server has said that it has it. */
  const flush = () => (!store.ready ? Promise.resolve() : busy ??= navigator.locks.request(addresses.desk, async () => {
    if (!store.ready || !(await look()) || !session?.may) return;
    for (const row of (await store.rows()).filter((one) => one.member === member)) {
      const item = await store.load(row);
      if (item.errors || item.id === editing) continue;
      net("wait", words.sending);
      let answer = await send(item);
      if (answer.gone) { session = null; net("warn", words.offline); }
      if (answer.ended && (await look()) && session?.may) answer = await send(item); // a fresh token, once
      if (answer.done) { await store.drop(item.id); told(answer, item); await draw(); continue; }
      if (answer.wrong) { await store.keep({ ...item, errors: answer.wrong }); await draw(); continue; }
      if (answer.later) notice(words.tryLater, "", "session");
      break;
    }
    if (navigator.onLine && session) net("ok", words.online);
  }).finally(() => { busy = null; return draw(); }));

  /* Who is signed in? True where the server answered and the person may register. */
  const look = async () => {
    const said = await who();
    if (!said) { session = null; net("warn", words.offline); return false; }
    session = said;
    net("ok", words.online);
    if (store.possible) await store.put("ended", !said.member);
    if (!said.member) {
      if (said.left && (await store.get("mode")) === "shared") { await left(); return false; }
      notice(member ? words.ended : words.nobody, addresses.signin, "session");
      return false;
    }
    if (member && member !== said.member) { clear(); $("done").replaceChildren(); }
    member = said.member;
    channel = said.channel || channel;
    $("who").textContent = said.name ? `· ${said.name}` : "";
    await stationed(said.stations, said.station);
    options($("urgency"), said.urgencies, false);
    if (store.possible) await store.put("last", { member, stations: said.stations, station: said.station, urgencies: said.urgencies, channel });
    notice(said.may ? "" : words.notMay, "", "session");
    return said.may;
  };

  const queue = async () => {
    const item = { id: editing || newId(), member, at: Date.now(), fields: typed(), photos };
    await store.keep(item);
    await store.put(`station-${member}`, item.fields.station);
    await store.drop(draftId());
    clear();
    return item;
  };
  const direct = async () => { // nothing can be kept here: the form stays as it is until the server has it
    editing ||= newId();
    const item = { id: editing, member, fields: typed(), photos }, answer = (await look()) ? await send(item) : { gone: true };
    if (answer.done) { told(answer, item); clear(); } else notice(answer.wrong ? answer.wrong.join(" ") : answer.ended ? words.ended : store.possible ? words.choose : words.noStore, answer.ended ? addresses.signin : "");
  };
  let pressed = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (pressed) return;
    pressed = true;
    clearTimeout(saving);
    try {
      await shrinking;
      const wrong = $("text").value.trim() ? "" : words.textMust;
      $("text-e").textContent = wrong;
      $("text").toggleAttribute("aria-invalid", Boolean(wrong));
      if (wrong) { $("text").focus(); return; }
      if (!member) { notice(words.nobody, addresses.signin); return; }
      if (!store.ready) { await direct(); return; }
      try { await queue(); } catch { notice(words.keepFail); return; }
      await draw();
      $("text").focus();
      flush();
    } finally { pressed = false; }
  });
  form.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(); });
  form.addEventListener("input", (event) => { if (event.target.id === "photos") return; clearTimeout(saving); saving = setTimeout(draft, 500); rest(); });
  $("photos").addEventListener("change", (event) => {
    const files = [...event.target.files];
    shrinking = shrinking.then(async () => {
      $("photos-e").textContent = words.wait;
      let said = "";
      for (const file of files) {
        if (photos.length >= huyingPhotos.MOST) { said = fill(words.photoMost, huyingPhotos.MOST); break; }
        try { photos.push(await huyingPhotos.shrink(file)); } catch { said = words.photoBad; }
      }
      pictured();
      if (said) $("photos-e").textContent = `${said} ${$("photos-e").textContent}`;
      await draft();
    });
  });
  addEventListener("pagehide", () => { if (saving) { clearTimeout(saving); draft(); } });

  /* A shared device locks after ten quiet minutes and when somebody signs out; wiping asks first when something would be lost. */
  const rest = () => { clearTimeout(locking); locking = setTimeout(async () => { if ((await store.get("mode")) !== "shared") return; await draft(); await shut(words.locked); begin(); }, LOCK); };
  // nothing that waits is lost by a lock, and how much waits is said
  const shut = async (text) => {
    const count = (await store.rows()).length;
    store.lock(); clear(); $("done").replaceChildren();
    notice(count ? `${text} ${fill(words.stillWaiting, count)}` : text);
  };
  const left = async () => { // signed out on purpose: what waits stays locked, and an empty device is cleared
    if (!(await store.rows()).length) { await wiped(words.leftWiped); return; }
    await shut(words.leftLocked);
    await begin(false);
  };
  const wiped = async (text) => { await store.wipe(); clear(); $("done").replaceChildren(); member = session?.member || 0; notice(text); await begin(false); };
  for (const button of named(root, "[data-wipe]")) button.addEventListener("click", async () => {
    const left = (await store.rows()).length;
    if (!left || confirm(fill(words.wipeAsk, left))) await wiped(words.wiped);
  });
  named(root, "[data-send]")[0].addEventListener("click", flush);
  named(root, "[data-own]")[0].addEventListener("click", async () => { await store.own(); await begin(); });
  named(root, "[data-shared]")[0].addEventListener("click", () => { named(root, "[data-new-pin]")[0].hidden = false; $("new-pin").focus(); });
  named(root, "[data-new-pin]")[0].addEventListener("submit", async (event) => {
    event.preventDefault();
    const pin = $("new-pin").value;
    if (pin.length < 6) { $("new-pin").setCustomValidity(words.pinShort); $("new-pin").reportValidity(); $("new-pin").setCustomValidity(""); return; }
    await store.shared(pin);
    $("new-pin").value = "";
    await begin();
  });
  $("unlock").addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = await store.unlock($("pin").value);
    $("pin").value = "";
    if (said === true) { notice(""); $("pin-said").textContent = ""; await begin(); } else if (said) $("pin-said").textContent = fill(words.pinWrong, said);
    else await wiped(words.wiped);
  });

  const begin = async (looks = true) => {
    if (!store.possible) { form.hidden = false; notice(words.noStore); await look(); return; }
    const last = await store.get("last");
    if (last && !member) { member = last.member; channel = last.channel; await stationed(last.stations, last.station); options($("urgency"), last.urgencies, false); }
    if (looks) await look();
    const state = await store.state();
    if (state === "idle") notice(words.idle);
    $("setup").hidden = !["new", "idle"].includes(state);
    $("unlock").hidden = state !== "locked";
    form.hidden = state === "locked";
    if (state === "open") { await restore(); await flush(); rest(); }
    await draw();
    (state === "locked" ? $("pin") : $("text")).focus({ preventScroll: true });
    root.dataset.state = state; // for those who wait until the desk is ready
  };
  addEventListener("online", flush);
  addEventListener("offline", () => net("warn", words.offline));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });
  setInterval(async () => { if (store.ready && (await store.rows()).length) flush(); }, AGAIN);
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(addresses.worker).catch(() => {});
  begin();
})();
