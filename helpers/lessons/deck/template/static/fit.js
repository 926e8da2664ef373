// What is longer than the wall is made to fit, or goes on on the next screen. Loaded before deck.js.
"use strict";

const LEAST = 24; // nothing on the wall is smaller
const PROSE = 14; // pixels of the words in a picture at its own size
const GAP = 5; // pixels of the least gap between two parts of a picture
const LINES = 16; // pixels of what may run through it: an axis, a grid

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

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
  const before = roomFor(screen, wide, high);
  const room = boxOf(screen);
  const most = rowsIn(room, wide);
  const cuts = high <= most ? [0, high] : cutsOf(high, most, gapsIn(image));
  const scale = Math.min(room.width / wide, room.height / tallest(cuts));
  const made = [...before];
  for (let n = 0; n + 1 < cuts.length; n += 1) {
    const part = n === 0 ? screen : screen.cloneNode(true);
    if (n > 0) {
      part.classList.remove("deck-now");
      part.querySelector(".deck-live")?.removeAttribute("cell-index");
      made.at(-1).after(part);
    }
    made.push(part);
  }
  made.slice(before.length).forEach((part, n) => {
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

const rowsIn = (room, wide) => Math.floor(room.height / Math.min(LEAST / PROSE, room.width / wide));

// A picture that is a little too high has the room of the words above it, which then stand on a
// screen before, or of the heading, whose words stand in the line below; screens that it makes.
function roomFor(screen, wide, high) {
  const lead = screen.querySelector(".deck-prose");
  const fits = () => high <= rowsIn(boxOf(screen), wide);
  for (const [apart, tight] of [[false, false], [true, false], [false, true], [true, true]]) {
    if (apart && !lead) continue;
    screen.classList.toggle("deck-tight", tight);
    if (lead) lead.hidden = apart;
    if (!fits()) continue;
    return apart ? [wordsApart(screen, lead)] : [];
  }
  screen.classList.remove("deck-tight");
  if (lead) lead.hidden = false;
  return [];
}

function wordsApart(screen, lead) {
  const words = screen.cloneNode(true);
  words.className = "deck-screen deck-text";
  words.querySelector(".deck-prose").hidden = false;
  words.querySelectorAll(".deck-stored, .deck-live").forEach((one) => one.remove());
  lead.remove();
  words.id = `${screen.id}-words`;
  screen.before(words);
  return words;
}

const tallest = (cuts) => Math.max(...cuts.slice(1).map((end, n) => end - cuts[n]));

// Few parts, none higher than `most`, cut in the widest gaps: a name stays with what it names.
function cutsOf(high, most, gaps) {
  const within = (least) => {
    const cuts = [0];
    while (high - cuts.at(-1) > most) {
      const reached = gaps.filter((gap) => gap.size >= least && gap.at > cuts.at(-1) && gap.at - cuts.at(-1) <= most);
      if (!reached.length) return null;
      cuts.push(reached.at(-1).at);
    }
    return [...cuts, high];
  };
  const fewest = within(0);
  if (!fewest) { // nowhere to cut: into parts of one height
    const count = Math.ceil(high / most);
    return Array.from({ length: count + 1 }, (_, n) => Math.round((high * n) / count));
  }
  const sizes = [...new Set(gaps.map((gap) => gap.size))].sort((a, b) => b - a);
  return sizes.map(within).find((cuts) => cuts && cuts.length <= fewest.length + 1) ?? fewest;
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

// Runs of rows in which nothing stands but the paper, and perhaps lines from top to bottom.
function gapsIn(image) {
  const canvas = make("canvas");
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const inkOf = (row) => {
    const paper = 4 * row * canvas.width;
    const found = [];
    for (let x = 0; x < canvas.width; x += 1) {
      const at = paper + 4 * x;
      if (Math.abs(data[at] - data[paper]) + Math.abs(data[at + 1] - data[paper + 1]) >= 8) found.push(x);
    }
    return found;
  };
  const inks = Array.from({ length: canvas.height }, (_, row) => inkOf(row));
  const usual = mostCommon(inks.map(String));
  const rows = inks.map((ink) => (ink.length <= LINES || String(ink) === usual ? String(ink) : null));
  const gaps = [];
  for (let from = 0, row = 1, ink = rows[0]; row <= canvas.height; row += 1) {
    const next = rows[row] ?? null;
    if (next !== null && next === ink) continue;
    const isEdge = from === 0 || row === canvas.height;
    if (ink !== null && !isEdge && row - from >= GAP) gaps.push({ at: Math.floor((from + row) / 2), size: row - from });
    [from, ink] = [row, next];
  }
  return gaps;
}

function mostCommon(texts) {
  const counts = new Map();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
}

function layOut() {
  const all = [];
  screens.forEach((screen, fact) => {
    const parts = screen.querySelector(".deck-stored img") ? cut(screen) : (fit(screen), split(screen));
    parts.forEach((part, n) => {
      if (part !== screen) part.id = `${screen.id}-${n + 1}`;
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
