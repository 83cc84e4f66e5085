// A line of text that is sent while it is typed, or when it is done, but never faster than the server answers; what is wrong
// with it is said below, in place.
//
// Everything sent carries a turn, counted up; until it is answered newer text waits, and only the newest is sent. An answer
// to an older turn says nothing about what stands there now. The text itself is overwritten only where the server has another
// one than it had before: after a reset, or another problem.

import { around } from "./marked.js";
import { post } from "./post.js";

const BOXES = new WeakMap();
const PATIENCE_MS = 2000; // After this long without an answer the next text is sent all the same.
const AROUND = 18; // Characters shown on either side of a place that is marked.

class Box {
  constructor(root) {
    this.input = root.querySelector("input");
    this.label = root.querySelector("label");
    this.problem = root.querySelector("#problem");
    this.turn = 0;
    this.sent = null;
    this.shown = null;
    this.timer = null;
    this.input.addEventListener("input", () => this.live && this.flush());
    this.input.addEventListener("change", () => {
      this.done = true;
      this.flush();
    });
  }

  flush() {
    if (this.timer !== null || this.input.value === this.sent) return;
    this.turn += 1;
    this.sent = this.input.value;
    this.done = false;
    this.timer = setTimeout(() => this.answered(), PATIENCE_MS);
    this.send({ text: this.sent, turn: this.turn });
  }

  answered() {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.live || this.done) this.flush();
  }

  receive(data, send) {
    this.send = send;
    this.live = data.live;
    this.label.textContent = data.label;
    this.input.placeholder = data.placeholder;
    if (this.turn === 0) this.turn = data.turn;
    if (data.turn < this.turn) return;
    if (data.text !== this.shown) {
      const resting = this.input.value === (this.sent ?? "");
      this.shown = this.sent = data.text;
      if (resting) this.input.value = data.text;
    }
    this.complain(data.problem);
    this.answered();
  }

  complain(problem) {
    this.input.setAttribute("aria-invalid", problem !== null);
    this.problem.hidden = problem === null;
    if (problem === null) return;
    const { before, at, after } = around(problem.text, problem.position, AROUND);
    const mark = document.createElement("mark");
    mark.textContent = at;
    this.problem.querySelector("code").replaceChildren(before, mark, after);
    this.problem.querySelector("span").textContent = problem.sentence;
  }
}

export default function ({ data, parentElement, setStateValue }) {
  if (!BOXES.has(parentElement)) BOXES.set(parentElement, new Box(parentElement));
  BOXES.get(parentElement).receive(data, (sent) => post(() => setStateValue("sent", sent)));
}
