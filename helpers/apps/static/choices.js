// Buttons that change from press to press. They keep the keyboard's place: the group takes the
// focus when its buttons change, and digits press them. The fence of stage.js keeps JupyterLab's
// shortcuts out.

const ANSWER_WITHIN = 5000; // ms until the learner is told that no kernel answers

function make(tag, className, text = "", attributes = {}) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function render({ model, el }) {
  const told = make("p", "ls-choices-told", "", { role: "status" });
  const asked = make("p", "ls-choices-asked");
  const group = make("div", "ls-choices-group", "", { role: "group", tabindex: "-1" });
  const note = make("p", "ls-choices-note", "", { role: "status" });
  el.classList.add("ls-choices");
  el.append(told, asked, group, note);
  let timer = 0; // runs while an answer is waited for

  function show() {
    const inside = group.contains(document.activeElement);
    if (told.textContent !== model.get("told")) told.textContent = model.get("told");
    told.hidden = model.get("told") === "";
    asked.textContent = model.get("asked");
    group.setAttribute("aria-label", `${model.get("asked")} By number or pointer.`);
    const buttons = model.get("options").map((text, n) => {
      const key = String(n + 1);
      const button = make("button", "ls-choices-button", "", { type: "button" });
      button.append(make("kbd", "", key), make("span", "", text));
      button.setAttribute("aria-keyshortcuts", key);
      button.disabled = model.get("disabled");
      button.addEventListener("click", () => press(text));
      return button;
    });
    group.replaceChildren(...buttons);
    if (inside) group.focus();
  }

  function press(text) {
    if (timer || model.get("disabled")) return;
    timer = setTimeout(unheard, ANSWER_WITHIN);
    try {
      model.send({ text, heard: model.get("heard") });
    } catch {
      unheard(); // the kernel is gone, and the page knows
    }
  }

  function unheard() {
    settle();
    note.textContent = "No kernel has answered. Run this cell again and begin once more.";
  }

  function settle() {
    clearTimeout(timer);
    timer = 0;
    note.textContent = "";
  }

  group.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const text = /^[1-9]$/.test(event.key) && model.get("options")[Number(event.key) - 1];
    if (!text) return;
    event.preventDefault();
    press(text);
  });
  model.on("change:heard", settle);
  model.on("change:told change:asked change:options change:disabled", show);
  show();

  return () => clearTimeout(timer);
}

export default { render };
