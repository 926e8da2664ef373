// The browser's half of an app: picture or table, status line, problem; names for the
// controls around it; and a fence that keeps JupyterLab's shortcuts out.

// Pictures are made for prose of 14 pixels; all lengths below are in em of the page's prose.
const PROSE = 14;
const WIDE = 49.9; // the wide picture, at its own size
const NARROW = 28;
// Their column, with the gap beside it. On a laptop of 1366 pixels the file list and a scrollbar
// leave 918 for an app: the wide picture still fits there.
const CONTROLS = 15.55;

function make(tag, className, attributes = {}) {
  const element = document.createElement(tag);
  element.className = className;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

// Width and height stand in the first chunk of every PNG.
function sizeOf(png) {
  return [png.getUint32(16), png.getUint32(20)];
}

function showPicture(model, image) {
  const png = model.get("png");
  image.hidden = png.byteLength === 0;
  if (image.hidden) return;
  // In em and not in pixels, so that the text in the picture grows with the text of the page.
  const [width, height] = sizeOf(png);
  image.style.width = `${width / PROSE / model.get("sharpness")}em`;
  image.style.aspectRatio = `${width} / ${height}`;
  const old = image.src;
  image.src = URL.createObjectURL(new Blob([png], { type: "image/png" }));
  if (old) URL.revokeObjectURL(old);
}

// ipywidgets' radio buttons share no name, so each would be a stop of its own for Tab.
// Counted in the window: each app has a module of its own, and two questions of one name would
// be one to the browser, which then unchecks the other and passes over it.
function group(radios) {
  if (!radios.dataset.group) {
    window.lsGroups = (window.lsGroups ?? 0) + 1;
    radios.dataset.group = `ls-group-${window.lsGroups}`;
  }
  for (const radio of radios.querySelectorAll("input")) radio.name = radios.dataset.group;
}

// ipywidgets gives slider handles, radio groups and buttons no name of their own.
function nameControls(model, root) {
  for (const [className, name] of Object.entries(model.get("names"))) {
    for (const control of root.getElementsByClassName(className)) {
      const handles = control.querySelectorAll("[role=slider], select, input, textarea");
      for (const handle of handles) {
        if (handle.type !== "radio") handle.setAttribute("aria-label", name);
        if (handle.getAttribute("role") === "slider") {
          const locked = handle.closest(".noUi-target")?.hasAttribute("disabled") ?? false;
          handle.setAttribute("aria-disabled", String(locked));
          const readout = control.querySelector(".widget-readout");
          if (readout) handle.setAttribute("aria-valuetext", readout.textContent);
        }
      }
      // The number beside a slider repeats the slider: one stop on the way is enough.
      const readout = control.querySelector(".widget-readout");
      if (readout) {
        readout.removeAttribute("contenteditable");
        readout.setAttribute("aria-hidden", "true");
        readout.tabIndex = -1;
      }
      const radios = control.querySelector(".widget-radio-box");
      if (radios) {
        radios.setAttribute("role", "radiogroup");
        radios.setAttribute("aria-label", name);
        group(radios);
      }
    }
  }
}

function fence(root) {
  // What has Ctrl or Cmd held stays JupyterLab's: Ctrl+S must save from inside an app, too.
  const stop = (event) => {
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
  };
  for (const type of ["keydown", "keyup", "keypress"]) root.addEventListener(type, stop);
  return () => {
    for (const type of ["keydown", "keyup", "keypress"]) root.removeEventListener(type, stop);
  };
}

// A button that is locked or folded away once it was pressed drops the focus on the page, where
// the next key is JupyterLab's. It goes to what can be done next, or stays with the app.
function keepFocus(root) {
  let last = null;
  const remember = (event) => {
    last = event.target;
  };
  const forget = () => {
    last = null;
  };
  const keep = () => {
    if (last === null || (last.isConnected && !last.disabled && last.offsetParent !== null)) return;
    const now = document.activeElement;
    if (now !== document.body && now !== null && now !== last) return;
    const next = last.closest(".ls-baton")?.querySelector("select:enabled, button:enabled");
    if (!next) root.tabIndex = -1;
    (next ?? root).focus({ preventScroll: true });
  };
  root.addEventListener("focusin", remember);
  document.addEventListener("pointerdown", forget, true);
  const watch = new MutationObserver(keep);
  watch.observe(root, { childList: true, subtree: true, attributeFilter: ["disabled", "class"] });
  return () => {
    watch.disconnect();
    root.removeEventListener("focusin", remember);
    document.removeEventListener("pointerdown", forget, true);
  };
}

// What is said to an answer may come to stand below the window.
function showWhatIsSaid(root) {
  let answered = null;
  const remember = (event) => {
    answered = event.target.closest("button")?.closest(".ls-item") ?? null;
  };
  const show = (changes) => {
    if (!changes.some((change) => answered?.contains(change.target))) return;
    answered.lastElementChild.scrollIntoView({ block: "nearest" });
    answered = null;
  };
  root.addEventListener("click", remember);
  const watch = new MutationObserver(show);
  watch.observe(root, { childList: true, subtree: true });
  return () => {
    watch.disconnect();
    root.removeEventListener("click", remember);
  };
}

// ipywidgets holds a second change back until the kernel has heard the first, and a press would
// overtake it: what was chosen first would count. So a press waits until the kernel has answered;
// what was held back is on its way before that.
function pressAfterChanges(model, root) {
  const waiting = new Map();
  let isChanged = false;
  let isHeard = false;
  const change = () => {
    isChanged = true;
  };
  const slide = (event) => {
    if (event.target.closest("[role=slider], .noUi-target")) isChanged = true;
  };
  const hold = (event) => {
    const button = event.target.closest(".widget-button");
    if (isHeard || !button || !(isChanged || waiting.size > 0)) return;
    const press = Math.random();
    try {
      model.send({ press });
    } catch {
      return; // no kernel: the press is as good as any
    }
    event.stopImmediatePropagation();
    isChanged = false;
    waiting.set(press, button);
  };
  const release = ({ press }) => {
    const button = waiting.get(press);
    if (!waiting.delete(press)) return;
    isHeard = true;
    button.click();
    isHeard = false;
  };
  const changes = { input: change, change, keydown: slide, pointerdown: slide, click: hold };
  for (const [type, listen] of Object.entries(changes)) root.addEventListener(type, listen, true);
  model.on("msg:custom", release);
  return () => {
    for (const [type, on] of Object.entries(changes)) root.removeEventListener(type, on, true);
    model.off("msg:custom", release);
  };
}

function render({ model, el }) {
  const image = make("img", "ls-picture");
  const table = make("div", "ls-table", { tabindex: "0", role: "region" });
  const problem = make("p", "ls-problem", { role: "alert" });
  const note = make("p", "ls-note");
  const status = make("p", "ls-status", { role: "status" });
  el.classList.add("ls-stage");
  // The problem stands first: below a tall picture it would be off the screen.
  el.append(problem, image, table, status, note);

  const update = () => {
    image.alt = model.get("alt");
    table.innerHTML = model.get("html");
    table.hidden = model.get("html") === "";
    table.setAttribute("aria-label", model.get("alt"));
    status.textContent = model.get("status");
    note.textContent = model.get("note");
    note.hidden = model.get("note") === "";
    el.classList.toggle("ls-pointable", model.get("pointable"));
    el.classList.toggle("ls-covered", model.get("covered"));
    problem.textContent = model.get("problem");
    problem.hidden = model.get("problem") === "";
    el.classList.toggle("ls-faded", !problem.hidden);
  };
  // For who has a mouse; a control does the same from the keyboard.
  image.addEventListener("click", (event) => {
    if (!model.get("pointable")) return;
    const box = image.getBoundingClientRect();
    const at = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    model.set("pointed", [...at, model.get("pointed")[2] + 1]);
    model.save_changes();
  });
  const picture = () => showPicture(model, image);
  model.on("change:png", picture);
  const traits = ["html", "alt", "status", "note", "covered", "problem", "pointable"];
  model.on(traits.map((name) => `change:${name}`).join(" "), update);
  picture();
  update();

  // The app's box exists only once the whole view is in the page.
  const undo = [];
  const settle = () => {
    const root = el.closest(".ls-app, .ls-quiz") ?? el;
    const rename = () => nameControls(model, root);
    rename();
    const watch = new MutationObserver(rename);
    watch.observe(root, {
      childList: true,
      subtree: true,
      characterData: true,
      attributeFilter: ["disabled"],
    });
    undo.push(() => watch.disconnect(), fence(root), keepFocus(root), showWhatIsSaid(root));
    undo.push(pressAfterChanges(model, root));
    model.on("change:names", rename);
  };
  requestAnimationFrame(settle);

  // By the width of the whole app, which does not depend on what is decided here.
  const lay = () => {
    const body = el.closest(".ls-pictured");
    const width = (body ?? el).clientWidth / parseFloat(getComputedStyle(el).fontSize);
    if (width === 0) return; // hidden, not narrow
    const beside = body !== null && width >= CONTROLS + NARROW;
    body?.classList.toggle("ls-beside", beside);
    const narrow = width - (beside ? CONTROLS : 0) < WIDE;
    if (narrow !== model.get("narrow")) {
      model.set("narrow", narrow);
      model.save_changes();
    }
  };
  const resize = new ResizeObserver(lay);
  requestAnimationFrame(() => resize.observe(el.closest(".ls-pictured") ?? el));

  return () => {
    resize.disconnect();
    undo.forEach((step) => step());
    if (image.src) URL.revokeObjectURL(image.src);
  };
}

export default { render };
