// A line of text that is sent while it is typed, as soon as the hand rests; what is wrong with it is said below, in place.
//
// Everything sent carries a turn, counted up; an answer to an older turn says nothing about what stands there now. The text
// itself is overwritten only where the server has another one than it had before: after a reset, or another problem.

const BOXES = new WeakMap();
const REST_MS = 100;
const AROUND = 18; // Characters shown on either side of a place that is marked.

class Box {
  constructor(root) {
    this.input = root.querySelector("input");
    this.label = root.querySelector("label");
    this.problem = root.querySelector("#problem");
    this.turn = 0;
    this.sent = null;
    this.shown = null;
    this.input.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.flush(), REST_MS);
    });
    this.input.addEventListener("change", () => this.flush());
  }

  flush() {
    clearTimeout(this.timer);
    if (this.input.value === this.sent) return;
    this.turn += 1;
    this.sent = this.input.value;
    this.send({ text: this.sent, turn: this.turn });
  }

  receive(data, send) {
    this.send = send;
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
  }

  complain(problem) {
    this.input.setAttribute("aria-invalid", problem !== null);
    this.problem.hidden = problem === null;
    if (problem === null) return;
    const { text, position, sentence } = problem;
    const mark = document.createElement("mark");
    mark.textContent = text.slice(position, position + 1) || " ";
    const before = text.slice(Math.max(0, position - AROUND), position);
    const after = text.slice(position + 1, position + 1 + AROUND);
    this.problem
      .querySelector("code")
      .replaceChildren(position > AROUND ? "…" : "", before, mark, after, text.length > position + 1 + AROUND ? "…" : "");
    this.problem.querySelector("span").textContent = sentence;
  }
}

export default function ({ data, parentElement, setStateValue }) {
  if (!BOXES.has(parentElement)) BOXES.set(parentElement, new Box(parentElement));
  BOXES.get(parentElement).receive(data, (sent) => post(() => setStateValue("sent", sent)));
}
