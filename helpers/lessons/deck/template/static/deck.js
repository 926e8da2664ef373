// A lesson on a wall: one screen at a time, by key; hands are counted and nothing is kept.
"use strict";

const FACTS = JSON.parse(document.getElementById("deck-facts").textContent);
const main = document.getElementById("deck");
const LATE = 30_000; // ms after which somebody who waits is told
let screens = [...main.querySelectorAll(".deck-screen")];
let now = 0;
let back = 0; // where the way was left for the evidence


// -- which one is shown ------------------------------------------------------------------

const isAside = (screen) => "aside" in screen.dataset;
const factOf = (screen) => FACTS.screens[Number(screen.dataset.fact)];

function show(n, { focus = true } = {}) {
  now = Math.max(0, Math.min(n, screens.length - 1));
  screens.forEach((screen, at) => screen.classList.toggle("deck-now", at === now));
  const screen = screens[now];
  history.replaceState(null, "", `#${screen.id}`);
  remark("");
  named();
  if (focus) screen.focus({ preventScroll: true });
  tell();
}

function named() {
  const screen = screens[now];
  const name = screen.classList.contains("deck-tight") ? `${factOf(screen).heading} · ` : "";
  const { at, of } = counted(now);
  place.textContent = name + (isAside(screen) ? `Evidence, ${at} of ${of}` : `${at} / ${of}`);
}

const wayEnds = () => screens.findIndex(isAside) === -1 ? screens.length : screens.findIndex(isAside);

// Which of how many: the way and what lies beside it are counted apart.
function counted(n) {
  const ends = wayEnds();
  return n < ends ? { at: n + 1, of: ends } : { at: n + 1 - ends, of: screens.length - ends };
}

function next() {
  const asked = askIn(screens[now]);
  // A clicker has two keys: the first press shows the answer, the second goes on.
  if (asked && !asked.classList.contains("deck-open") && isAnswered(asked)) return reveal();
  if (asked && !isSettled(asked)) return;
  if (now + 1 === wayEnds()) return remark(wayEnds() < screens.length ? "This is the last screen; E leads to the evidence." : "This is the last screen.");
  if (now + 1 === screens.length) return remark("This is the last screen of the evidence; E leads back.");
  show(now + 1);
}

// Whatever of the screen is cut and can still be moved that way: the screen itself, a list in it.
function scroll(by) {
  const body = screens[now].querySelector(".deck-body");
  const canMove = (one) => by > 0 ? one.scrollHeight - one.clientHeight - one.scrollTop > 2 : one.scrollTop > 0;
  const cut = [body, ...body.querySelectorAll(".ls-table")].find((one) => one.clientHeight && canMove(one));
  cut?.scrollBy({ top: by * unit() });
}

function aside() {
  if (isAside(screens[now])) return show(back);
  const first = wayEnds();
  if (first === screens.length) return;
  back = now;
  show(first);
}

// -- what an app says --------------------------------------------------------------------

// What an app says may take more room than at first, whenever it says it.
function watchSize(live) {
  let settled = 0;
  const watch = new ResizeObserver(() => {
    clearTimeout(settled);
    settled = setTimeout(() => { shrink(live.closest(".deck-screen")); lengthen(live); }, 150);
  });
  watch.observe(live.querySelector(".deck-slot"));
}

// A list that is cut has the room that is left below it.
function lengthen(live) {
  const list = [...live.querySelectorAll(".ls-app:has(.ls-scene) .ls-table")].find((one) => one.clientHeight);
  if (!list || list.scrollHeight - list.clientHeight <= 2) return;
  const free = live.closest(".deck-body").getBoundingClientRect().bottom - live.getBoundingClientRect().bottom;
  if (free > 4) list.style.maxHeight = `${list.clientHeight + Math.floor(free) - 2}px`;
}

// -- keys --------------------------------------------------------------------------------

const PAGES = ["PageDown", "PageUp", "Enter"];
const ACTIONS = {
  ArrowRight: next, PageDown: next, " ": next,
  ArrowLeft: () => show(now - 1), PageUp: () => show(now - 1),
  ArrowDown: () => scroll(200), ArrowUp: () => scroll(-200),
  Home: () => show(0), End: () => show(wayEnds() - 1),
  r: reveal, e: aside, g: openIndex, s: section, n: openNotes, f: wholeScreen,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || index.open) return;
  const at = event.target;
  // In a field for hands nothing is turned by the keys that move in it.
  if (at.matches?.(".deck-asked input") && PAGES.includes(event.key)) screens[now].focus({ preventScroll: true });
  else if (at.matches?.("input, select, textarea, [contenteditable=true]")) return;
  if (at.matches?.("button, summary, a") && [" ", "Enter"].includes(event.key)) return;
  if (pressed(event)) event.preventDefault();
});
// An app keeps its keys to itself, but for this one; on a board that a class plays, the keys are
// the deck's, wherever the pointer was last.
window.addEventListener("keydown", (event) => {
  if (index.open) return;
  if (event.key === "Escape") screens[now].focus({ preventScroll: true });
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches?.(PAD) ? !turns(event) : !event.target.closest?.(BOARD)) return;
  if (event.target.matches("input") || event.key === "Enter" && event.target.matches("button")) return;
  if (!pressed(event)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

// Whether a key meant something: a hand, a shout, or one of the deck's own.
function pressed(event) {
  remark("");
  if (raised(event) || shouted(event)) return true;
  const action = ACTIONS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  action?.(event);
  return Boolean(action);
}

function wholeScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.();
}

// -- the line below -------------------------------------------------------

const place = make("span", { class: "deck-place" });
const said = make("p", { id: "deck-said", role: "status" });
const bar = make("nav", { id: "deck-bar", "aria-label": "Deck" });
const index = make("dialog", { "aria-label": "Index" });
index.addEventListener("keydown", moveInIndex);

function button(text, name, action) {
  const made = make("button", { type: "button", "aria-label": name, title: name }, text);
  made.addEventListener("click", () => { action(); if (!index.open) screens[now].focus({ preventScroll: true }); });
  return made;
}

// What holds until something else is so, and what is gone with the next key.
let holds = "";
function say(text) {
  said.textContent = holds = text;
}
function remark(text) {
  said.textContent = text || holds;
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
  const isBeside = isAside(screen);
  const whole = sectionAt(now);
  const after = screens[now + 1];
  const asked = askIn(screen);
  channel.postMessage({
    from: id, kind: "here", lesson: FACTS.title, minutes: FACTS.minutes,
    ...counted(now), aside: isBeside, heading: FACTS.screens[place].heading, part: FACTS.screens[place].part,
    words: FACTS.screens[place].words, notes: FACTS.screens[from].notes,
    section: [whole[0], whole.at(-1)].map((n) => counted(n).at),
    answer: asked?.querySelector("li[data-right] .deck-option")?.firstChild.textContent ?? "",
    held: Boolean(asked?.querySelector(".deck-held")),
    next: after && isAside(after) === isBeside ? { heading: factOf(after).heading, words: factOf(after).words } : null,
  });
}

channel.onmessage = ({ data }) => {
  if (data.to !== id) return;
  if (data.kind === "hello") tell();
  if (data.kind === "key") ACTIONS[data.key]?.();
};

// -- apps come as they are ready ---------------------------------------------------------

const lives = [...main.querySelectorAll(".deck-live[cell-index]")];

function ready(live) {
  if (live.classList.contains("deck-ready")) return;
  const slot = live.querySelector(".deck-slot");
  if (!slot.querySelector(".jupyter-widgets, img, .jp-RenderedText")) return;
  if (slot.querySelector("[data-mime-type*=stderr]")) slot.classList.add("deck-error");
  live.classList.add("deck-ready");
  performance.mark(`deck-app-${lives.indexOf(live)}`);
  const sharp = slot.querySelector("img");
  if (live.classList.contains("deck-drawn") && sharp) {
    const of = live.closest(".deck-screen").id;
    for (const shown of main.querySelectorAll(`img[data-of="${of}"]`)) shown.src = sharp.src;
  } else {
    watchSize(live);
  }
  lateGuess(live.closest(".deck-screen"));
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

// -- printed: each screen a page, and each answer that a key would show --------------------

async function deckPages() {
  await uncovered();
  for (const screen of screens) {
    const asked = askIn(screen);
    if (!asked || "waits" in asked.dataset) continue;
    const answer = screen.cloneNode(true);
    answer.classList.remove("deck-now");
    screen.after(answer);
    askIn(answer).classList.add("deck-open");
    answer.querySelectorAll("li[data-right] .deck-told, .deck-why").forEach((told) => { told.hidden = false; });
    fit(answer);
  }
  await Promise.all([...main.querySelectorAll("img")].map((image) => image.decode().catch(() => null)));
}

// -- begin -------------------------------------------------------------------------------

bar.append(
  button("‹", "Screen before", () => show(now - 1)), button("›", "Next screen", next),
  button("Index (G)", "Index", openIndex), button("Notes (N)", "Notes", openNotes),
  button("Evidence (E)", "Evidence", aside), said, place,
);
document.body.append(bar, index);

async function begin() {
  // Something to look at at once; what is too long for a screen is cut a moment later.
  (document.getElementById(location.hash.slice(1)) ?? screens[0])?.classList.add("deck-now");
  performance.mark("deck-first");
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  // Pictures stand in the page itself; what they measure is known in a moment.
  await Promise.all([...main.querySelectorAll("img")].map((image) => image.decode().catch(() => null)));
  main.classList.add("deck-measuring");
  layOut();
  main.classList.remove("deck-measuring");
  const wanted = screens.findIndex((screen) => `#${screen.id}` === location.hash);
  show(Math.max(0, wanted), { focus: true });
  watchApps();
  watchKernel();
}
begin();
// The style sheets of apps come later, and a window can be dragged to another wall.
let settling = 0;
addEventListener("resize", () => {
  clearTimeout(settling);
  settling = setTimeout(() => {
    main.classList.add("deck-measuring");
    screens.filter((screen) => !screen.querySelector(".deck-live:not(.deck-drawn)")).forEach(fit);
    main.classList.remove("deck-measuring");
    screens.forEach(shrink);
  }, 200);
});
addEventListener("hashchange", () => {
  const wanted = screens.findIndex((screen) => `#${screen.id}` === location.hash);
  if (wanted >= 0 && wanted !== now) show(wanted);
});
