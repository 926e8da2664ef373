// Calipers: two legs on six seconds of ECG, set by pointer or keys. Python judges. ecg.js stands
// in front of it.

const ANSWER_WITHIN = 5000; // ms until the learner is told that no kernel answers
const STEPS = { ArrowLeft: -0.01, ArrowRight: 0.01, ArrowDown: -0.01, ArrowUp: 0.01 };
const FAR = { PageDown: -0.2, PageUp: 0.2 };
const LARGER = 4; // the shift key makes a step a whole small square
const NEAREST = 0.01; // s between the legs at least
const GRAB = 12; // pixels from a leg within which it is taken where it is held
const MOST_SQUARE = 5; // pixels, beside prose of 14: else the result leaves the screen
const LENS = 3; // times larger
const LENS_HIGH = 92; // pixels
const UNITS = { PR: "ms", QRS: "ms", Rate: "a minute" };

function legNamed(name, letter) {
  const leg = make("div", `ls-leg ls-leg-${letter.toLowerCase()}`, "", {
    role: "slider",
    tabindex: "0",
    "aria-label": name,
    "aria-valuemin": "0",
  });
  leg.append(make("span", "ls-leg-line"), make("span", "ls-leg-letter", letter));
  return leg;
}

function lensOf(name) {
  const box = make("figure", "ls-lens");
  const canvas = make("canvas", "", "", { "aria-hidden": "true" });
  box.append(canvas, make("figcaption", "", `${name}, ${LENS} times larger`));
  return { box, canvas };
}

function labelled(text, control) {
  const label = make("label", "ls-ecg-label");
  const words = make("span", "", text);
  label.append(words, control);
  return { label, words };
}

function render({ model, el }) {
  const what = make("select", "");
  for (const name of Object.keys(UNITS)) what.append(new Option(name, name));
  const answer = make("input", "ls-cal-answer", "", { type: "number", min: "0", step: "any" });
  const asked = labelled("", answer);
  const judge = make("button", "ls-ecg-main", "Judge", { type: "button" });
  const none = make("button", "", "There is none", { type: "button" });
  const between = make("output", "ls-cal-between");
  const bar = make("div", "ls-ecg-bar");
  bar.append(labelled("Measure", what).label, between, asked.label, judge, none);
  const paper = make("div", "ls-ecg-screen ls-cal-paper", "", { role: "group" });
  const canvas = make("canvas", "ls-ecg-paper", "", { "aria-hidden": "true" });
  const legs = [legNamed("Left leg", "L"), legNamed("Right leg", "R")];
  paper.append(canvas, ...legs);
  const lenses = [lensOf("Left leg"), lensOf("Right leg")];
  const near = make("div", "ls-lenses");
  near.append(...lenses.map((lens) => lens.box));
  const note = make("p", "ls-ecg-note", "", { role: "status" });
  el.classList.add("ls-ecg", "ls-cal");
  el.append(bar, paper, near, note);
  fenceKeys(el);

  let strip = readStrip(model);
  let square = 4; // pixels
  let at = [1, 1.4]; // seconds of the legs
  let held = null; // {leg, off} while the pointer holds one
  let frame = 0;
  let timer = 0;

  const length = () => strip.values.length / strip.rate;
  const secondAt = (x) => x / (SECOND * square);
  const placeOf = (second) => second * SECOND * square;

  function lay(room) {
    const most = (MOST_SQUARE * parseFloat(getComputedStyle(el).fontSize)) / 14;
    square = Math.min(most, room / (length() * SECOND));
    const width = placeOf(length());
    const context = fit(canvas, width, HIGH * square);
    drawPaper(context, width, HIGH * square, square);
    drawLine(context, strip, 0, strip.values.length, 0, square, (HIGH * square) / 2);
    paper.style.width = `${width}px`;
    paper.style.height = `${HIGH * square}px`;
    tell();
  }

  // A leg that meets the other takes it along, as the joint of real calipers would.
  function put(leg, second) {
    const whole = Math.round(1000 * Math.max(0, Math.min(length(), second))) / 1000;
    at[leg] = whole;
    if (at[1] - at[0] < NEAREST) {
      const other = whole + (leg === 0 ? NEAREST : -NEAREST);
      at[1 - leg] = Math.max(0, Math.min(length(), other));
      if (at[1] - at[0] < NEAREST) at[leg] = at[1 - leg] + (leg === 0 ? -NEAREST : NEAREST);
    }
    tell();
  }

  function tell() {
    legs.forEach((leg, n) => {
      leg.style.left = `${placeOf(at[n])}px`;
      leg.setAttribute("aria-valuemax", String(length()));
      leg.setAttribute("aria-valuenow", at[n].toFixed(3));
      leg.setAttribute("aria-valuetext", `${at[n].toFixed(2)} s, ${squares()} between the legs`);
    });
    between.textContent = squares();
    frame ||= requestAnimationFrame(enlarge);
  }

  const squares = () => `${((at[1] - at[0]) * SECOND).toFixed(1)} small squares`;

  // The paper around each leg; the squares keep their shape and their place.
  function enlarge() {
    frame = 0;
    lenses.forEach(({ box, canvas: lens }, n) => {
      const width = box.clientWidth;
      if (width === 0) return;
      const large = LENS * square;
      const context = fit(lens, width, LENS_HIGH);
      const sample = Math.min(strip.values.length - 1, Math.round(at[n] * strip.rate));
      const left = at[n] - width / 2 / (SECOND * large);
      const zero = LENS_HIGH / 2 + 0.6 * strip.values[sample] * MILLIVOLT * large;
      drawPaper(context, width, LENS_HIGH, large, { x: -left * SECOND * large, y: zero });
      const first = Math.floor(left * strip.rate);
      const last = Math.ceil((2 * at[n] - left) * strip.rate);
      drawLine(context, strip, first, last, left, large, zero);
      context.beginPath();
      context.setLineDash(n === 0 ? [] : [5, 3]);
      context.moveTo(width / 2, 0);
      context.lineTo(width / 2, LENS_HIGH);
      context.strokeStyle = INK;
      context.lineWidth = 1;
      context.stroke();
    });
  }

  function ask() {
    asked.words.textContent = `Your number (${UNITS[what.value]}), if you like`;
  }

  function settle() {
    const locked = model.get("disabled");
    for (const control of [what, answer, judge, none]) control.disabled = locked;
    for (const leg of legs) leg.setAttribute("aria-disabled", String(locked));
    paper.hidden = near.hidden = locked;
    paper.setAttribute("aria-label", model.get("label"));
    if (!locked) tell(); // what was hidden had no width, and its lenses stayed empty
  }

  function send(isNone) {
    const typed = answer.value === "" || isNone ? null : Number(answer.value);
    note.textContent = "";
    clearTimeout(timer);
    timer = setTimeout(unheard, ANSWER_WITHIN);
    try {
      model.send({
        strip: model.get("strip"),
        what: what.value,
        left: at[0],
        right: at[1],
        answer: typed,
        none: isNone,
      });
    } catch {
      clearTimeout(timer);
      unheard(); // the kernel is gone, and the page knows
    }
  }

  function unheard() {
    note.textContent =
      "No kernel has answered, so nothing was judged. Run this cell again and measure once more.";
  }

  function press(leg, event) {
    if (event.ctrlKey || event.metaKey || event.altKey || model.get("disabled")) return;
    const step = STEPS[event.key] * (event.shiftKey ? LARGER : 1) || FAR[event.key];
    if (step) put(leg, at[leg] + step);
    else if (event.key === "Home") put(leg, 0);
    else if (event.key === "End") put(leg, length());
    else if (event.key === "Enter") send(false);
    else return;
    event.preventDefault();
  }

  function grasp(event) {
    if (event.button !== 0 || model.get("disabled")) return;
    const x = event.clientX - canvas.getBoundingClientRect().left;
    const away = at.map((second) => Math.abs(placeOf(second) - x));
    const onLeg = legs.findIndex((leg) => leg.contains(event.target));
    const leg = onLeg >= 0 && away[onLeg] <= away[1 - onLeg] ? onLeg : away[0] <= away[1] ? 0 : 1;
    held = { leg, off: away[leg] <= GRAB ? placeOf(at[leg]) - x : 0 };
    paper.setPointerCapture(event.pointerId);
    drag(event);
    legs[leg].focus();
    event.preventDefault();
  }

  function drag(event) {
    if (held === null) return;
    const x = event.clientX - canvas.getBoundingClientRect().left + held.off;
    put(held.leg, secondAt(x));
  }

  const release = () => { held = null; };

  function restart() {
    strip = readStrip(model);
    answer.value = "";
    note.textContent = "";
    if (paper.clientWidth) lay(el.clientWidth);
    settle();
  }

  legs.forEach((leg, n) => leg.addEventListener("keydown", (event) => press(n, event)));
  paper.addEventListener("pointerdown", grasp);
  paper.addEventListener("pointermove", drag);
  paper.addEventListener("pointerup", release);
  paper.addEventListener("pointercancel", release);
  what.addEventListener("change", () => { answer.value = ""; ask(); });
  answer.addEventListener("keydown", (event) => event.key === "Enter" && send(false));
  judge.addEventListener("click", () => send(false));
  none.addEventListener("click", () => send(true));
  model.on("change:heard", () => { clearTimeout(timer); note.textContent = ""; });
  model.on("change:samples", restart);
  model.on("change:disabled change:label", settle);
  const unwatch = onWidth(el, lay);
  ask();
  settle();

  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    unwatch();
  };
}

export default { render };
