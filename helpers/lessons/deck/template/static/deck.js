// A lesson on a wall: one screen at a time, by key; hands are counted and nothing is kept.
"use strict";

const FACTS = JSON.parse(document.getElementById("deck-facts").textContent);
const main = document.getElementById("deck");
const LATE = 30_000; // ms after which somebody who waits is told
const LEAST = 24; // nothing on the wall is smaller
const PROSE = 14; // pixels of the words in a picture at its own size
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
const unit = () => Math.min(innerWidth / 1920, innerHeight / 1080);

// Type as large as the screen allows, and never smaller than can be read from the last row.
function fit(screen) {
  const body = screen.querySelector(".deck-body");
  body.style.removeProperty("--size");
  if (!overflows(body)) return;
  let [fits, over] = [LEAST, parseFloat(getComputedStyle(body).getPropertyValue("--size")) || 28];
  while (over - fits > 1) {
    const middle = Math.floor((fits + over) / 2);
    body.style.setProperty("--size", middle);
    if (overflows(body)) over = middle;
    else fits = middle;
  }
  body.style.setProperty("--size", fits);
}

function shrink(screen) {
  if (!overflows(screen.querySelector(".deck-body"))) return;
  fit(screen);
  requestAnimationFrame(() => setTimeout(() => {
    if (screen.querySelector(".deck-body").scrollHeight - screen.querySelector(".deck-body").clientHeight > 2) {
      screen.classList.add("deck-tight");
      if (screen === screens[now]) named();
    }
  }, 250));
}

// What is longer than the wall goes on on the next screen: rows under the same head, or items.
function split(screen) {
  const made = [screen];
  if (screen.querySelector(".deck-live, .deck-asked")) return made;
  while (overflows(made.at(-1).querySelector(".deck-body")) && made.length < 40) {
    const last = made.at(-1);
    const rest = last.cloneNode(true);
    rest.classList.remove("deck-now");
    const rows = partsOf(last);
    if (rows.length < 2) break;
    const after = last.querySelectorAll(".deck-given > p");
    after.forEach((one) => one.remove());
    let kept = rows.length - 1; // what stands below the table is not left alone
    rows[kept].remove();
    while (kept > 1 && overflows(last.querySelector(".deck-body"))) rows[--kept].remove();
    partsOf(rest).slice(0, kept).forEach((row) => row.remove());
    last.after(rest);
    made.push(rest);
    fit(rest);
  }
  return made;
}

function partsOf(screen) {
  const rows = screen.querySelectorAll("tbody > tr");
  return [...(rows.length ? rows : screen.querySelectorAll(".deck-prose > ul > li, .deck-prose > p, pre"))];
}

// A tall picture is cut between its parts, where a row of it is empty, and shown one after the
// other: made smaller, its words could not be read.
function cut(screen) {
  const image = screen.querySelector(".deck-stored img");
  const [wide, high] = [image.naturalWidth, image.naturalHeight];
  const room = boxOf(screen);
  const least = LEAST / PROSE;
  const scaleOf = (rows) => Math.min(room.width / wide, room.height / tallest(rows));
  let cuts = [0, high];
  const empty = scaleOf(cuts) < least ? emptyRows(image) : [];
  for (let count = 2; count <= 8 && scaleOf(cuts) < Math.min(least, room.width / wide); count += 1) {
    cuts = cutsOf(high, count, empty);
  }
  const scale = scaleOf(cuts);
  const made = [];
  for (let n = 0; n + 1 < cuts.length; n += 1) {
    const part = n === 0 ? screen : screen.cloneNode(true);
    if (n > 0) {
      part.classList.remove("deck-now");
      part.querySelector(".deck-live")?.removeAttribute("cell-index");
      made.at(-1).after(part);
    }
    made.push(part);
  }
  made.forEach((part, n) => {
    const shown = part.querySelector(".deck-stored img");
    const crop = make("div", { class: "deck-crop" });
    const length = (value) => `calc(${value.toFixed(1)} * var(--u))`;
    crop.style.cssText = `width: ${length(wide * scale)}; height: ${length((cuts[n + 1] - cuts[n]) * scale)}`;
    shown.style.cssText = `width: ${length(wide * scale)}; top: ${length(-cuts[n] * scale)}`;
    shown.dataset.of = screen.id;
    shown.replaceWith(crop);
    crop.append(shown);
  });
  return made;
}

const tallest = (cuts) => Math.max(...cuts.slice(1).map((end, n) => end - cuts[n]));

// So many parts of about one height, cut where a row is empty.
function cutsOf(high, count, empty) {
  const cuts = [0];
  for (let n = 1; n < count; n += 1) {
    const wanted = (high * n) / count;
    const near = empty.filter((row) => Math.abs(row - wanted) < high / count / 2.5);
    cuts.push(near.reduce((a, b) => (Math.abs(b - wanted) < Math.abs(a - wanted) ? b : a), near[0] ?? wanted));
  }
  return [...cuts, high];
}

// In units of a wall of 1920 × 1080, however the window is cut.
function boxOf(screen) {
  const body = screen.querySelector(".deck-body");
  const lead = screen.querySelector(".deck-prose")?.offsetHeight ?? 0;
  const u = unit();
  return {
    width: body.clientWidth / u - (innerWidth / u - 1920),
    height: (body.clientHeight - lead) / u - (innerHeight / u - 1080) - 18,
  };
}

function emptyRows(image) {
  const canvas = make("canvas");
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const found = [];
  for (let row = 0; row < canvas.height; row += 1) {
    const { data } = context.getImageData(0, row, canvas.width, 1);
    let even = true;
    for (let at = 4; even && at < data.length; at += 4) even = Math.abs(data[at] - data[0]) + Math.abs(data[at + 1] - data[1]) < 8;
    if (even) found.push(row);
  }
  return found;
}

function layOut() {
  const all = [];
  screens.forEach((screen, fact) => {
    const parts = screen.querySelector(".deck-stored img") ? cut(screen) : (fit(screen), split(screen));
    parts.forEach((part, n) => {
      if (n > 0) part.id = `${screen.id}-${n + 1}`;
      part.dataset.fact = String(fact);
      if (parts.length > 1) {
        part.querySelector(".deck-where").textContent += ` · ${n + 1}/${parts.length}`;
        part.setAttribute("aria-label", `${part.getAttribute("aria-label")}, part ${n + 1}`);
      }
    });
    all.push(...parts);
  });
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
  named();
  if (focus) screen.focus({ preventScroll: true });
  tell();
}

function named() {
  const screen = screens[now];
  const name = screen.classList.contains("deck-tight") ? `${factOf(screen).heading} · ` : "";
  place.textContent = name + (isAside(screen) ? `beside the way · ${now + 1}` : `${now + 1} / ${wayEnds()}`);
}

const wayEnds = () => screens.findIndex(isAside) === -1 ? screens.length : screens.findIndex(isAside);

function next() {
  const asked = askIn(screens[now]);
  // A clicker has two keys: the first press shows the answer, the second goes on.
  if (asked && !asked.classList.contains("deck-open") && !("waits" in asked.dataset)) return reveal();
  if (now + 1 === wayEnds()) return say("This is the last screen; E leads to the evidence.");
  show(now + 1);
}

function scroll(by) {
  screens[now].querySelector(".deck-body").scrollBy({ top: by * unit() });
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
  const asked = askIn(screens[now]);
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
  fit(screens[now]);
  tell();
}

const askIn = (screen) => screen.querySelector(".deck-asked");
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
  count(item.closest("div.deck-asked"));
}

main.addEventListener("input", (event) => {
  const asked = event.target.closest(".deck-asked");
  if (asked) count(asked);
});

// What an app says may take more room than at first.
for (const type of ["click", "change", "keyup"]) {
  main.addEventListener(type, (event) => {
    const screen = event.target.closest?.(".deck-screen");
    if (screen?.querySelector(".deck-live")) setTimeout(() => shrink(screen), 800);
  }, true);
}

// -- keys --------------------------------------------------------------------------------

const KEYS = [
  ["→, Page Down, space, a clicker", "next screen; on a question first the answer"],
  ["←, Page Up", "the screen before"],
  ["Home, End", "first and last screen"],
  ["1 2 3 4", "one more hand for this answer (with Shift one less); counts can be typed, too"],
  ["R", "show or hide the answer"],
  ["↓, ↑", "further down or up, where an app has more to say than the wall holds"],
  ["E", "to the evidence and the sources, and back"],
  ["G", "this index"],
  ["N", "the notes in a window of their own"],
  ["F", "the whole screen"],
  ["Esc", "leave an app: the keys are the deck's again"],
];
const ACTIONS = {
  ArrowRight: next, PageDown: next, " ": next,
  ArrowLeft: () => show(now - 1), PageUp: () => show(now - 1),
  ArrowDown: () => scroll(200), ArrowUp: () => scroll(-200),
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
  const asked = askIn(screen);
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
    setTimeout(() => shrink(live.closest(".deck-screen")), 300);
  }
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
