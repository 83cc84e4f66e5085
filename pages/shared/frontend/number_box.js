// A box for a number, read as people type it and sent when it is done; what is wrong with it is said below.

import { onePerPlace } from "./dom.js";
import { complaint, keyboard, readings } from "./numbers.js";
import { post } from "./post.js";
import { Turns } from "./turns.js";

class NumberBox {
  constructor(root) {
    this.input = root.querySelector("input");
    this.label = root.querySelector("label");
    this.problem = root.querySelector("#problem");
    this.turns = new Turns({ send: ({ values, turn }) => post(() => this.send({ ...values, turn })) });
    this.input.addEventListener("change", () => this.typed());
    this.input.addEventListener("focus", () => this.input.select());
    this.input.addEventListener("keydown", (event) => this.key(event));
  }

  receive(data, send) {
    Object.assign(this, { data, send });
    this.label.textContent = data.label;
    this.input.inputMode = keyboard(data);
    this.turns.answered(data.turn, data.visit);
    if (this.turns.quiet && data.value !== this.value) this.show(data.value);
  }

  show(value) {
    this.value = value;
    this.input.value = String(value);
    this.complain("");
  }

  typed() {
    const sentence = complaint(this.input.value, this.data);
    if (sentence === "") this.choose(readings(this.input.value)[0]);
    else this.complain(sentence);
  }

  choose(value) {
    const other = value !== this.value;
    this.show(value);
    if (other) this.turns.put({ value });
  }

  key(event) {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const [low, high] = this.data.limits;
    this.choose(Math.min(high, Math.max(low, this.value + by)));
  }

  complain(sentence) {
    this.problem.textContent = sentence;
    this.problem.hidden = sentence === "";
    this.input.setAttribute("aria-invalid", sentence !== "");
  }
}

const boxOf = onePerPlace((root) => new NumberBox(root));

export default function ({ data, parentElement, setStateValue }) {
  boxOf(parentElement).receive(data, (sent) => setStateValue("sent", sent));
}
