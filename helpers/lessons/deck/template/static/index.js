// Sections: to go from one to the next, and the index of them with all keys. Loaded before deck.js.
"use strict";

const KEYS = [
  ["→, Page Down, space, a clicker", "next screen; on a question first the answer, unless it is held back until the end"],
  ["←, Page Up", "the screen before"],
  ["S", "the next section (with Shift the one before)"],
  ["Home, End", "first and last screen"],
  ["1 2 3 4", "one more hand for this answer (with Shift one less); counts can be typed, too. In a scene: what the class shouts"],
  ["Enter", "begin a scene, or tapping; E lets a scene's minute run out. While you tap, space and Enter are taps"],
  ["R", "show or hide the answer"],
  ["↓, ↑", "further down or up, where an app or its list has more to say than the wall holds"],
  ["E", "to the evidence and the sources, and back"],
  ["G", "this index; in it the arrows move, Enter goes there"],
  ["N", "the notes in a window of their own"],
  ["F", "the whole screen"],
  ["Esc", "leave an app: the keys are the deck's again"],
];

const headingAt = (n) => factOf(screens[n]).heading;
const starts = () => [...screens.keys()].filter((n) => n === 0 || headingAt(n) !== headingAt(n - 1));

// The screens of the section in which a screen is.
function sectionAt(n) {
  const first = starts().findLast((one) => one <= n);
  const after = starts().find((one) => one > n) ?? screens.length;
  return [...screens.keys()].slice(first, after);
}

function section({ shiftKey } = {}) {
  const there = starts().filter((n) => isAside(screens[n]) === isAside(screens[now]));
  const to = shiftKey ? there.findLast((n) => n < now) : there.find((n) => n > now);
  if (to !== undefined) return show(to);
  remark(`This is the ${shiftKey ? "first" : "last"} section.`);
}

function openIndex() {
  const list = make("ol");
  const here = sectionAt(now)[0];
  starts().forEach((n) => {
    const screen = screens[n];
    const link = make("a", { href: `#${screen.id}` }, headingAt(n));
    if (n === here) link.setAttribute("aria-current", "true");
    link.addEventListener("click", (event) => { event.preventDefault(); index.close(); show(n); });
    list.append(make("li", {}, link));
  });
  const keys = make("table", {}, make("tbody", {}, ...KEYS.map(([key, what]) =>
    make("tr", {}, make("td", {}, key), make("td", {}, what)))));
  const lessons = make("p", {}, make("a", { href: main.dataset.start }, "All lessons"));
  index.replaceChildren(make("h2", {}, FACTS.title), list, lessons, keys, button("Close", "Close", () => index.close()));
  index.showModal();
  list.querySelector("[aria-current]").focus();
}

// The arrows move from section to section.
function moveInIndex(event) {
  const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  const links = [...index.querySelectorAll("ol a")];
  const at = links.indexOf(document.activeElement);
  if (!by || at < 0) return;
  event.preventDefault();
  links[at + by]?.focus();
}
