// One strip and two people: a hand feels for a pulse. What moves under the fingers moves here, and
// so does its clock; what was right is Python's, and arrives when both are seen to. ecg.js stands
// in front of it.

const LONGEST = 10; // seconds that a hand may feel
const FADES = 0.22; // seconds in which a beat under the fingers goes
const ANSWER_WITHIN = 5000; // ms until the learner is told that no kernel answers
const SAID = [["y", "Yes"], ["n", "No"], ["u", "Unsure"]];
const SMALLER = [0.6, 0.8]; // of a square, where two strips stand side by side; with room
const ROOM = 380; // pixels
const BELOW = 58; // pixels of the pressure's paper
const FAINT = 0.5; // below this a beat is called faint in words

// Somebody who lies on the floor, and a hand at the neck.
const BODY = `
  <path class="ls-two-skin" d="M70 44 Q84 50 96 50 Q130 34 178 44 L300 52 L300 74 L86 74 L64 72 Z"/>
  <circle class="ls-two-skin" cx="52" cy="53" r="21"/>
  <path class="ls-two-line" d="M44 32 q-4 -8 -9 2 M36 44 q5 3 9 0 M37 62 q4 -2 6 1"/>
  <path class="ls-two-line" d="M4 75 H300"/>
  <circle class="ls-two-beat" cx="82" cy="60" r="6"/>
  <circle class="ls-two-ring" cx="82" cy="60" r="6"/>
  <g class="ls-two-hand">
    <path d="M94 53 Q88 50 91 45 L116 14 L126 20 L101 51 Q98 55 94 53 Z"/>
    <path d="M84 52 Q78 49 81 44 L108 10 L118 16 L91 50 Q88 54 84 52 Z"/>
    <path d="M108 10 Q124 -2 160 2 L156 24 Q134 28 122 22 Z"/>
  </g>`;

function body() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 -10 300 88");
  svg.setAttribute("class", "ls-two-body");
  svg.setAttribute("aria-hidden", "true");
  svg.innerHTML = BODY;
  return svg;
}

function press(text, key = "", className = "") {
  const button = make("button", className, "", { type: "button" });
  if (key) {
    button.append(make("kbd", "", key));
    button.setAttribute("aria-keyshortcuts", key);
  }
  button.append(make("span", "", text));
  return button;
}

// One of the two, with everything that is done for them.
function column(side) {
  const root = make("section", "ls-two-one", "", { tabindex: "-1" });
  const parts = {
    root,
    side,
    name: make("h4", "ls-two-name"),
    story: make("p", "ls-two-story"),
    body: body(),
    feel: press("Feel for a pulse", "", "ls-ecg-main"),
    clock: make("div", "ls-two-clock", "", { "aria-hidden": "true" }),
    filled: make("span", "ls-two-filled"),
    told: make("p", "ls-two-told", "", { role: "status" }),
    said: make("div", "ls-two-said", "", { role: "group", "aria-label": "Is there a pulse?" }),
    still: make("canvas", "ls-two-still", "", { role: "img" }),
    under: make("canvas", "ls-two-under", "", { role: "img" }),
    verdict: make("div", "ls-two-verdict"),
  };
  parts.clock.append(parts.filled);
  root.append(
    parts.name, parts.body, parts.story, parts.feel, parts.clock, parts.told, parts.said,
    parts.still, parts.under, parts.verdict,
  );
  return parts;
}

function render({ model, el }) {
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const still = make("input", "", "", { type: "checkbox" });
  still.checked = calm.matches;
  const without = make("label", "ls-ecg-label");
  without.append(still, "Without a clock, in words");
  const title = make("span", "ls-two-title");
  const again = press("Two other people", "", "ls-ecg-main");
  const bar = make("div", "ls-ecg-bar");
  bar.append(title, without, again);
  const screen = make("div", "ls-ecg-screen", "", { role: "img" });
  const [paper, trace] = [make("canvas", ""), make("canvas", "")];
  const marker = make("div", "ls-two-marker");
  screen.append(paper, trace, marker);
  const columns = [column(0), column(1)];
  const both = make("div", "ls-two-both");
  both.append(...columns.map((one) => one.root));
  const asks = make("p", "ls-two-asks", "", { role: "status" });
  const actions = make("div", "ls-two-actions", "", { role: "group", "aria-label": "What you can do" });
  const problem = make("p", "ls-two-problem", "", { role: "alert" });
  el.classList.add("ls-ecg", "ls-two");
  el.append(bar, screen, both, asks, actions, problem);
  fenceKeys(el);

  let strip = readStrip(model);
  let square = 4;
  let across = 0; // seconds on the screen
  let feeling = null; // {side, begun, beats, strength, second, lifted}, while a hand is at a neck
  let waiting = false; // for Python
  let frame = 0;
  let timer = 0;

  const people = () => model.get("people");
  // For whom something must be done now: a hand has spoken there; -1 for nobody.
  const due = () => people().findIndex(({ said, action }) => said && !action);
  const over = () => model.get("over");

  function lay(room) {
    square = (4 * parseFloat(getComputedStyle(el).fontSize)) / 14;
    across = Math.max(2, Math.floor(room / (5 * square)) / 5);
    draw();
  }

  // The strip of both, from the second at which its page begins.
  function draw(left = 0) {
    if (!across) return;
    const [width, height] = [across * SECOND * square, HIGH * square];
    drawPaper(fit(paper, width, height), width, height, square);
    const pen = fit(trace, width, height);
    const first = Math.ceil(left * strip.rate);
    drawLine(pen, strip, first, first + across * strip.rate, left, square, height / 2);
    screen.style.width = `${width}px`;
    screen.style.height = `${height}px`;
    if (over()) for (const one of columns) compare(one);
  }

  // In the debrief: the same piece of strip for each of the two, and the pressure under it.
  function compare(one) {
    const { pressure, pressure_rate: rate, told } = people()[one.side];
    const room = one.root.clientWidth;
    if (!room || pressure.length === 0) return;
    const small = SMALLER[Number(room > ROOM)] * square;
    const seconds = Math.floor(room / (5 * small)) / 5;
    const width = seconds * SECOND * small;
    const height = HIGH * small;
    const pen = fit(one.still, width, height);
    drawPaper(pen, width, height, small);
    drawLine(pen, strip, 0, seconds * strip.rate, 0, small, height / 2);
    const low = fit(one.under, width, BELOW);
    low.fillStyle = PAPER;
    low.fillRect(0, 0, width, BELOW);
    low.beginPath();
    for (let n = 0; n < Math.min(pressure.length, seconds * rate); n += 1) {
      low.lineTo((n / rate) * SECOND * small, BELOW - 4 - pressure[n] * (BELOW - 22));
    }
    low.strokeStyle = "#0072b2";
    low.lineWidth = 2.5;
    low.stroke();
    low.fillStyle = "#555";
    low.font = getComputedStyle(el).font;
    low.fillText("pressure in the artery", 4, 14);
    one.still.setAttribute("aria-label", model.get("label"));
    one.under.setAttribute("aria-label", told);
  }

  function begin(side) {
    if (feeling || waiting || due() >= 0 || model.get("disabled") || people()[side].said) return;
    const { beats, strength } = people()[side];
    feeling = { side, beats, strength, begun: performance.now(), second: 0, lifted: still.checked };
    const one = columns[side];
    if (still.checked) one.told.textContent = inWords(beats, strength);
    else {
      one.told.textContent = "";
      frame = requestAnimationFrame(feel);
    }
    settle();
    one.said.firstChild.focus({ preventScroll: true });
  }

  function inWords(beats, strength) {
    const many = beats.filter((at) => at <= LONGEST).length;
    const what = strength < FAINT ? "something faint" : "a clear beat";
    return many
      ? `In ten seconds ${what} comes ${many} times under your fingers.`
      : "In ten seconds nothing comes under your fingers.";
  }

  function feel(now) {
    frame = 0;
    if (!feeling || feeling.lifted) return;
    const second = Math.min(LONGEST, (now - feeling.begun) / 1000);
    const pageOf = (at) => Math.floor(at / across) * across;
    const page = pageOf(second);
    if (page !== pageOf(feeling.second)) draw(page);
    feeling.second = second;
    marker.style.left = `${(second - page) * SECOND * square}px`;
    const one = columns[feeling.side];
    one.filled.style.width = `${(100 * second) / LONGEST}%`;
    const last = feeling.beats.filter((at) => at <= second).at(-1);
    mark(one, last === undefined ? 0 : feeling.strength * Math.exp(-(second - last) / FADES));
    if (second >= LONGEST) {
      feeling.lifted = true;
      mark(one, 0);
      one.told.textContent = "Ten seconds are over. Yes, no, or unsure?";
      settle();
      return;
    }
    frame = requestAnimationFrame(feel);
  }

  // What is under the fingers: it swells and goes; how much is drawn by size and by ink.
  function mark(one, much) {
    const beat = one.body.querySelector(".ls-two-beat");
    const ring = one.body.querySelector(".ls-two-ring");
    beat.style.opacity = String(0.9 * much);
    beat.setAttribute("r", String(4 + 7 * much));
    ring.style.opacity = String(much);
    ring.setAttribute("r", String(7 + 9 * much));
  }

  function say(word) {
    if (!feeling) return;
    const { side, second } = feeling;
    cancelAnimationFrame(frame);
    frame = 0;
    mark(columns[side], 0);
    columns[side].told.textContent = "";
    feeling = null;
    draw();
    send(side, word, still.checked ? null : Math.round(10 * second) / 10);
  }

  function act(action) {
    if (due() >= 0 && !feeling) send(due(), action, null);
  }

  function send(side, word, second) {
    if (waiting || model.get("disabled")) return;
    waiting = true;
    problem.textContent = "";
    settle();
    try {
      model.send({ side, word, second });
      timer = setTimeout(unheard, ANSWER_WITHIN);
    } catch {
      unheard(); // the kernel is gone, and the page knows
    }
  }

  function unheard() {
    problem.textContent = "No kernel has answered, so nothing was judged. Run this cell again.";
  }

  function heard() {
    clearTimeout(timer);
    waiting = false;
    problem.textContent = "";
    const last = model.get("last");
    settle();
    const next = people().findIndex(({ said }) => !said);
    const to = over() ? again : due() >= 0 ? actions.firstChild : columns[next].feel;
    to.focus({ preventScroll: true });
  }

  function settleOne(one) {
    const person = people()[one.side];
    if (!person) return;
    const mine = feeling?.side === one.side;
    one.name.textContent = person.name;
    one.story.textContent = person.story;
    one.root.setAttribute("aria-label", person.name);
    one.body.classList.toggle("ls-two-felt", mine && (!feeling.lifted || still.checked));
    one.feel.hidden = mine || Boolean(person.said);
    one.feel.disabled = model.get("disabled") || waiting || Boolean(feeling) || due() >= 0;
    one.clock.hidden = !mine || still.checked;
    one.said.hidden = !mine;
    if (!mine) one.told.textContent = person.done;
    one.body.style.display = over() ? "none" : "";
    one.story.hidden = one.told.hidden = over();
    one.still.hidden = one.under.hidden = one.verdict.hidden = !over();
    one.verdict.replaceChildren(
      ...person.verdict.map(([head, text]) => {
        const line = make("p", "");
        line.append(make("b", "", `${head}: `), text);
        return line;
      }),
    );
    for (const button of one.said.children) button.setAttribute("aria-disabled", String(waiting));
  }

  function settle() {
    title.textContent = model.get("title");
    screen.setAttribute("aria-label", model.get("label"));
    screen.hidden = model.get("disabled") || over();
    both.hidden = model.get("disabled");
    still.disabled = model.get("disabled") || Boolean(feeling);
    without.hidden = over();
    again.hidden = !over();
    marker.hidden = !feeling || feeling.lifted;
    for (const one of columns) settleOne(one);
    const now = due();
    asks.textContent = now < 0 ? "" : people()[now].asks;
    actions.hidden = now < 0 || model.get("disabled");
    for (const button of actions.children) button.setAttribute("aria-disabled", String(waiting));
    if (over()) for (const one of columns) compare(one);
  }

  function fill(one) {
    one.said.replaceChildren(...SAID.map(([key, word]) => {
      const button = press(word, key);
      button.addEventListener("click", () => say(word));
      return button;
    }));
    one.feel.addEventListener("click", () => begin(one.side));
  }

  function list() {
    actions.replaceChildren(...model.get("actions").map((action, place) => {
      const button = press(action, String(place + 1), "ls-two-action");
      button.addEventListener("click", () => act(action));
      return button;
    }));
  }

  function byKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const word = SAID.find(([key]) => key === event.key.toLowerCase())?.[1];
    const action = model.get("actions")[Number(event.key) - 1];
    if (word && feeling) say(word);
    else if (action && due() >= 0) act(action);
    else return;
    event.preventDefault();
  }

  function restart() {
    strip = readStrip(model);
    draw();
  }

  for (const one of columns) fill(one);
  list();
  el.addEventListener("keydown", byKey);
  again.addEventListener("click", () => send(0, "Two other people", null));
  model.on("change:heard", heard);
  model.on("change:samples", restart);
  model.on("change:disabled change:people change:over change:title", settle);
  const unwatch = onWidth(el, lay);
  settle();

  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    unwatch();
  };
}

export default { render };
