/* Sends one kept item through the open API. The item's id is the key: sent twice, it is done once. */
window.huyingSending = (addresses) => {
  "use strict";
  let csrf = "";
  const ask = async (address, options = {}) => fetch(address, { credentials: "same-origin", cache: "no-store", redirect: "error", signal: AbortSignal.timeout(60000), ...options });

  /* {member, name, may, left, stations, urgencies}; null without a net. */
  const who = async () => {
    try {
      const answer = await ask(addresses.session, { signal: AbortSignal.timeout(8000) });
      if (!answer.ok) return null;
      const said = await answer.json();
      csrf = said.csrf || "";
      return said;
    } catch { return null; }
  };

  const body = (item) => {
    const form = new FormData();
    form.append("_key", item.id);
    for (const [name, value] of Object.entries(item.fields)) if (value !== "" && value !== false) form.append(name, value);
    for (const photo of item.photos) form.append("files", new Blob([photo.data], { type: "image/jpeg" }), photo.name);
    return form;
  };

  /* {done: row, fresh: first time} | {wrong: [reasons]} | {ended: true} | {later: true} | {gone: true} without a net */
  const send = async (item) => {
    let answer;
    try { answer = await ask(addresses.hear, { method: "POST", body: body(item), headers: { "X-CSRFToken": csrf, Accept: "application/json" } }); }
    catch { return { gone: true }; }
    if (answer.status === 401 || answer.status === 403) return { ended: true };
    if (answer.status === 429 || answer.status >= 500) return { later: true };
    let said = null;
    try { said = await answer.json(); } catch { return { later: true }; } // half an answer: ask again, the key is the same
    if (answer.ok) return { done: said, fresh: answer.status === 201 };
    const reasons = said.errors ? Object.values(said.errors).flat() : [];
    return { wrong: reasons.length ? reasons : [said.title || String(answer.status)] };
  };
  return { who, send };
};
