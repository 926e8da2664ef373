// The instructor's window: what the deck says of the screen that is shown. No kernel is behind it.
"use strict";

const deck = new URLSearchParams(location.search).get("deck");
const channel = new BroadcastChannel("life-support-deck");
const at = (name) => document.getElementById(name);
const QUIET = 6000; // ms without a word from the deck until that is said
const NAMES = { aim: "Aim", minutes: "Minutes", ask: "Ask", wrong: "Common wrong ideas", short: "Fifteen minutes", class: "A class of sixty minutes", stations: "Stations" };
const KEYS = ["ArrowRight", "PageDown", " ", "ArrowLeft", "PageUp", "Home", "End", "r", "e", "s"];
let heard = 0;
let began = Number(sessionStorage.began) || Date.now();
sessionStorage.began = began;

// The parts of a station, each in a line; its title and minutes stand before them.
const PARTS = { need: "Needed", do: "Do", watch: "Watch for", ask: "Ask" };

function station(one) {
  const told = Object.entries(PARTS).filter(([name]) => one[name]?.length)
    .map(([name, title]) => `${title}: ${[one[name]].flat().join(" · ")}`);
  return [`${one.title} (${one.minutes} min)`, ...told].join("\n");
}

function line(one) {
  if (Array.isArray(one)) return one.join(" · ");
  return typeof one === "object" ? station(one) : String(one);
}

function words(value) {
  if (value === true) return "belongs to the short cut";
  return Array.isArray(value) ? value.map(line) : line(value);
}

function show(data) {
  at("where").textContent = `${data.lesson} · ${data.aside ? "Evidence, screen" : "screen"} ${data.at} of ${data.of}`;
  at("planned").textContent = data.minutes ? `of ${data.minutes} min` : "";
  at("heading").textContent = data.part ? `${data.heading} (${data.part})` : data.heading;
  at("words").textContent = data.words;
  at("answer").hidden = !data.answer;
  at("answer").textContent = data.answer ? `Answer: ${data.answer}${data.held ? ". On the wall it is held back until the end; R shows it." : ""}` : "";
  const notes = at("notes");
  notes.replaceChildren();
  const [from, to] = data.section;
  const isShared = from < to && Object.keys(data.notes).length;
  at("holds").textContent = isShared ? `For the whole section, screens ${from} to ${to}; you are at ${data.at}.` : "";
  for (const [name, title] of Object.entries(NAMES)) {
    const value = data.notes[name];
    if (!value || value.length === 0) continue;
    const term = document.createElement("dt");
    term.textContent = title;
    notes.append(term);
    for (const text of [words(value)].flat()) {
      const told = document.createElement("dd");
      told.textContent = text;
      notes.append(told);
    }
  }
  at("next").textContent = data.next ? `${data.next.heading}: ${data.next.words}` : `This is the last screen${data.aside ? " of the evidence" : ""}.`;
}

function tick() {
  const seconds = Math.floor((Date.now() - began) / 1000);
  at("time").textContent = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  at("gone").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  channel.postMessage({ to: deck, kind: "hello" });
  at("state").textContent = Date.now() - heard > QUIET ? "The deck does not answer. Is its window still open?" : "";
}

channel.onmessage = ({ data }) => {
  if (data.from !== deck || data.kind !== "here") return;
  heard = Date.now();
  show(data);
};
at("again").addEventListener("click", () => {
  sessionStorage.began = began = Date.now();
  tick();
});
document.addEventListener("keydown", (event) => {
  if (event.target.matches("button") && event.key === " ") return;
  if (!KEYS.includes(event.key)) return;
  event.preventDefault();
  channel.postMessage({ to: deck, kind: "key", key: event.key });
});
heard = Date.now();
setInterval(tick, 1000);
tick();
