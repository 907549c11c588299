/* What the desk keeps on the device: everything that was typed only as AES-GCM ciphertext. */
window.huyingStore = (name) => {
  "use strict";
  const ROUNDS = 600000, TRIES = 5, IDLE = 14 * 24 * 3600 * 1000, bytes = new TextEncoder();
  let key = null, opened = null;

  const open = () => (opened ??= new Promise((good, bad) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => { for (const table of ["meta", "items"]) asked.result.createObjectStore(table); };
    asked.onsuccess = () => { asked.result.onversionchange = () => { asked.result.close(); opened = null; }; good(asked.result); };
    asked.onerror = () => bad(asked.error);
  }));
  // resolves when the transaction is on disk, not when the request was answered
  const run = async (table, mode, act) => {
    const base = await open();
    return new Promise((good, bad) => {
      const way = base.transaction(table, mode, mode === "readwrite" ? { durability: "strict" } : {}), asked = act(way.objectStore(table));
      way.oncomplete = () => good(asked?.result);
      way.onerror = way.onabort = () => bad(way.error);
    });
  };
  const get = (table, id) => run(table, "readonly", (rows) => rows.get(id));
  const put = (table, id, value) => run(table, "readwrite", (rows) => rows.put(value, id));
  const drop = (table, id) => run(table, "readwrite", (rows) => rows.delete(id));

  const sealed = async (data) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, box: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, data) };
  };
  const plain = ({ iv, box }) => crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, box);
  const fromPin = async (pin, salt) => crypto.subtle.deriveKey(
    { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS },
    await crypto.subtle.importKey("raw", bytes.encode(pin), "PBKDF2", false, ["deriveKey"]),
    { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const touch = () => put("meta", "touched", Date.now());

  const store = {
    possible: Boolean(window.indexedDB && window.crypto?.subtle),
    get ready() { return key !== null; },
    get: (id) => get("meta", id),
    put: (id, value) => put("meta", id, value),
    touch,

    /* "new", "open" (key at hand), "locked" (a PIN is needed) or "idle" (was wiped, nobody came for 14 days). */
    async state() {
      const mode = await get("meta", "mode");
      if (!mode) return "new";
      if (mode === "own") { key ??= await get("meta", "key"); return "open"; }
      if (Date.now() - ((await get("meta", "touched")) || 0) > IDLE) { await store.wipe(); return "idle"; }
      return key ? "open" : "locked";
    },
    async own() {
      const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
      await put("meta", "key", made);
      await put("meta", "mode", "own");
      key = made;
    },
    async shared(pin) {
      const salt = crypto.getRandomValues(new Uint8Array(16));
      key = await fromPin(pin, salt);
      await put("meta", "salt", salt);
      await put("meta", "proof", await sealed(bytes.encode("huying")));
      await put("meta", "tries", 0);
      await touch();
      await put("meta", "mode", "shared");
    },
    /* True; or how many tries are left. At 0 everything has been wiped. The try is counted before it is judged. */
    async unlock(pin) {
      const tries = ((await get("meta", "tries")) || 0) + 1;
      await put("meta", "tries", tries);
      const made = await fromPin(pin, await get("meta", "salt"));
      const before = key;
      key = made;
      try { await plain(await get("meta", "proof")); }
      catch {
        key = before;
        if (tries >= TRIES) await store.wipe();
        return Math.max(0, TRIES - tries);
      }
      await put("meta", "tries", 0);
      await touch();
      return true;
    },
    lock() { key = null; },
    async wipe() {
      key = null;
      const base = await open();
      await new Promise((good, bad) => {
        const way = base.transaction(["meta", "items"], "readwrite");
        for (const table of ["meta", "items"]) way.objectStore(table).clear();
        way.oncomplete = good;
        way.onabort = way.onerror = () => bad(way.error);
      });
    },

    /* An item: {id, member, at, fields {name: value}, photos [{name, data: ArrayBuffer}], errors}. Only id, member, at stay readable. */
    async keep({ id, member, at, fields, photos, errors = null }) {
      const boxes = [];
      for (const photo of photos) boxes.push(await sealed(photo.data));
      const text = await sealed(bytes.encode(JSON.stringify({ fields, errors, names: photos.map((photo) => photo.name) })));
      await put("items", id, { id, member, at, text, boxes });
      await touch();
    },
    async load(row) {
      const { fields, errors, names } = JSON.parse(new TextDecoder().decode(await plain(row.text)));
      const photos = [];
      for (const [n, box] of row.boxes.entries()) photos.push({ name: names[n], data: await plain(box) });
      return { id: row.id, member: row.member, at: row.at, fields, errors, photos };
    },
    row: (id) => get("items", id),
    rows: async () => ((await run("items", "readonly", (rows) => rows.getAll())) || []).filter((row) => !row.id.startsWith("draft")).sort((a, b) => a.at - b.at),
    drop: (id) => drop("items", id),
  };
  return store;
};
