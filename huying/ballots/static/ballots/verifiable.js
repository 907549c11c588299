/* The voter's half of a verifiable secret ballot (RFC 9474): token, blinding, and the ballot that comes back without a name.

   What is paid for is never lost: before anything is sent it lies in this browser's IndexedDB, and a page that is opened
   again goes on where the last one stopped. It is deleted once the ballot is acknowledged; the receipt stays until the
   voter says that it is written down. The same question gets the same answer, so a retry never makes a second ballot.
   A token whose ballot was refused for good leaves the words of it, and nothing else, so that every later visit says so. */
window.huyingBallot = (() => {
  "use strict";
  const PURPOSE = "huying ballot 1\n", RSA = { name: "RSA-PSS", hash: "SHA-384" }, OVER = ["closed", "stranger", "absent", "paper", "already", "unfit", "bad"];
  const coder = new TextEncoder(), utf8 = (text) => coder.encode(text);
  const base = (raw) => btoa(String.fromCharCode(...raw));
  const unbase = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const hex = (raw) => Array.from(raw, (b) => b.toString(16).padStart(2, "0")).join("");
  const unhex = (text) => Uint8Array.from(text.match(/../g), (x) => parseInt(x, 16));
  const join = (...parts) => { const all = parts.flatMap((p) => [...p]); return Uint8Array.from(all); };
  const sha = async (raw) => hex(new Uint8Array(await crypto.subtle.digest("SHA-256", raw)));
  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
  const chance = () => crypto.getRandomValues(new Uint32Array(1))[0] / 2 ** 32;
  const usable = () => Boolean(window.isSecureContext && crypto.subtle && window.indexedDB && window.BlindRSABundle);

  /* Why it did not work: `say` in words of the server, `final` if there is nothing left to try on this device. */
  class Refused extends Error { constructor(say, final, code) { super(say); this.final = final; this.code = code; } }

  // IndexedDB: one record a poll and voter; "strict" comes back only when it is on the disk.
  const open = () => new Promise((done, failed) => {
    const asked = indexedDB.open("huying-ballots", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("kept");
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  const store = async (mode, act) => {
    const base = await open();
    try {
      return await new Promise((done, failed) => {
        const turn = base.transaction("kept", mode, { durability: "strict" }), asked = act(turn.objectStore("kept"));
        turn.oncomplete = () => done(asked.result);
        turn.onerror = turn.onabort = () => failed(turn.error);
      });
    } finally { base.close(); }
  };
  const name = (how) => `${how.poll}/${how.voter}`;
  const kept = (how) => store("readonly", (s) => s.get(name(how)));
  const keep = async (how, record) => { await store("readwrite", (s) => s.put(record, name(how))); return record; };
  const forget = (how) => store("readwrite", (s) => s.delete(name(how)));

  /* The key as published, if it is the one whose fingerprint was announced. */
  const readKey = async (how) => {
    const raw = unbase(how.key);
    if ((await sha(raw)) !== how.fingerprint) throw new Refused(how.words.key, true);
    return crypto.subtle.importKey("spki", raw, RSA, true, ["verify"]);
  };
  const suite = () => new BlindRSABundle.BlindRSA({ name: "RSABSSA-SHA384-PSS-Randomized", hash: "SHA-384", saltLength: 48, prepareType: 32 });
  const message = (record) => join(unhex(record.token), utf8(PURPOSE), utf8(record.text));

  /* Ask until there is an answer; a server that is away or busy is asked again, later each time, at once when the network is back. */
  const ask = async (url, body, init, told) => {
    for (let n = 0; ; n += 1) {
      let answer = null;
      try {
        const reply = await fetch(url, {
          method: "POST", body: JSON.stringify(body), cache: "no-store", redirect: "error", referrerPolicy: "no-referrer",
          signal: AbortSignal.timeout(20000), ...init, headers: { "Content-Type": "application/json", ...init.headers },
        });
        answer = await reply.json().catch(() => ({}));
        if (reply.ok && answer.code) return answer;
        if (reply.status < 500 && ![408, 425, 429].includes(reply.status)) throw new Refused(answer.say || "", OVER.includes(answer.code), answer.code);
      } catch (fault) { if (fault instanceof Refused) throw fault; }
      told("retry", answer?.say || "");
      await Promise.race([sleep(Math.min(30000, 1000 * 2 ** n) * (0.5 + chance())), new Promise((done) => addEventListener("online", done, { once: true }))]);
    }
  };

  /* A token for these marks, kept before it is sent. `spelt`: what spell() gave. */
  const begin = async (how, spelt) => {
    const key = await readKey(how);
    const record = { stage: "asked", token: hex(crypto.getRandomValues(new Uint8Array(32))), text: spelt.text };
    const { blindedMsg, inv } = await suite().blind(key, message(record));
    return keep(how, { ...record, blinded: base(blindedMsg), inv: base(inv) });
  };

  /* From wherever the record stands to the receipt. told(stage, words): "asked", "signed" (with seconds), "retry", "sent". */
  const carry = async (how, first, told) => {
    let record = first;
    if (record.stage === "lost") throw new Refused(record.say, true);
    try {
      if (record.stage === "asked") {
        told("asked", "");
        const answer = await ask(how.sign, { blinded: record.blinded }, { credentials: "same-origin", headers: how.headers }, told);
        const signature = await suite().finalize(await readKey(how), message(record), unbase(answer.signature), unbase(record.inv))
          .catch(() => { throw new Refused(how.words.signature, false); });
        const { stage, blinded, inv, ...rest } = record;
        record = await keep(how, { ...rest, stage: "signed", signature: base(signature), after: Date.now() + how.wait * 1000 * chance() });
      }
      if (record.stage === "signed") {
        // A clock that was set back must not hold a ballot up for longer than it could have waited at all.
        const left = Math.min(record.after - Date.now(), how.wait * 1000, (how.closes || Infinity) - Date.now() - 5000);
        told("signed", Math.max(0, Math.ceil(left / 1000)));
        await sleep(Math.max(0, left));
        const ballot = { token: record.token, signature: record.signature, marks: JSON.parse(record.text) };
        told("sent", "");
        await ask(how.cast, ballot, { credentials: "omit", keepalive: true }, told);
        const receipt = (await sha(join(unhex(record.token), utf8(record.text)))).slice(0, 16);
        record = await keep(how, { stage: "done", receipt });
      }
      return record.receipt;
    } catch (fault) {
      if (!(fault instanceof Refused && fault.final)) throw fault;
      const late = fault.code === "closed", say = (late && how.words.lost) || fault.message;
      if (late || record.stage === "signed") await keep(how, { stage: "lost", say }); else await forget(how);
      throw new Refused(say, true, fault.code);
    }
  };

  /* Two tabs of one voter are one voter. */
  const alone = (how, act) => (navigator.locks ? navigator.locks.request(`huying-ballot-${name(how)}`, act) : act());

  /* how: {poll, voter, key, fingerprint, sign, cast, wait (seconds), closes (ms), headers, words}. The receipt, or Refused. */
  const vote = (how, spelt, told) => alone(how, async () => carry(how, (await kept(how)) || (await begin(how, spelt)), told));
  const resume = (how, told) => alone(how, async () => { const record = await kept(how); return record ? carry(how, record, told) : ""; });

  return { usable, vote, resume, kept, forget, Refused };
})();
