// Above a live lesson: what Python is doing, where answers are kept, and a way to save them.
(() => {
  "use strict";
  const lesson = new URLSearchParams(location.search).get("path") ?? "";
  const name = lesson.replace(/\.ipynb$/, "");
  const isKept = window.isSecureContext && "serviceWorker" in navigator;
  const KEPT = "Your answers stay in this browser.";
  const LOST =
    "This page came over plain http from another computer, and browsers keep nothing for " +
    "such pages. Save your answers before you close the tab.";
  // What stands in the learner's folder and is no lesson; the answers come as a class reads them.
  const FILES = `
import json as _json, os as _os
from helpers.course import answers as _answers
_store = _answers.store()
_mine = _store.answers()
_files = {_answers.export_name(_store.learner()): _answers.as_csv(_mine)} if _mine else {}
for _name in _os.listdir():
    if not _name.startswith((".", "answers")) and _name.endswith((".ics", ".html", ".csv")):
        with open(_name, encoding="utf-8") as _file:
            _files[_name] = _file.read()
print(_json.dumps(_files))
`;

  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const until = async (found) => {
    for (;;) {
      const value = found();
      if (value) return value;
      await wait(100);
    }
  };

  function bar() {
    const made = document.createElement("header");
    made.id = "ls-bar";
    made.innerHTML =
      '<a id="ls-back">Back to the page</a>' +
      '<progress aria-label="Cells that have run" max="1" value="0"></progress>' +
      '<p role="status"></p>' +
      '<button type="button" id="ls-original" hidden>Begin with the lesson as it was</button>' +
      '<button type="button" id="ls-save" hidden>Save my answers</button>';
    made.querySelector("a").href = `../../lessons/${encodeURIComponent(name)}.html`;
    document.body.prepend(made);
    // JupyterLab's shortcuts are not for what is typed here.
    made.addEventListener("keydown", (event) => event.stopPropagation());
    return made;
  }

  async function ask(kernel, code) {
    let text = "";
    const asked = kernel.requestExecute({ code, store_history: false, silent: false });
    asked.onIOPub = (message) => {
      if (message.header.msg_type === "stream") text += message.content.text;
    };
    const reply = await asked.done;
    if (reply.content.status !== "ok") throw new Error(reply.content.evalue);
    return text;
  }

  function download(file, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    link.download = file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  // JupyterLab leaves a picture's words in its output, also when a learner runs a cell again.
  function namePictures(panel) {
    const unnamed = ".jp-RenderedImage img:not([alt])";
    const name = (cell) => {
      const words = cell.model.toJSON().outputs.map((one) => one.metadata?.["image/png"]?.alt);
      const told = words.filter(Boolean);
      const images = cell.node.querySelectorAll(".jp-RenderedImage img");
      images.forEach((image, place) => { image.alt = told[place] ?? ""; });
    };
    new MutationObserver(() => {
      if (!panel.content.node.querySelector(unnamed)) return;
      panel.content.widgets.filter((cell) => cell.node.querySelector(unnamed)).forEach(name);
    }).observe(panel.content.node, { childList: true, subtree: true });
  }

  // Not by JupyterLab's command: it would leave the learner at the last cell.
  async function run(panel, progress) {
    const cells = panel.content.widgets.filter((cell) => cell.model.type === "code");
    progress.max = cells.length;
    for (const cell of cells) {
      if (cell.model.executionCount === null && cell.model.sharedModel.source.trim()) {
        await cell.constructor.execute(cell, panel.sessionContext);
      }
      progress.value += 1;
    }
  }

  // A copy that was kept with Ctrl+S holds outputs of another Python; all of them are made anew.
  function clear(panel) {
    for (const cell of panel.content.widgets) cell.model.clearExecution?.();
  }

  // Outputs are made anew at each visit: whoever closes the tab is asked only about what they typed.
  function askOnlyAboutText(panel) {
    const typed = () => JSON.stringify(panel.content.widgets.map((cell) => cell.model.sharedModel.source));
    const opened = typed();
    panel.model.stateChanged.connect((model, change) => {
      if (change.name === "dirty" && change.newValue && typed() === opened) model.dirty = false;
    });
    panel.model.dirty = false; // it was cleared
  }

  // A lesson that somebody changed and kept, or whose newer edition is there.
  async function offerOriginal(panel, button) {
    const found = await fetch(`../files/${encodeURIComponent(lesson)}`);
    const text = (source) => (Array.isArray(source) ? source.join("") : source);
    const original = found.ok ? (await found.json()).cells.map((cell) => text(cell.source)) : null;
    const here = panel.content.widgets.map((cell) => cell.model.sharedModel.source);
    if (!original || JSON.stringify(original) === JSON.stringify(here)) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      panel.model.dirty = false;
      await window.jupyterapp.serviceManager.contents.delete(lesson);
      location.reload();
    });
  }

  // To the section that is asked for, as soon as it is drawn, and again when the apps above it have
  // come alive and moved it; not once the learner goes on alone.
  function stayAt(section, panel) {
    let isAlone = false;
    for (const kind of ["wheel", "pointerdown", "touchstart", "keydown"]) {
      panel.node.addEventListener(kind, () => { isAlone = true; }, { capture: true, once: true });
    }
    const wanted = CSS.escape(section);
    const go = async () => {
      await until(() => panel.node.querySelector(`[data-jupyter-id="${wanted}"], [id="${wanted}"]`));
      if (!isAlone) await panel.content.setFragment(`#${section}`);
    };
    go();
    return go;
  }

  async function begin() {
    const made = bar();
    const [status, progress, save] = ["p", "progress", "#ls-save"].map((one) =>
      made.querySelector(one),
    );
    const say = (text) => { status.textContent = `${text} ${isKept ? KEPT : LOST}`; };
    say("Python is starting in this page; read on meanwhile.");
    const panel = await until(() => window.jupyterapp?.shell.currentWidget);
    document.title = `${name.replaceAll("_", " ")}: live`;
    await panel.context.ready;
    // A question about a kernel is not for a learner: there is one.
    await until(() => panel.content.widgets.length);
    clear(panel);
    namePictures(panel);
    offerOriginal(panel, made.querySelector("#ls-original"));
    askOnlyAboutText(panel);
    const section = new URLSearchParams(location.search).get("section");
    const goBack = section ? stayAt(section, panel) : () => {};
    await panel.sessionContext.ready;
    const kernel = await until(() => panel.sessionContext.session?.kernel);
    // What it would complete by is left out, see live.py.
    await ask(kernel, "get_ipython().Completer.use_jedi = False");
    made.dataset.begun = "yes";
    say("Apps and questions come alive now, from top to bottom.");
    await run(panel, progress);
    goBack();
    progress.hidden = true;
    say("Everything on this page is alive.");
    made.dataset.done = "yes";
    save.hidden = false;
    let saved = true;
    save.addEventListener("click", async () => {
      try {
        const files = JSON.parse(await ask(kernel, FILES));
        for (const [file, text] of Object.entries(files)) download(file, text);
        const names = Object.keys(files).join(", ");
        say(names ? `Saved: ${names}.` : "Nothing has been answered yet.");
        saved = true;
      } catch (error) {
        say(`Your answers could not be saved: ${error.message}.`);
      }
    });
    panel.node.addEventListener("click", () => { saved = false; });
    window.addEventListener("beforeunload", (event) => {
      if (!isKept && !saved) event.preventDefault();
    });
  }

  begin();
  // Said where a learner looks; the rest is in the browser's console.
  window.addEventListener("unhandledrejection", () => {
    const made = document.getElementById("ls-bar");
    if (!made || made.dataset.begun) return;
    made.querySelector("p").textContent =
      "Python did not start in this browser. Load the page again; an older browser can only " +
      "read the lesson's page.";
  });
})();
