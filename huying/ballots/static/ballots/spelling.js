/* One spelling of a sheet, letter for letter as ballots/kinds.py writes it: the browser signs what the server will store. */
window.huyingSheet = (() => {
  "use strict";
  const CONTROLS = /[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]/gu;
  const clean = (text) => String(text ?? "").replace(CONTROLS, "").split(/[\s\u0085]+/u).filter(Boolean).join(" ");
  const points = (text) => [...text].map((c) => c.codePointAt(0));
  const order = (a, b) => { // by code points, as Python sorts; UTF-16 would put rare characters elsewhere
    const x = points(a), y = points(b);
    for (let n = 0; n < Math.min(x.length, y.length); n += 1) if (x[n] !== y[n]) return x[n] - y[n];
    return x.length - y.length;
  };

  /* raw: {object key: choice as a form gives it} → {marks, text, fault}; fault: "", or the name of what is wrong. */
  const spell = (spec, raw) => {
    const objects = new Map(spec.objects.map((o) => [o.key, o])), marks = new Map(), names = [];
    let fault = "";
    for (const [key, given] of Object.entries(raw)) {
      if (given === null || given === undefined || given === "") continue;
      if (spec.write_ins && /^w[1-9][0-9]?$/.test(key)) {
        const written = clean(given);
        if (!written) continue;
        if ([...written].length > 40) fault ||= "long";
        if (spec.objects.some((o) => o.label === written)) fault ||= "known";
        names.push(written);
      } else if (spec.kind === "choosing") marks.set(key, Number(given));
      else if (spec.kind === "survey" && objects.get(key)?.text && !objects.get(key).options.some((o) => o.key === given)) {
        const text = clean(given);
        if (!text) continue;
        if ([...text].length > 300) fault ||= "long";
        marks.set(key, text.startsWith("=") ? text : `=${text}`);
      } else marks.set(key, given);
    }
    const chosen = [...marks.values()];
    if (spec.kind === "election") {
      if (chosen.filter((v) => v === "yes").length + names.length > spec.seats) fault ||= "many";
      if (new Set(names).size !== names.length) fault ||= "twice";
      if (names.length > chosen.filter((v) => v === "no").length) fault ||= "names";
    }
    if (spec.kind === "choosing") {
      if (chosen.length > spec.pick) fault ||= "many";
      if (spec.ranked && new Set(chosen).size !== chosen.length) fault ||= "twice";
    }
    names.sort(order).forEach((written, n) => marks.set(`w${n + 1}`, written));
    const made = Object.fromEntries([...marks].sort(([a], [b]) => order(a, b)));
    return { marks: made, text: JSON.stringify(made), fault };
  };
  return { spell, clean };
})();
