// Step k of both methods with its numbers in place, k chosen by a scrubber that runs here and can play.
//
// The charts mark the same step with a ring: Vega binds its place to hidden inputs, into which the scrubber writes.

import { written } from "./digits.js";
import { byFinger } from "./finger.js";
import { writeCode } from "./pieces.js";

const RING_INPUTS = "[data-testid=stVegaLiteChart] .vega-bindings input[name^=ring_]";
const SECONDS_TO_PLAY = 8;
const MOST_STEPS_A_SECOND = 60;
const NO_STEP = "–"; // From the last row no step is taken.
// A line that needs nothing of a step: only where the row stands.
const OF_THE_ROW = /^[^{]*(\{\(?(parameter|gradient|loss)\)?\}[^{]*)+$/;
const WORKED = new WeakMap();

const cell = (kind, name, text) => {
  const element = document.createElement(kind);
  element.className = name;
  element.textContent = text;
  return element;
};

const place = (kind, template) => {
  const element = document.createElement(kind);
  element.dataset.template = template;
  return element;
};

class WorkedStep {
  constructor(root) {
    this.play = root.querySelector("#play");
    this.scrub = root.querySelector("#scrub");
    this.output = root.querySelector("#k");
    this.methods = root.querySelector(".methods");
    this.playing = null;
    this.later = [];
    byFinger(this.scrub);
    this.scrub.addEventListener("input", () => {
      this.stop();
      this.draw();
    });
    this.play.addEventListener("click", () => (this.playing ? this.stop() : this.start()));
  }

  receive(data) {
    const stood = this.data && this.data.stride !== data.stride ? this.k : null;
    this.data = data;
    this.scrub.max = this.last = Math.ceil(data.steps / data.stride);
    if (stood !== null) this.scrub.value = Math.round(stood / data.stride);
    this.methods.replaceChildren(...Object.keys(data.lines).map((method) => this.box(method)));
    this.draw();
    // A chart that is being built has no inputs yet.
    this.later.forEach(clearTimeout);
    this.later = [100, 500, 2000].map((wait) => setTimeout(() => this.ring(), wait));
  }

  start() {
    if (Number(this.scrub.value) >= this.last) this.scrub.value = 0;
    const begun = performance.now();
    const from = Number(this.scrub.value);
    const speed = Math.min(MOST_STEPS_A_SECOND, Math.max(4, this.last / SECONDS_TO_PLAY));
    const frame = (now) => {
      const stop = Math.min(this.last, from + Math.max(0, Math.floor(((now - begun) / 1000) * speed)));
      if (stop !== Number(this.scrub.value)) {
        this.scrub.value = stop;
        this.draw();
      }
      if (stop >= this.last) this.stop();
      else this.playing = requestAnimationFrame(frame);
    };
    this.playing = requestAnimationFrame(frame);
    this.play.textContent = "❚❚ Pause";
    this.play.setAttribute("aria-pressed", "true");
  }

  stop() {
    cancelAnimationFrame(this.playing);
    this.playing = null;
    this.play.textContent = "▶ Play";
    this.play.setAttribute("aria-pressed", "false");
  }

  box(method) {
    const box = document.createElement("section");
    box.className = "method";
    box.style.setProperty("--method", this.data.colors[method]);
    const title = document.createElement("h4");
    title.textContent = method;
    box.append(title);
    const table = box.appendChild(document.createElement("table"));
    for (const line of this.data.lines[method]) {
      if (line.what) table.insertRow().append(cell("th", "what", line.what));
      const row = table.insertRow();
      const formula = cell("td", "formula", "");
      writeCode(formula.appendChild(document.createElement("span")), line.formula);
      if (line.numbers) formula.append(place("div", line.numbers));
      const result = cell("td", "result", "");
      result.append(place("span", line.result));
      row.append(cell("td", "name", line.name), formula, result);
    }
    for (const what of table.querySelectorAll(".what")) what.colSpan = 3;
    box.dataset.method = method;
    return box;
  }

  // The step at which the scrubber stands.
  get k() {
    return Math.min(this.data.steps, Number(this.scrub.value) * this.data.stride);
  }

  // Where its row is; `by` is 1 for that of the step after, -1 for that of the step before.
  row(by = 0) {
    const stop = Number(this.scrub.value);
    return this.data.stride === 1 ? stop + by : 3 * stop + 1 + by;
  }

  draw() {
    const { k } = this;
    const { steps, stride } = this.data;
    this.scrub.setAttribute("aria-valuetext", `step ${k} of ${steps}`);
    this.output.textContent = `k = ${k} of ${steps}${stride > 1 ? `, a stop every ${stride}` : ""}`;
    for (const box of this.methods.children) {
      for (const code of box.querySelectorAll("[data-template]")) {
        writeCode(code, this.filled(code.dataset.template, box.dataset.method, k));
      }
    }
    this.ring();
  }

  ring() {
    for (const input of document.querySelectorAll(RING_INPUTS)) {
      const where = this.data.runs.getChild(input.name).get(this.row());
      const text = Number.isFinite(where) ? String(where) : "";
      if (input.value === text) continue;
      input.value = text;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  // {name} is the number of this row, {next:name} that of the next one, {before:name} that of the one before, {(name)} the
  // number in parentheses if negative, and {t} counts steps from 1.
  filled(template, method, k) {
    if (k >= this.data.steps && !OF_THE_ROW.test(template)) return NO_STEP;
    return template.replace(/\{(\(?)(next:|before:)?(\w+)\)?\}/g, (_, parenthesis, which, name) => {
      if (name === "t") return String(k + 1);
      const text = written(this.number(`${method}_${name}`, which, k), this.data.digits);
      return parenthesis && text.startsWith("-") ? `(${text})` : text;
    });
  }

  number(name, which, k) {
    if (which === "before:" && k === 0) return this.data.first[name];
    return this.data.runs.getChild(name).get(this.row({ "next:": 1, "before:": -1 }[which]));
  }
}

export default function ({ data, parentElement }) {
  if (!WORKED.has(parentElement)) WORKED.set(parentElement, new WorkedStep(parentElement));
  WORKED.get(parentElement).receive(data);
}
