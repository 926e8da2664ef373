// ECG paper and the line on it, and what monitor and calipers share. It is joined in front of
// their own scripts (helpers/apps/ecg.py), because a widget's script is one file.

const SECOND = 25; // small squares to a second
const MILLIVOLT = 10; // small squares to a millivolt
const MOST = 1.6; // millivolts above and below the line
const HIGH = 2 * MOST * MILLIVOLT; // small squares
const PAPER = "#fcfcfa";
const SMALL = "#f7deda";
const LARGE = "#edb9b0";
const INK = "#222";

function make(tag, className, text = "", attributes = {}) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

// Whole microvolts, two bytes each; here in millivolts, moved so that the strip fits its paper.
function readStrip(model) {
  const bytes = model.get("samples");
  const raw = new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const lift = model.get("lift");
  return { rate: model.get("rate"), values: Float32Array.from(raw, (uv) => uv / 1000 + lift) };
}

// A canvas of so many CSS pixels, as sharp as the screen; the context counts in CSS pixels.
function fit(canvas, width, height) {
  const sharp = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * sharp);
  canvas.height = Math.round(height * sharp);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext("2d");
  context.setTransform(sharp, 0, 0, sharp, 0, 0);
  return context;
}

// Squares from the place where second and millivolt are 0, so that they never shift.
function drawPaper(context, width, height, square, zero = { x: 0, y: height / 2 }) {
  context.fillStyle = PAPER;
  context.fillRect(0, 0, width, height);
  for (const [step, color, thick] of [[1, SMALL, 0.7], [5, LARGE, 1.1]]) {
    context.beginPath();
    const gap = step * square;
    for (let n = Math.ceil(-zero.x / gap); zero.x + n * gap <= width + 0.01; n += 1) {
      context.moveTo(zero.x + n * gap, 0);
      context.lineTo(zero.x + n * gap, height);
    }
    for (let n = Math.ceil(-zero.y / gap); zero.y + n * gap <= height + 0.01; n += 1) {
      context.moveTo(0, zero.y + n * gap);
      context.lineTo(width, zero.y + n * gap);
    }
    context.strokeStyle = color;
    context.lineWidth = thick;
    context.stroke();
  }
}

// The samples from first to last, on paper whose left edge is at the second "left".
function drawLine(context, strip, first, last, left, square, zero) {
  const from = Math.max(0, first);
  const to = Math.min(strip.values.length - 1, last);
  context.beginPath();
  for (let n = from; n <= to; n += 1) {
    const x = (n / strip.rate - left) * SECOND * square;
    const y = zero - strip.values[n] * MILLIVOLT * square;
    if (n === from) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.strokeStyle = INK;
  context.lineWidth = 1.5;
  context.lineJoin = "round";
  context.stroke();
}

// What is pressed here stays here; what has Ctrl or Cmd held stays JupyterLab's.
function fenceKeys(element) {
  const stop = (event) => {
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
  };
  for (const type of ["keydown", "keyup", "keypress"]) element.addEventListener(type, stop);
}

// Inside a fold an element measures nothing; it is drawn when it gets a width.
function onWidth(element, draw) {
  let before = 0;
  const watch = new ResizeObserver(() => {
    const width = element.clientWidth;
    if (width === 0 || width === before) return;
    before = width;
    draw(width);
  });
  watch.observe(element);
  return () => watch.disconnect();
}
