// A field for a number, and buttons beside it. What is entered goes to Python in one message, so
// that Enter never overtakes the last digit. The fence of stage.js keeps the keys in the app.

const ANSWER_WITHIN = 5000; // ms until the learner is told that no kernel answers

function make(tag, className, attributes = {}) {
  const element = document.createElement(tag);
  element.className = className;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function render({ model, el }) {
  const label = make("label", "ls-typed-label");
  const name = make("span", "ls-typed-name");
  const field = make("input", "ls-typed-field", {
    type: "text", inputmode: "decimal", autocomplete: "off", placeholder: "a number",
  });
  const row = make("div", "ls-typed-row");
  const note = make("p", "ls-typed-note", { role: "alert" });
  label.append(name, field);
  el.classList.add("ls-typed");
  el.append(label, row, note);
  let timer = 0;
  let waiting = false;

  function send(text) {
    if (waiting || model.get("disabled")) return;
    waiting = true;
    note.textContent = "";
    timer = setTimeout(unheard, ANSWER_WITHIN);
    try {
      model.send({ text });
    } catch {
      clearTimeout(timer);
      unheard(); // the kernel is gone, and the page knows
    }
  }

  function unheard() {
    waiting = false;
    note.textContent =
      "No kernel has answered, so nothing was judged. Run this cell again and begin once more.";
  }

  function heard() {
    clearTimeout(timer);
    waiting = false;
    field.value = note.textContent = "";
  }

  function button(text, entry, className) {
    const made = make("button", className, { type: "button" });
    made.textContent = text;
    made.addEventListener("click", () => send(entry()));
    row.append(made);
  }

  button(model.get("check"), () => field.value, "ls-typed-check");
  for (const text of model.get("buttons")) button(text, () => text, "ls-typed-other");
  field.addEventListener("keydown", (event) => event.key === "Enter" && send(field.value));

  const settle = () => {
    name.textContent = model.get("name");
    for (const one of [field, ...row.children]) one.disabled = model.get("disabled");
  };
  model.on("change:heard", heard);
  model.on("change:name change:disabled", settle);
  settle();
  return () => clearTimeout(timer);
}

export default { render };
