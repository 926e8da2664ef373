// A scene against a clock. The seconds in which nobody decides run here; what an action costs,
// what is seen and what it was worth is Python's. What will be seen if nothing more is done
// arrives ahead, so that a slow kernel does not hold the scene up; while one waits for an answer
// the clock stands. The fence of stage.js keeps JupyterLab's shortcuts out.

const TICK = 200; // ms
const ANSWER_WITHIN = 5000; // ms until the learner is told that no kernel answers
const SHOWN = 3; // lines seen and heard that stay in sight

function make(tag, className, text = "", attributes = {}) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function render({ model, el }) {
  const begin = make("button", "ls-scene-begin", "Begin", { type: "button" });
  const end = make("button", "ls-scene-end", "", { type: "button", "aria-keyshortcuts": "e" });
  end.append(make("kbd", "", "e"), ` ${model.get("ending")}`);
  const still = make("input", "", "", { type: "checkbox" });
  // Whoever asked for less motion begins without a clock, and may switch it on.
  still.checked = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const without = make("label", "ls-scene-still");
  without.append(still, "Without a clock");
  const clock = make("span", "ls-scene-clock");
  const bar = make("span", "ls-scene-bar", "", { "aria-hidden": "true" });
  const filled = make("span", "ls-scene-filled");
  bar.append(filled);
  const top = make("div", "ls-scene-top");
  top.append(begin, without, bar, clock);
  const opening = make("p", "ls-scene-opening");
  const earlier = make("ul", "ls-scene-earlier");
  const newest = make("p", "ls-scene-newest", "", { role: "status" });
  const actions = make("div", "ls-scene-actions", "", {
    role: "group",
    "aria-label": "What you can do, by number or pointer",
  });
  const board = make("div", "ls-scene-board", "", { tabindex: "-1" });
  board.append(opening, earlier, newest, actions, end);
  el.classList.add("ls-scene");
  el.append(top, board);

  let state = "idle"; // idle, running, waiting (for Python), over
  let second = model.get("second");
  let last = 0; // when the clock was last moved on, in ms
  const timers = { tick: 0, answer: 0 };

  function buttons() {
    actions.replaceChildren();
    for (const { key, action, label } of model.get("choices")) {
      const button = make("button", "ls-scene-action", "", { type: "button" });
      button.append(make("kbd", "", key), make("span", "", label));
      button.setAttribute("aria-keyshortcuts", key);
      button.addEventListener("click", () => choose(action));
      actions.append(button);
    }
  }

  function tell() {
    const length = model.get("length");
    clock.textContent = `${Math.min(length, Math.floor(second))} of ${length} s`;
    filled.style.width = `${Math.min(100, (100 * second) / length)}%`;
    opening.textContent = model.get("opening");
    const seen = state === "idle" ? [] : model.get("lines").filter(([at]) => at <= second);
    const texts = seen.map(([at, text]) => `${Math.round(at)} s. ${text}`);
    const now = texts.pop() ?? "";
    if (newest.textContent !== now) newest.textContent = now;
    const old = texts.slice(1 - SHOWN);
    if (earlier.textContent !== old.join("")) {
      earlier.replaceChildren(...old.map((text) => make("li", "", text)));
    }
  }

  function settle() {
    const locked = model.get("disabled");
    const going = state === "running" || state === "waiting";
    begin.textContent = state === "over" ? "Another time" : "Begin";
    begin.hidden = going;
    begin.disabled = locked;
    still.disabled = locked || going;
    board.hidden = state === "over";
    end.hidden = !going;
    // Not "disabled": a button that loses the focus would throw the keyboard out of the scene.
    for (const button of actions.children) {
      button.setAttribute("aria-disabled", String(state !== "running"));
    }
    tell();
  }

  function tick() {
    const now = performance.now();
    if (state === "running" && !still.checked) {
      second += (now - last) / 1000;
      if (second >= model.get("length")) choose("end");
      else tell();
    }
    last = now;
  }

  function choose(action) {
    if (state !== "running" && action !== "again") return;
    state = "waiting";
    const at = Math.round(10 * Math.min(second, model.get("length"))) / 10;
    settle();
    try {
      model.send({ second: at, action });
      timers.answer = setTimeout(unheard, ANSWER_WITHIN);
    } catch {
      unheard(); // the kernel is gone, and the page knows
    }
  }

  function unheard() {
    newest.textContent =
      "No kernel has answered, so nothing was judged. Run this cell again and begin once more.";
    clearInterval(timers.tick);
  }

  function heard() {
    clearTimeout(timers.answer);
    second = model.get("second");
    const fresh = second === 0 && !model.get("over") && state === "waiting" && beginsAgain;
    if (fresh) {
      beginsAgain = false;
      buttons();
      start();
      return;
    }
    state = model.get("over") ? "over" : "running";
    last = performance.now();
    if (state === "over") {
      clearInterval(timers.tick);
      settle();
      begin.focus();
    } else settle();
  }

  let beginsAgain = false;
  function start() {
    state = "running";
    second = 0;
    last = performance.now();
    clearInterval(timers.tick);
    timers.tick = setInterval(tick, TICK);
    settle();
    board.focus();
  }

  begin.addEventListener("click", () => {
    if (state === "over") {
      beginsAgain = true;
      state = "waiting";
      choose("again");
    } else start();
  });
  end.addEventListener("click", () => choose("end"));
  board.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const found = model.get("choices").find(({ key }) => key === event.key);
    if (found) choose(found.action);
    else if (event.key === "e") choose("end");
    else return;
    event.preventDefault();
  });
  model.on("change:disabled", settle);
  model.on("change:heard", heard);
  buttons();
  state = model.get("over") ? "over" : "idle";
  settle();

  return () => {
    clearInterval(timers.tick);
    clearTimeout(timers.answer);
  };
}

export default { render };
