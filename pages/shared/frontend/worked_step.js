// Step k of both methods with its numbers in place, k chosen in the player.
//
// The charts mark the same step with a ring: Vega binds its place to hidden inputs, into which is written here.

import { written } from "./digits.js";
import { made, onePerPlace } from "./dom.js";
import { descentAsk, descentStep, RING_INPUTS, tellVega } from "./hosts.js";
import { wheneverDrawn } from "./late.js";
import { writeCode } from "./pieces.js";
import { unveil } from "./unveil.js";
import { explained } from "./words.js";

const NO_STEP = "–"; // From the last row no step is taken.
// A line that needs nothing of a step: only where the row stands.
const OF_THE_ROW = /^[^{]*(\{\(?(parameter|gradient|loss)\)?\}[^{]*)+$/;

// Where the numbers of a step are to stand in a text.
const blank = (tag, template) => {
  const element = made(tag);
  element.dataset.template = template;
  return element;
};

class WorkedStep {
  constructor(root) {
    this.methods = root.querySelector(".methods");
    this.later = [];
    this.chosen = 0;
    this.making = false;
  }

  receive(data) {
    this.data = data;
    this.methods.replaceChildren(...Object.keys(data.lines).map((method) => this.box(method)));
    this.draw();
    // Other numbers are drawn a little later.
    this.later.forEach(clearTimeout);
    this.later = [100, 500, 2000].map((wait) => setTimeout(() => this.ring(), wait));
  }

  box(method) {
    const table = made("table");
    const named = (name) => explained(name, this.data.words[name]);
    const box = made("section", "method", made("h3", "", named(method)), table);
    box.style.setProperty("--method", this.data.colors[method]);
    for (const line of this.data.lines[method]) {
      if (line.what) table.insertRow().append(made("th", "what", line.what));
      const formula = made("td", "formula", made("span"));
      writeCode(formula.firstChild, line.formula);
      if (line.numbers) formula.append(blank("div", line.numbers));
      table.insertRow().append(made("td", "name", named(line.name)), formula, made("td", "result", blank("span", line.result)));
    }
    for (const what of table.querySelectorAll(".what")) what.colSpan = 3;
    box.dataset.method = method;
    return box;
  }

  go({ k, making }) {
    if (this.chosen === k && this.making === making) return;
    Object.assign(this, { chosen: k, making });
    this.draw();
  }

  // The step that was chosen; after a run of more steps it may be none any more.
  get k() {
    return Math.min(this.data.steps, this.chosen);
  }

  // Where its row is; `by` is 1 for that of the step after, -1 for that of the step before.
  row(by = 0) {
    const stop = Math.ceil(this.k / this.data.stride);
    return this.data.stride === 1 ? stop + by : 3 * stop + 1 + by;
  }

  draw() {
    const { k } = this;
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
      tellVega(input, Number.isFinite(where) ? String(where) : "");
    }
    unveil(this.making ? this.k : Infinity);
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

const workedOf = onePerPlace((root) => new WorkedStep(root));

export default function ({ data, parentElement }) {
  const worked = workedOf(parentElement);
  worked.receive(data);
  const deaf = descentStep.hear(({ detail }) => worked.go(detail));
  // A chart that is being built has no inputs yet.
  const end = wheneverDrawn(RING_INPUTS, () => worked.ring());
  descentAsk.send();
  return () => {
    deaf();
    end();
  };
}
