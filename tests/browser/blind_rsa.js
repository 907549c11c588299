/* Steps of test_blind_rsa.py inside the page; each is called with one argument. */
const B = {
  hex: (raw) => Array.from(raw, (b) => b.toString(16).padStart(2, "0")).join(""),
  bare: (text) => { const t = text.replace("0x", ""); return t.length % 2 ? `0${t}` : t; },
  raw: (text) => Uint8Array.from(text.match(/../g) ?? [], (x) => parseInt(x, 16)),
  text: (raw) => btoa(String.fromCharCode(...raw)),
  unbase: (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)),
  url: (text) => B.text(B.raw(B.bare(text))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", ""),
  big: (text) => BigInt(`0x${B.bare(text)}`),
  inverse: (a, n) => {
    let [r0, r1, s0, s1] = [a, n, 1n, 0n];
    while (r1) { const q = r0 / r1; [r0, r1] = [r1, r0 - q * r1]; [s0, s1] = [s1, s0 - q * s1]; }
    return ((s0 % n) + n) % n;
  },
  alg: { name: "RSA-PSS", hash: "SHA-384" },
};

/* One vector of the RFC: what the library draws by chance is handed to it in its order (prefix, salt, factor). */
B.vector = async (v) => {
  const jwk = { kty: "RSA", ext: true, n: B.url(v.n), e: B.url(v.e) };
  const key = await crypto.subtle.importKey("jwk", jwk, B.alg, true, ["verify"]);
  const factor = B.inverse(B.big(v.inv), B.big(v.n)).toString(16).padStart(1024, "0");
  const chance = [v.msg_prefix, v.salt, factor], real = crypto.getRandomValues;
  crypto.getRandomValues = (target) => { target.set(B.raw(chance.shift())); return target; };
  try {
    const prepareType = parseInt(v.is_randomized, 16) * 32, saltLength = parseInt(v.sLen, 16);
    const suite = new BlindRSABundle.BlindRSA({ name: v.name, hash: "SHA-384", saltLength, prepareType });
    const prepared = suite.prepare(B.raw(v.msg));
    const { blindedMsg, inv } = await suite.blind(key, prepared);
    const signature = await suite.finalize(key, prepared, B.raw(v.blind_sig), inv);
    let refused = 0;
    for (const wrong of [B.raw(v.blind_sig).slice(1), B.raw(v.blinded_msg), new Uint8Array(512)])
      await suite.finalize(key, prepared, wrong, inv).catch(() => { refused += 1; });
    const holds = await suite.verify(key, signature, prepared);
    return { prepared: B.hex(prepared), blinded: B.hex(blindedMsg), inv: B.hex(inv), signature: B.hex(signature), holds, refused };
  } finally { crypto.getRandomValues = real; }
};

B.blind = async ([key, message]) => {
  B.suite = new BlindRSABundle.BlindRSA({ hash: "SHA-384", saltLength: 48, prepareType: 32 });
  B.key = await crypto.subtle.importKey("spki", B.unbase(key), B.alg, true, ["verify"]);
  B.message = B.unbase(message);
  B.kept = await B.suite.blind(B.key, B.message);
  return B.text(B.kept.blindedMsg);
};

B.finalize = async (answer) => B.text(await B.suite.finalize(B.key, B.message, B.unbase(answer), B.kept.inv));
