// The numbers of the step that the player shows, a row a racer. The server is told the step, for the profile and for links, but
// never faster than it answers, and once it rests; and never one of before the visitor went back or opened a link. The last
// step is told as such, and stays it in a run of another length.

import { made, onePerPlace } from "./dom.js";
import { landscapeAsk, landscapeStep } from "./hosts.js";
import { post } from "./post.js";
import { Turns } from "./turns.js";
import { explained, explain } from "./words.js";

const REST_MS = 120;

class Steps {
  constructor(root) {
    this.body = root.querySelector("tbody");
    this.memory = root.querySelector("#memory");
    this.told = ({ detail }) => this.show(detail);
    this.turns = new Turns({ send: (sent) => post(() => this.send(sent)) });
  }

  receive(data, send) {
    this.data = data;
    this.send = send;
    explain(this.memory, data.memory_said);
    this.turns.answered(data.turn, data.visit);
    if (this.turns.quiet) this.chosen = data.step;
    this.cells = data.racers.map((racer) => this.row(racer));
    this.body.replaceChildren(...this.cells.flatMap(({ rows }) => rows));
    if (this.last) this.show(this.last);
    else landscapeAsk.send();
  }

  row({ title, color, memory, word, word_said: sentence, reason }) {
    const dot = made("i");
    dot.style.background = color;
    const cells = Object.fromEntries(["x", "y", "loss"].map((name) => [name, made("td", "number")]));
    for (const name of ["gradient", "memory", "moved"]) cells[name] = made("td", "vector");
    if (!memory) cells.memory.textContent = "none";
    const outcome = made("td", "outcome", made("div", "", made("b", "", explained(word, sentence)), `: ${reason}`));
    outcome.colSpan = 7;
    const rows = [made("tr", "", made("td", "name", dot, title), ...Object.values(cells)), made("tr", "", outcome)];
    return { rows, cells, memory };
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
    if (detail.resting) this.tell(step === steps ? null : shown, detail.opened);
  }

  tell(step, opened) {
    clearTimeout(this.timer);
    if (step === this.chosen || opened !== this.data.opened) return;
    this.timer = setTimeout(() => {
      this.chosen = step;
      this.turns.put({ step });
    }, REST_MS);
  }

  // What was chosen before the visitor went back must not come after. Gives what ends this.
  untilGone() {
    const forgetting = this.turns.untilGone();
    const gone = () => clearTimeout(this.timer);
    addEventListener("popstate", gone);
    return () => {
      forgetting();
      removeEventListener("popstate", gone);
    };
  }

  written(value) {
    if (!Number.isFinite(value)) return "–";
    const size = Math.abs(value);
    const text = size !== 0 && (size < 1e-3 || size >= 1e6) ? value.toExponential(3) : String(Number(value.toPrecision(this.data.digits)));
    return text.replaceAll("-", "−");
  }
}

const tableOf = onePerPlace((root) => new Steps(root));

export default function ({ data, parentElement, setStateValue }) {
  const table = tableOf(parentElement);
  const deaf = landscapeStep.hear(table.told);
  table.receive(data, (sent) => setStateValue("sent", sent));
  const forgetting = table.untilGone();
  return () => {
    deaf();
    forgetting();
  };
}
