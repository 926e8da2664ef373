// What a class says: hands for an answer, a guess that an app judges, shouts in a scene. Nothing
// is kept. Loaded before deck.js.
"use strict";

// -- hands -------------------------------------------------------------------------------

const askIn = (screen) => screen.querySelector(".deck-asked");
const hands = (item) => Number(item?.querySelector("input").value) || 0;

function reveal() {
  const asked = askIn(screens[now]);
  if (!asked) return;
  const open = asked.classList.toggle("deck-open");
  const right = asked.querySelector("li[data-right]");
  const most = mostIn(asked);
  for (const one of asked.querySelectorAll("li")) {
    const told = one.querySelector(".deck-told");
    // What the room chose most often is answered, too.
    if (told) told.hidden = !(open && (one === right || most.includes(one)));
  }
  const why = asked.querySelector(".deck-why");
  if (why) why.hidden = !open;
  fit(screens[now]);
  tell();
}

// The answers with most hands: none, one, or several with as many.
function mostIn(asked) {
  const items = [...asked.querySelectorAll(".deck-choices li")];
  const most = Math.max(0, ...items.map(hands));
  return most ? items.filter((item) => hands(item) === most) : [];
}

function count(asked) {
  const items = [...asked.querySelectorAll(".deck-choices li")];
  const all = items.reduce((sum, item) => sum + hands(item), 0);
  for (const item of items) {
    item.querySelector(".deck-bar").style.width = all ? `${(100 * hands(item)) / all}%` : "0";
  }
  const said = all === 1 ? "1 hand" : `${all} hands`;
  asked.querySelector(".deck-count").textContent = all ? `${said}. Nothing is kept.` : "";
}

// A digit is a hand; where a number is asked for, it is written down.
function raised(event) {
  const asked = askIn(screens[now]);
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1];
  if (!asked || digit === undefined) return false;
  const field = asked.querySelector(".deck-typed input");
  if (field) field.value += digit;
  const item = asked.querySelectorAll(".deck-choices li")[digit - 1];
  if (item) {
    item.querySelector("input").value = Math.max(0, hands(item) + (event.shiftKey ? -1 : 1)) || "";
    count(asked);
  }
  return true;
}

document.addEventListener("input", (event) => {
  const asked = event.target.closest?.(".deck-asked");
  if (asked) count(asked);
});

// -- a guess: what most say is put to the app, which judges it as it does a learner's --------

// A box that was gone through without a guess may still be given one.
const openBox = (screen) => [...screen?.querySelectorAll(".ls-guess") ?? []].find((box) => !box.querySelector("button").disabled);
const coverOf = (screen) => screen?.querySelector(".ls-guess:not(.ls-folded)");
const isGone = () => main.dataset.gone === "true";

// Whether the answer is shown here: a guess is judged by its app, as long as there is one.
function isAnswered(asked) {
  if ("guess" in asked.dataset && !isGone()) return false;
  return !("waits" in asked.dataset);
}

// Whether one may go on from a question; a guess is then put to the app behind it.
function isSettled(asked) {
  if (!("guess" in asked.dataset) || isGone()) return true;
  const field = asked.querySelector(".deck-typed input");
  if (field && !field.checkValidity()) {
    remark(`A whole number from ${field.min} to ${field.max} is wanted; empty the field to go on without one.`);
    return false;
  }
  const most = mostIn(asked);
  if (most.length > 1 && !asked.dataset.tied) {
    asked.dataset.tied = "true";
    remark("As many hands for two answers. One more decides; the same key again goes on without a guess.");
    return false;
  }
  asked.dataset.put = "true";
  lift(asked, screens[now + 1]);
  return true;
}

// The app may come later than the class was asked.
function lateGuess(screen) {
  const before = screens[screens.indexOf(screen) - 1];
  const asked = before && askIn(before);
  if (asked?.dataset.put) lift(asked, screen);
}

function lift(asked, screen) {
  const cover = openBox(screen);
  if (!cover) return;
  const [commit, skip] = cover.querySelectorAll("button");
  const field = cover.querySelector("input[type=text]");
  const most = mostIn(asked);
  const number = asked.querySelector(".deck-typed input")?.value;
  if (field && number) {
    field.value = number;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  } else if (most.length === 1) {
    const items = [...asked.querySelectorAll(".deck-choices li")];
    cover.querySelectorAll("input[type=radio]")[items.indexOf(most[0])].click();
  } else return skip.click(); // locked, where it was pressed before
  commit.click();
}

// On paper nobody guesses: every cover is lifted.
async function uncovered() {
  const covers = screens.map(coverOf).filter(Boolean);
  covers.forEach((cover) => cover.querySelectorAll("button")[1].click());
  for (let n = 0; n < 100 && screens.some(coverOf); n += 1) await new Promise((done) => setTimeout(done, 100));
}

// -- a scene: the instructor's keys are what the class shouts --------------------------------

const BOARD = ".ls-scene, .ls-choices, .ls-presses";
const PLAIN = ".ls-presses button"; // these are numbered by the style sheet, in their order

const PAD = ".ls-pad";
// While a pad is tapped, and after it, only these are the deck's: and Enter, to begin again.
const turns = (event) => ["ArrowRight", "ArrowLeft", "PageDown", "PageUp"].includes(event.key)
  || event.key === "Enter" && !event.target.matches(".ls-live");

// A key that a visible button names presses it; Enter begins.
function shouted(event) {
  const key = /^Numpad([0-9])$/.exec(event.code)?.[1] ?? event.key.toLowerCase();
  const seen = (selector) => [...screens[now].querySelectorAll(selector)].filter((one) => one.getClientRects().length);
  const named = seen("button[aria-keyshortcuts]");
  const begin = key === "enter" ? seen(".ls-scene-begin, .ls-taps:not(:has(.ls-live)) .ls-taps-begin")[0] : null;
  const plain = /^[1-9]$/.test(key) && !named.length ? seen(PLAIN)[key - 1] : null;
  const button = begin ?? plain ?? named.find((one) => one.getAttribute("aria-keyshortcuts") === key);
  if (!button || button.disabled || event.repeat) return false;
  if (button.getAttribute("aria-disabled") === "true") return /^[0-9]$/.test(key);
  button.click();
  return true;
}
