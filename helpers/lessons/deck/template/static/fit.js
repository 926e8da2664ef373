// What is longer than the wall is made to fit, or goes on on the next screen. Loaded before deck.js.
"use strict";

const LEAST = 24; // nothing on the wall is smaller
const PROSE = 14; // pixels of the words in a picture at its own size

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
