// The numbers of the step that the player shows, a row a racer. The server is told the step, for the profile, but never
// faster than it answers, and once it rests.

import { post } from "./post.js";
import { Turns } from "./turns.js";

const TABLES = new WeakMap();
const REST_MS = 120;

class Steps {
  constructor(root) {
    this.body = root.querySelector("tbody");
    this.told = (event) => this.show(event.detail);
    this.turns = new Turns({ send: (sent) => post(() => this.send(sent)) });
  }

  receive(data, send) {
    this.data = data;
    this.send = send;
    this.turns.answered(data.turn, data.visit);
    this.cells = data.racers.map((racer) => this.row(racer));
    this.body.replaceChildren(...this.cells.flatMap(({ rows }) => rows));
    if (this.last) this.show(this.last);
    else window.dispatchEvent(new CustomEvent("landscape-ask"));
  }

  row({ title, color, memory, word, reason }) {
    const numbers = document.createElement("tr");
    const cell = (row, kind, text = "") => {
      const element = row.insertCell();
      element.className = kind;
      element.textContent = text;
      return element;
    };
    const name = cell(numbers, "name");
    const dot = document.createElement("i");
    dot.style.background = color;
    name.append(dot, title);
    const cells = { x: cell(numbers, "number"), y: cell(numbers, "number"), loss: cell(numbers, "number") };
    for (const kind of ["gradient", "memory", "moved"]) cells[kind] = cell(numbers, "vector");
    if (!memory) cells.memory.textContent = "none";
    const ending = document.createElement("tr");
    const outcome = cell(ending, "outcome");
    outcome.colSpan = 7;
    const sentence = outcome.appendChild(document.createElement("div"));
    const strong = document.createElement("b");
    strong.textContent = word;
    sentence.append(strong, `: ${reason}`);
    return { rows: [numbers, ending], cells, memory };
  }

  show(detail) {
    this.last = detail;
    const { step, k: shown, frames, steps, racer: lit } = detail;
    if (frames.numRows !== this.data.racers.length * (steps + 1)) return; // Of other racers: theirs are on the way.
    this.cells.forEach(({ rows, cells, memory }, racer) => {
      const number = (name, k = step) => (k > steps ? NaN : frames.getChild(name).get(racer * (steps + 1) + k));
      const pair = (x, y) => (!Number.isFinite(x) || !Number.isFinite(y) ? "–" : `(${this.written(x)}, ${this.written(y)})`);
      const vector = (name) => pair(number(`${name}_x`), number(`${name}_y`));
      // Between two stops of a long run lie more steps than one.
      const own = frames.getChild("moved_x") !== null;
      const moved = (axis) => (own ? number(`moved_${axis}`) : number(axis, step + 1) - number(axis));
      for (const name of ["x", "y", "loss"]) cells[name].textContent = this.written(number(name));
      cells.gradient.textContent = vector("gradient");
      if (memory) cells.memory.textContent = `${memory === "velocity" ? "v" : "m"} ${vector("memory")}`;
      cells.moved.textContent = pair(moved("x"), moved("y"));
      for (const row of rows) row.classList.toggle("lit", racer === lit);
    });
    if (!detail.hovered) this.tell(shown);
  }

  tell(step) {
    clearTimeout(this.timer);
    if (step === this.chosen) return;
    this.timer = setTimeout(() => {
      this.chosen = step;
      this.turns.put({ step });
    }, REST_MS);
  }

  written(value) {
    if (!Number.isFinite(value)) return "–";
    const size = Math.abs(value);
    const text = size !== 0 && (size < 1e-3 || size >= 1e6) ? value.toExponential(3) : String(Number(value.toPrecision(this.data.digits)));
    return text.replaceAll("-", "−");
  }
}

export default function ({ data, parentElement, setStateValue }) {
  if (!TABLES.has(parentElement)) TABLES.set(parentElement, new Steps(parentElement));
  const table = TABLES.get(parentElement);
  window.addEventListener("landscape-step", table.told);
  table.receive(data, (sent) => setStateValue("sent", sent));
  return () => window.removeEventListener("landscape-step", table.told);
}
