// A metronome and a pad to tap on. Times are those of the browser's own events, so that a
// busy page or kernel cannot bend them; the sound runs on the audio clock. The fence of
// stage.js keeps JupyterLab's shortcuts out: the pad always stands inside an app.

const BATCH = 500; // ms that taps may wait for others before they are sent together
const AHEAD = 0.2; // s of clicks handed to the audio clock in advance
const ANSWER_WITHIN = 5000; // ms until the learner is told that no kernel answers
const RATES = [100, 110, 120];
const LENGTHS = [30, 60, 120];

function make(tag, className, text = "", attributes = {}) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function labelled(text, control) {
  const label = make("label", "ls-taps-label", text);
  label.append(control);
  return label;
}

function select(options, chosen) {
  const control = make("select", "ls-taps-select");
  for (const [value, text] of options) {
    const option = make("option", "", text);
    option.value = String(value);
    option.selected = value === chosen;
    control.append(option);
  }
  return control;
}

// Beats for the eye and the ear. The ear's are handed to the audio clock ahead of time.
function metronome(light) {
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  let interval = 0; // ms; 0: no beat
  let begun = 0; // time of the first beat, on the clock of events
  let frame = 0;
  let audio = null;
  let clicks = null; // {timer, next}: which beat is handed over next

  function draw() {
    const phase = ((performance.now() - begun) % interval) / interval;
    const strength = Math.max(0, 1 - 3 * phase);
    light.style.opacity = String(0.25 + 0.75 * strength);
    light.style.transform = calm.matches ? "none" : `scale(${0.7 + 0.3 * strength})`;
    frame = requestAnimationFrame(draw);
  }

  function click(time) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = 880;
    volume.gain.setValueAtTime(0.25, time);
    volume.gain.exponentialRampToValueAtTime(0.001, time + 0.05);
    tone.connect(volume).connect(audio.destination);
    tone.start(time);
    tone.stop(time + 0.06);
  }

  async function sound(on) {
    if (clicks) clearInterval(clicks.timer);
    clicks = null;
    if (!on || !interval) return;
    audio ??= new AudioContext();
    await audio.resume();
    if (clicks || !interval) return; // stopped, or begun twice, in the meantime
    // The two clocks are set side by side once; after that the audio clock alone counts.
    const first = audio.currentTime + (begun - performance.now()) / 1000;
    const next = Math.max(0, Math.ceil((performance.now() - begun) / interval));
    const hand = () => {
      for (;;) {
        const time = first + (clicks.next * interval) / 1000;
        if (time > audio.currentTime + AHEAD) return;
        if (time > audio.currentTime) click(time);
        clicks.next += 1;
      }
    };
    clicks = { timer: setInterval(hand, 40), next };
    hand();
  }

  function stop() {
    cancelAnimationFrame(frame);
    sound(false);
    interval = 0;
    light.hidden = true;
  }

  function start(rate, audible) {
    stop();
    if (!rate) return;
    interval = 60000 / rate;
    begun = performance.now() + 200;
    light.hidden = false;
    draw();
    sound(audible);
  }

  return { start, stop, sound, close: () => { stop(); audio?.close(); } };
}

function render({ model, el }) {
  const begin = make("button", "ls-taps-begin", "Start", { type: "button" });
  const length = select(LENGTHS.map((s) => [s, `${s} seconds`]), 60);
  const beat = select([[0, "no beat"], ...RATES.map((r) => [r, `${r} a minute`])], 110);
  const audible = make("input", "", "", { type: "checkbox" });
  const bar = make("div", "ls-taps-bar");
  bar.append(begin, labelled("Length", length), labelled("Beat", beat), labelled("Sound", audible));
  const pad = make("button", "ls-pad", "Tap here: space bar, Enter or pointer", {
    type: "button",
  });
  const light = make("span", "ls-beat", "", { "aria-hidden": "true" });
  const count = make("span", "ls-taps-count", "", { "aria-hidden": "true" });
  const surface = make("div", "ls-taps-surface");
  surface.append(light, pad, count);
  const note = make("p", "ls-taps-note", "Press Start. The clock begins with your first tap.", {
    role: "status",
  });
  el.classList.add("ls-taps");
  el.append(bar, surface, note);

  const ticker = metronome(light);
  let state = "idle"; // idle, ready (started, no tap yet), running
  let trial = 0;
  let sent = 0;
  let firstTap = 0;
  let waiting = []; // taps that are not sent yet
  let cut = false;
  const timers = { batch: 0, end: 0, clock: 0, answer: 0 };

  function say(kind, rest) {
    try {
      model.send({ kind, trial, ...rest });
    } catch {
      cut = true; // the kernel is gone, and the page knows
    }
  }

  function flush() {
    clearTimeout(timers.batch);
    timers.batch = 0;
    if (waiting.length) say("taps", { taps: waiting });
    waiting = [];
  }

  function tap(time) {
    if (state === "ready") {
      state = "running";
      firstTap = time;
      timers.end = setTimeout(finish, Number(length.value) * 1000);
      timers.clock = setInterval(tell, 250);
    }
    if (state !== "running") return;
    sent += 1;
    waiting.push([sent, time]);
    timers.batch ||= setTimeout(flush, BATCH);
    pad.classList.add("ls-down");
    setTimeout(() => pad.classList.remove("ls-down"), 80);
  }

  function tell() {
    const left = Number(length.value) - (performance.now() - firstTap) / 1000;
    count.textContent = `${sent} taps, ${Math.max(0, Math.ceil(left))} s left`;
  }

  function start() {
    trial = model.get("answered") + 1;
    sent = 0;
    waiting = [];
    cut = false;
    state = "ready";
    say("begin", {});
    clearTimeout(timers.answer);
    ticker.start(Number(beat.value), audible.checked);
    note.textContent = "Ready. The clock begins with your first tap.";
    count.textContent = "";
    settle();
    pad.focus();
  }

  function finish() {
    const tapped = state === "running";
    clearTimeout(timers.end);
    clearInterval(timers.clock);
    ticker.stop();
    state = "idle";
    flush();
    if (tapped) {
      say("end", { sent });
      note.textContent = `Finished: ${sent} taps. Your result stands at the picture.`;
      timers.answer = setTimeout(missed, cut ? 0 : ANSWER_WITHIN);
    } else {
      note.textContent = "Stopped before the first tap.";
    }
    count.textContent = "";
    settle();
  }

  function missed() {
    if (model.get("answered") === trial) return;
    note.textContent =
      "No kernel has answered, so nothing was scored. Run this cell again and tap once more.";
  }

  function settle() {
    const locked = model.get("disabled");
    const going = state !== "idle";
    begin.textContent = going ? "Stop" : "Start";
    begin.disabled = locked;
    length.disabled = beat.disabled = locked || going;
    audible.disabled = locked;
    pad.setAttribute("aria-disabled", String(!going));
    pad.classList.toggle("ls-live", going);
  }

  const isTap = (event) => event.key === " " || event.key === "Enter";
  pad.addEventListener("keydown", (event) => {
    if (!isTap(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault(); // no click follows, and the page does not scroll
    if (!event.repeat) tap(event.timeStamp); // a held key taps once
  });
  pad.addEventListener("keyup", (event) => isTap(event) && event.preventDefault());
  pad.addEventListener("pointerdown", (event) => event.button === 0 && tap(event.timeStamp));
  // Screen readers press a button without any key or pointer: a click out of nothing.
  pad.addEventListener("click", (event) => {
    if (event.detail === 0 && !event.pointerType) tap(event.timeStamp);
  });
  begin.addEventListener("click", () => (state === "idle" ? start() : finish()));
  audible.addEventListener("change", () => ticker.sound(audible.checked));
  model.on("change:disabled", settle);
  light.hidden = true;
  settle();

  return () => {
    for (const timer of Object.values(timers)) clearTimeout(timer);
    ticker.close();
  };
}

export default { render };
