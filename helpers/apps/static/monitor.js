// A monitor: a sweep at 25 squares a second. Everything moves here; no kernel is asked. ecg.js
// stands in front of it.

const AHEAD = 14; // pixels that are wiped before the sweep
const BLIP = 0.06; // s

function blips() {
  let audio = null;
  return {
    async on() {
      audio ??= new AudioContext();
      await audio.resume();
    },
    play() {
      if (audio?.state !== "running") return;
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = 660;
      volume.gain.setValueAtTime(0.2, audio.currentTime);
      volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + BLIP);
      tone.connect(volume).connect(audio.destination);
      tone.start();
      tone.stop(audio.currentTime + BLIP);
    },
    close: () => audio?.close(),
  };
}

function render({ model, el }) {
  const freeze = make("button", "ls-ecg-main", "Freeze", { type: "button" });
  const earlier = make("button", "", "Earlier", { type: "button" });
  const later = make("button", "", "Later", { type: "button" });
  const sound = make("input", "", "", { type: "checkbox" });
  const sounding = make("label", "ls-ecg-label");
  sounding.append(sound, "Sound at each QRS");
  const bar = make("div", "ls-ecg-bar");
  bar.append(freeze, earlier, later, sounding);
  const screen = make("div", "ls-ecg-screen", "", { role: "img" });
  const paper = make("canvas", "ls-ecg-paper");
  const trace = make("canvas", "ls-ecg-trace");
  screen.append(paper, trace);
  const note = make("p", "ls-ecg-note", "", { role: "status" });
  el.classList.add("ls-ecg", "ls-monitor");
  el.append(bar, screen, note);
  fenceKeys(el);

  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const speaker = blips();
  let strip = readStrip(model);
  let across = 0; // seconds on the screen
  let square = 4; // pixels
  let pen = null; // the context of the trace
  let frozen = calm.matches;
  let seen = false; // whether the monitor is in the window
  let left = 0; // second at the left edge while frozen
  let second = 0; // to where the sweep has come
  let last = 0; // when it was there, ms
  let frame = 0;

  const length = () => strip.values.length / strip.rate;
  const height = () => HIGH * square;
  const width = () => across * SECOND * square;
  const moves = () => seen && !frozen && pen !== null && !model.get("disabled");

  function lay(room) {
    square = (4 * parseFloat(getComputedStyle(el).fontSize)) / 14;
    across = Math.max(2, Math.floor(room / (5 * square)) / 5);
    drawPaper(fit(paper, width(), height()), width(), height(), square);
    pen = fit(trace, width(), height());
    screen.style.height = `${height()}px`;
    screen.style.width = `${width()}px`;
    screen.dataset.seconds = String(across);
    redraw();
  }

  // What stands there anew: the frozen piece, or all of the sweep since its last turn.
  function redraw() {
    if (pen === null) return;
    pen.clearRect(0, 0, width(), height());
    if (frozen) {
      left = Math.max(0, Math.min(left, length() - across));
      const first = Math.ceil(left * strip.rate);
      drawLine(pen, strip, first, first + across * strip.rate, left, square, height() / 2);
    } else {
      const turn = Math.floor(second / across) * across;
      sweep(turn, second);
    }
    settle();
  }

  // The line between two moments, a new turn at the left edge each time the screen is full.
  function sweep(from, to) {
    for (let begin = from; begin < to - 1e-9; ) {
      const turn = Math.floor(begin / across + 1e-9) * across;
      const end = Math.min(to, turn + across);
      const x = (begin - turn) * SECOND * square;
      pen.clearRect(x + 1, 0, (end - begin) * SECOND * square + AHEAD, height());
      const first = Math.max(Math.ceil(turn * strip.rate), Math.floor(begin * strip.rate) - 1);
      drawLine(pen, strip, first, Math.floor(end * strip.rate), turn, square, height() / 2);
      begin = end;
    }
  }

  function move(now) {
    frame = 0;
    if (!moves()) return;
    const before = second;
    second += (now - last) / 1000;
    last = now;
    // At its end the strip begins again on an empty screen: no interval goes over the seam.
    if (second >= length()) {
      second = 0;
      pen.clearRect(0, 0, width(), height());
    } else {
      sweep(Math.max(before, second - across), second);
      const beats = model.get("beats");
      if (sound.checked && beats.some((at) => at > before && at <= second)) speaker.play();
    }
    frame = requestAnimationFrame(move);
  }

  function go() {
    if (frame || !moves()) return;
    last = performance.now();
    frame = requestAnimationFrame(move);
  }

  function settle() {
    const locked = model.get("disabled");
    freeze.textContent = frozen ? "Go on" : "Freeze";
    freeze.hidden = calm.matches;
    sounding.hidden = calm.matches;
    for (const control of [freeze, earlier, later, sound]) control.disabled = locked;
    earlier.disabled = locked || !frozen || left <= 0;
    later.disabled = locked || !frozen || left >= length() - across - 0.01;
    screen.hidden = locked;
    screen.setAttribute("aria-label", model.get("label"));
    const now = !frozen
      ? ""
      : `${calm.matches ? "This computer asks for no movement, so it stands still" : "Frozen"}: ` +
        `seconds ${left.toFixed(1)} to ${(left + across).toFixed(1)} of ${length().toFixed(0)}.`;
    if (note.textContent !== now) note.textContent = now;
  }

  // A frozen piece begins at a large square, where its paper does.
  const onSquare = (at) => Math.round(at * 5) / 5;

  function stop() {
    frozen = true;
    left = onSquare(Math.max(0, second - across));
    redraw();
  }

  function toggle() {
    if (!frozen) return stop();
    frozen = false;
    redraw();
    go();
  }

  function turn(by) {
    left = onSquare(left + by * across);
    redraw();
    const gone = by < 0 ? earlier : later;
    if (gone.disabled) (by < 0 ? later : earlier).focus();
  }

  function restart() {
    strip = readStrip(model);
    second = left = 0;
    frozen = calm.matches;
    redraw();
    go();
  }

  function follow() {
    frozen = calm.matches || frozen;
    if (frozen) stop();
    settle();
  }

  freeze.addEventListener("click", toggle);
  earlier.addEventListener("click", () => turn(-1));
  later.addEventListener("click", () => turn(1));
  sound.addEventListener("change", () => sound.checked && speaker.on());
  calm.addEventListener("change", follow);
  model.on("change:samples", restart);
  model.on("change:disabled change:label", () => { settle(); go(); });
  const watch = new IntersectionObserver((entries) => {
    seen = entries.at(-1).isIntersecting;
    go();
  });
  watch.observe(el);
  const unwatch = onWidth(el, (room) => { lay(room); go(); });
  settle();

  return () => {
    cancelAnimationFrame(frame);
    watch.disconnect();
    unwatch();
    calm.removeEventListener("change", follow);
    speaker.close();
  };
}

export default { render };
