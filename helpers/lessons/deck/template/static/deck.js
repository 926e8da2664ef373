// A lesson on a wall: one screen at a time, by key; hands are counted and nothing is kept.
"use strict";

const FACTS = JSON.parse(document.getElementById("deck-facts").textContent);
const main = document.getElementById("deck");
const PRINTING = new URLSearchParams(location.search).has("print");
const LATE = 30_000; // ms after which somebody who waits is told
const LEAST = 24; // nothing on the wall is smaller
let screens = [...main.querySelectorAll(".deck-screen")];
let now = 0;
let back = 0; // where the way was left for the evidence

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// -- screens that hold more than a wall does ---------------------------------------------

const overflows = (body) => body.scrollHeight > body.clientHeight + 2;

function fit(screen) {
  const body = screen.querySelector(".deck-body");
  const start = parseFloat(getComputedStyle(body).getPropertyValue("--size")) || 28;
  for (let size = start; size > LEAST && overflows(body); size -= 1) {
    body.style.setProperty("--size", size - 1);
  }
}

// A table that is longer than the wall goes on on the next screen, under the same head.
function split(screen) {
  const body = screen.querySelector(".deck-body");
  const table = body.querySelector("table");
  if (!table || screen.querySelector(".deck-live") || !overflows(body)) return [screen];
  const rows = [...table.querySelectorAll("tbody > tr")];
  const made = [screen];
  let last = screen;
  while (overflows(last.querySelector(".deck-body")) && made.length < 12) {
    const next = last.cloneNode(true);
    next.classList.remove("deck-now");
    last.after(next);
    const mine = [...last.querySelectorAll("tbody > tr")];
    const rest = [...next.querySelectorAll("tbody > tr")];
    let kept = mine.length;
    for (const small of last.querySelectorAll("small")) small.closest("p")?.remove();
    while (kept > 1 && overflows(last.querySelector(".deck-body"))) mine[--kept].remove();
    if (kept === mine.length) {
      for (const row of rest) row.remove();
      next.querySelector("table")?.remove();
    }
    rest.slice(0, kept).forEach((row) => row.remove());
    made.push(next);
    last = next;
    if (rows.length === 0) break;
  }
  return made;
}

function layOut() {
  const all = [];
  for (const screen of screens) {
    fit(screen);
    const parts = split(screen);
    parts.forEach((part, n) => {
      if (n > 0) part.id = `${screen.id}-${n + 1}`;
      part.dataset.fact = String(screens.indexOf(screen));
      if (parts.length > 1) {
        part.querySelector(".deck-where").textContent += ` · ${n + 1}/${parts.length}`;
      }
    });
    all.push(...parts);
  }
  screens = all;
}

// -- which one is shown ------------------------------------------------------------------

const isAside = (screen) => "aside" in screen.dataset;
const factOf = (screen) => FACTS.screens[Number(screen.dataset.fact)];

function show(n, { focus = true } = {}) {
  now = Math.max(0, Math.min(n, screens.length - 1));
  screens.forEach((screen, at) => screen.classList.toggle("deck-now", at === now));
  const screen = screens[now];
  history.replaceState(null, "", `#${screen.id}`);
  place.textContent = isAside(screen) ? `beside the way · ${now + 1}` : `${now + 1} / ${wayEnds()}`;
  if (focus) screen.focus({ preventScroll: true });
  tell();
}

const wayEnds = () => screens.findIndex(isAside) === -1 ? screens.length : screens.findIndex(isAside);

function next() {
  const asked = screens[now].querySelector(".deck-ask");
  // A clicker has two keys: the first press shows the answer, the second goes on.
  if (asked && !asked.classList.contains("deck-open") && !("waits" in asked.dataset)) return reveal();
  if (now + 1 === wayEnds()) return say("This is the last screen; E leads to the evidence.");
  show(now + 1);
}

function aside() {
  if (isAside(screens[now])) return show(back);
  const first = wayEnds();
  if (first === screens.length) return;
  back = now;
  show(first);
}

// -- hands -------------------------------------------------------------------------------

function reveal() {
  const asked = screens[now].querySelector(".deck-ask");
  if (!asked) return;
  const open = asked.classList.toggle("deck-open");
  const right = asked.querySelector("li[data-right]");
  const inputs = [...asked.querySelectorAll("li")];
  const most = inputs.reduce((a, b) => (hands(b) > hands(a) ? b : a), inputs[0]);
  for (const one of asked.querySelectorAll("li")) {
    const told = one.querySelector(".deck-told");
    // What the room chose most often is answered, too.
    if (told) told.hidden = !(open && (one === right || (one === most && hands(one) > 0)));
  }
  const why = asked.querySelector(".deck-why");
  if (why) why.hidden = !open;
  const body = screens[now].querySelector(".deck-body");
  body.style.removeProperty("--size");
  fit(screens[now]);
  tell();
}

const hands = (item) => Number(item?.querySelector("input").value) || 0;

function count(asked) {
  const items = [...asked.querySelectorAll(".deck-choices li")];
  const all = items.reduce((sum, item) => sum + hands(item), 0);
  for (const item of items) {
    item.querySelector(".deck-bar").style.width = all ? `${(100 * hands(item)) / all}%` : "0";
  }
  asked.querySelector(".deck-count").textContent = all ? `${all} hands. Nothing is kept.` : "";
}

function raise(digit, by) {
  const item = screens[now].querySelectorAll(".deck-choices li")[digit - 1];
  if (!item) return;
  item.querySelector("input").value = Math.max(0, hands(item) + by) || "";
  count(item.closest(".deck-ask"));
}

main.addEventListener("input", (event) => {
  const asked = event.target.closest(".deck-ask");
  if (asked) count(asked);
});

// -- keys --------------------------------------------------------------------------------

const KEYS = [
  ["→, Page Down, space, a clicker", "next screen; on a question first the answer"],
  ["←, Page Up", "the screen before"],
  ["Home, End", "first and last screen"],
  ["1 2 3 4", "one more hand for this answer (with Shift one less); counts can be typed, too"],
  ["R", "show or hide the answer"],
  ["E", "to the evidence and the sources, and back"],
  ["G", "this index"],
  ["N", "the notes in a window of their own"],
  ["F", "the whole screen"],
  ["Esc", "leave an app: the keys are the deck's again"],
];
const ACTIONS = {
  ArrowRight: next, PageDown: next, " ": next,
  ArrowLeft: () => show(now - 1), PageUp: () => show(now - 1),
  Home: () => show(0), End: () => show(wayEnds() - 1),
  r: reveal, e: aside, g: openIndex, n: openNotes, f: wholeScreen,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || index.open) return;
  const at = event.target;
  if (at.matches?.("input, select, textarea, [contenteditable=true]")) return;
  if (at.matches?.("button, summary, a") && [" ", "Enter"].includes(event.key)) return;
  const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
  if (digit && screens[now].querySelector(".deck-choices")) {
    raise(Number(digit), event.shiftKey ? -1 : 1);
  } else {
    const action = ACTIONS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action) return;
    action();
  }
  event.preventDefault();
});
// An app keeps its keys to itself, but for this one.
window.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || index.open) return;
  screens[now].focus({ preventScroll: true });
}, true);

function wholeScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.();
}

// -- the line below, and the index -------------------------------------------------------

const place = make("span", { class: "deck-place" });
const said = make("p", { id: "deck-said", role: "status" });
const bar = make("nav", { id: "deck-bar", "aria-label": "Deck" });
const index = make("dialog", { "aria-label": "Index" });

function button(text, name, action) {
  const made = make("button", { type: "button", "aria-label": name, title: name }, text);
  made.addEventListener("click", () => { action(); if (!index.open) screens[now].focus({ preventScroll: true }); });
  return made;
}

function say(text) {
  said.textContent = text;
}

function openIndex() {
  const list = make("ol");
  let before = "";
  screens.forEach((screen, n) => {
    const fact = factOf(screen);
    if (fact.heading === before) return;
    before = fact.heading;
    const link = make("a", { href: `#${screen.id}` }, fact.heading);
    link.addEventListener("click", (event) => { event.preventDefault(); index.close(); show(n); });
    list.append(make("li", {}, link));
  });
  const keys = make("table", {}, make("tbody", {}, ...KEYS.map(([key, what]) =>
    make("tr", {}, make("td", {}, key), make("td", {}, what)))));
  const lessons = make("p", {}, make("a", { href: main.dataset.start }, "All lessons"));
  index.replaceChildren(make("h2", {}, FACTS.title), list, lessons, keys, button("Close", "Close", () => index.close()));
  index.showModal();
}

function openNotes() {
  window.open(`${main.dataset.notes.split("?")[0]}?deck=${id}`, `notes-${id}`, "width=1100,height=760");
}

// -- the notes window is told where we are, and may turn the pages ------------------------

const id = (sessionStorage.deck ??= Math.random().toString(36).slice(2));
const channel = new BroadcastChannel("life-support-deck");

function tell() {
  const screen = screens[now];
  const place = Number(screen.dataset.fact);
  // The notes of a section stand on its first screen, and hold for all of them.
  let from = place;
  while (from > 0 && FACTS.screens[from - 1].heading === FACTS.screens[place].heading) from -= 1;
  const after = screens[now + 1];
  const asked = screen.querySelector(".deck-ask");
  channel.postMessage({
    from: id, kind: "here", lesson: FACTS.title, minutes: FACTS.minutes,
    at: now + 1, of: wayEnds(), heading: FACTS.screens[place].heading, part: FACTS.screens[place].part,
    words: FACTS.screens[place].words, notes: FACTS.screens[from].notes,
    answer: asked?.querySelector("li[data-right] .deck-option")?.firstChild.textContent ?? "",
    next: after && !isAside(after) ? { heading: factOf(after).heading, words: factOf(after).words } : null,
  });
}

channel.onmessage = ({ data }) => {
  if (data.to !== id) return;
  if (data.kind === "hello") tell();
  if (data.kind === "key") ACTIONS[data.key]?.();
};

// -- apps come as they are ready ---------------------------------------------------------

const lives = [...main.querySelectorAll(".deck-live")];
const started = performance.now();

function ready(live) {
  if (live.classList.contains("deck-ready")) return;
  const shown = live.querySelector(".deck-slot .jupyter-widgets, .deck-slot img, .deck-slot .jp-RenderedText");
  if (!shown) return;
  if (live.querySelector(".deck-slot [data-mime-type*=stderr]")) {
    live.querySelector(".deck-slot").classList.add("deck-error");
  }
  live.classList.add("deck-ready");
  performance.mark(`deck-app-${lives.indexOf(live)}`);
  const left = lives.filter((one) => !one.classList.contains("deck-ready")).length;
  say(left ? `${left} apps and pictures are still on their way.` : "");
  if (!left) main.dataset.ready = "true";
}

function watchApps() {
  if (!lives.length) main.dataset.ready = "true";
  for (const live of lives) {
    new MutationObserver(() => ready(live)).observe(live, { childList: true, subtree: true });
  }
  setTimeout(() => {
    if (lives.some((one) => one.classList.contains("deck-ready")) || !lives.length) return;
    say("The apps have not started within 30 seconds. Text and questions go on. Look at the window in which the deck was started; then reload this page.");
  }, LATE);
}

const GONE = "The apps have stopped. The screens go on; reload this page (F5) to have the apps again: it stays on this screen.";

function watchKernel(tries = 0) {
  const kernel = window.jupyterapp?.widgetManager?.kernel;
  if (!kernel) {
    if (tries < 600) setTimeout(watchKernel, 500, tries + 1);
    return;
  }
  const gone = () => { main.dataset.gone = "true"; say(GONE); };
  kernel.statusChanged.connect((_, status) => {
    if (["restarting", "autorestarting", "dead", "terminating"].includes(status)) gone();
  });
  let since = 0;
  kernel.connectionStatusChanged.connect((_, status) => {
    clearTimeout(since);
    if (status !== "connected") since = setTimeout(gone, 5000);
  });
}

// -- begin -------------------------------------------------------------------------------

bar.append(
  button("‹", "Screen before", () => show(now - 1)), button("›", "Next screen", next),
  button("Index (G)", "Index", openIndex), button("Notes (N)", "Notes", openNotes),
  button("Evidence (E)", "Evidence", aside), said, place,
);
document.body.append(bar, index);

function begin() {
  layOut();
  const wanted = screens.findIndex((screen) => `#${screen.id}` === location.hash);
  show(Math.max(0, wanted), { focus: true });
  performance.mark("deck-first");
  watchApps();
  watchKernel();
  if (PRINTING) document.documentElement.classList.add("deck-printing");
}
begin();
// The style sheets of apps come later, and a window can be dragged to another wall.
let settling = 0;
addEventListener("resize", () => {
  clearTimeout(settling);
  settling = setTimeout(() => screens.forEach(fit), 200);
});
addEventListener("hashchange", () => {
  const wanted = screens.findIndex((screen) => `#${screen.id}` === location.hash);
  if (wanted >= 0 && wanted !== now) show(wanted);
});
