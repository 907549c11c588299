/* The wall: the newest poll, its countdown, turnout and result. */
(() => {
  "use strict";
  const wall = document.body.dataset, part = (what) => document.querySelector(`[data-${what}]`);
  const say = (text, more) => Object.entries(more).reduce((t, [k, v]) => t.replace(`{${k}}`, v), text);
  const make = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text }, more);
  const bar = (label, n, most) => {
    const row = make("p", "", { className: "bar" });
    row.append(make("span", label), make("progress", "", { max: Math.max(1, most), value: n }), make("b", n));
    return row;
  };
  let poll = null;
  const none = part("title").textContent;
  const show = () => {
    part("state").textContent = poll ? poll.state_label : "";
    part("title").textContent = poll ? poll.title : none;
    part("secrecy").textContent = poll ? poll.secrecy_label : "";
    const turnout = part("turnout"), result = part("result");
    turnout.replaceChildren();
    result.replaceChildren();
    if (poll && !poll.result) {
      if (poll.turnout !== undefined) turnout.append(make("p", say(wall.wordVoted, { n: poll.turnout, roll: poll.roll })), make("progress", "", { max: Math.max(1, poll.roll), value: poll.turnout }));
      else turnout.append(make("p", wall.wordHidden));
    }
    if (poll?.result) {
      result.append(make("p", poll.result.outcome, { className: `outcome ${poll.result.tone}` }));
      for (const one of poll.result.objects) {
        const box = make("section", "");
        const head = [one.label, one.outcome].filter(Boolean).join(" · ");
        if (head) box.append(make("h2", head));
        box.append(...one.bars.map(([label, n]) => bar(label, n, poll.roll)));
        result.append(box);
      }
    }
  };
  setInterval(() => { part("left").textContent = poll?.state === "open" && poll.closes ? say(wall.wordLeft, { time: huyingHall.clock(poll.closes) }) : ""; }, 250);
  if (wall.hall) huyingHall.listen(wall, { state: (found) => { poll = found.polls.find((p) => String(p.id) === wall.poll) ?? found.polls.at(-1) ?? null; show(); }, ...huyingHall.line(part("line")), up: () => { part("line").hidden = true; } });
})();
