/* The page of a verifiable ballot: its form, what happens to the ballot, the receipt. Words come from the form's data-…. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-verifiable]");
  if (!form) return;
  const words = form.dataset, spec = JSON.parse(words.spec), part = (what) => document.querySelector(`[data-ballot-${what}]`);
  const state = part("state"), wrong = part("wrong"), button = form.querySelector("button.primary");
  const how = {
    poll: words.poll, voter: words.voter, key: words.key, fingerprint: words.fingerprint, sign: words.sign, cast: words.cast,
    wait: Number(words.wait), closes: Number(words.closes), headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    words: { key: words.wordKey, signature: words.wordSignature, lost: words.wordLost },
  };
  const show = (node, on) => { node.hidden = !on; };
  const complain = (text) => { wrong.textContent = text; show(wrong, Boolean(text)); if (text) wrong.focus(); };
  const told = (stage, more) => { // sealed and kept by now
    drop();
    const said = { asked: words.wordAsked, signed: words.wordSigned.replace("{n}", more), sent: words.wordSent, retry: more || words.wordRetry };
    state.textContent = said[stage];
    show(state, true);
  };
  const done = (receipt) => {
    show(form, false);
    show(state, false);
    const box = part("receipt");
    box.querySelector("output").textContent = receipt.replace(/(.{4})(?=.)/g, "$1 ");
    const link = box.querySelector("a");
    if (link) link.hash = receipt;
    show(box, true);
    box.focus();
    box.querySelector("button").onclick = async () => { await huyingBallot.forget(how); show(box, false); show(part("cleared"), true); part("cleared").focus(); };
  };
  /* A half-made choice lies in this tab's own storage, as in the hall: a reload does not take it away, the sealing does. */
  const half = `huying-draft-${words.poll}-${words.voter}`;
  const choices = () => [...new FormData(form)].filter(([key, value]) => key !== "csrfmiddlewaretoken" && value);
  const note = () => { try { sessionStorage.setItem(half, JSON.stringify(choices())); } catch { /* no storage: then as before */ } };
  const drop = () => { try { sessionStorage.removeItem(half); } catch { /* as above */ } };
  const again = () => {
    let found = [];
    try { found = JSON.parse(sessionStorage.getItem(half) || "[]"); } catch { /* as above */ }
    for (const [name, value] of found) {
      const same = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)], circle = same.find((f) => f.type === "radio" && f.value === value), field = same.find((f) => f.type !== "radio");
      if (circle) circle.checked = true; else if (field) field.value = value;
    }
  };
  const lock = (on) => { for (const field of form.querySelectorAll("input:not([type=hidden]), textarea, button[type=reset]")) field.disabled = on; };
  const run = async (act) => {
    complain("");
    form.classList.add("busy");
    button.disabled = true;
    lock(true);
    try {
      const receipt = await act();
      if (receipt) done(receipt);
    } catch (fault) {
      show(state, false);
      complain((fault instanceof huyingBallot.Refused && fault.message) || words.wordFailed);
      if (fault.final) show(form, false);
    } finally {
      form.classList.remove("busy");
      huyingBallot.kept(how).then((record) => { // what was blinded cannot be changed any more, and must not look as if it could
        lock(Boolean(record));
        button.disabled = false;
      }).catch(() => { button.disabled = false; });
    }
  };

  if (!huyingBallot.usable()) { show(form, false); show(part("unsafe"), !words.late); return; }
  form.addEventListener("input", note);
  form.addEventListener("reset", drop);
  document.addEventListener("submit", (event) => { // after huying.js has asked "are you sure"
    if (event.target !== form || event.defaultPrevented) return;
    event.preventDefault();
    delete form.dataset.confirmed;
    const raw = {};
    for (const [key, value] of new FormData(form)) if (key !== "csrfmiddlewaretoken") raw[key] ||= value;
    const spelt = huyingSheet.spell(spec, raw);
    if (spelt.fault) { complain(words[`fault${spelt.fault[0].toUpperCase()}${spelt.fault.slice(1)}`]); return; }
    run(() => huyingBallot.vote(how, spelt, told));
  });
  // What an earlier page began is carried on; without it a voter whose token was fetched elsewhere has nothing to press here.
  huyingBallot.kept(how).then((record) => {
    if (words.late && !record) return;
    if (record) drop(); else if (!words.late && !words.fetched) again();
    if (record?.stage === "done") { done(record.receipt); return; } // kept until it is written down: after the result is when one needs it
    if (record) { show(form, false); run(() => huyingBallot.resume(how, told)); return; }
    if (words.fetched) { show(form, false); show(part("elsewhere"), true); }
  }).catch(() => { show(form, false); show(part("unsafe"), !words.late); });
})();
