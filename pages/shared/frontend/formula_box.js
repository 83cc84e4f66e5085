// A line of text that is sent while it is typed, or when it is done, but never faster than the server answers; what is wrong
// with it is said below, in place.
//
// An answer to an older turn says nothing about what stands there now. The text itself is overwritten only where the server
// has another one than it had before: after a reset, or another problem.

import { made, onePerPlace, onPress } from "./dom.js";
import { around } from "./marked.js";
import { post } from "./post.js";
import { Turns } from "./turns.js";

const AROUND = 18; // Characters shown on either side of a place that is marked.

class Box {
  constructor(root) {
    this.input = root.querySelector("input");
    this.label = root.querySelector("label");
    this.problem = root.querySelector("#problem");
    this.keys = root.querySelector(".keys");
    // The box keeps the focus, and with it the phone its keyboard.
    this.keys.addEventListener("pointerdown", (event) => event.preventDefault());
    this.sent = null;
    this.shown = null;
    this.turns = new Turns({ send: ({ values, turn }) => post(() => this.send({ ...values, turn })) });
    this.input.addEventListener("input", () => this.live && this.typed());
    this.input.addEventListener("change", () => this.typed());
  }

  typed() {
    if (this.input.value === this.sent) return;
    this.sent = this.input.value;
    this.turns.put({ text: this.sent });
  }

  receive(data, send) {
    this.send = send;
    this.live = data.live;
    this.label.textContent = data.label;
    this.input.placeholder = data.placeholder;
    this.offer(data.keys);
    this.turns.answered(data.turn, data.visit);
    if (!this.turns.quiet) return;
    if (data.text !== this.shown) {
      const resting = this.input.value === (this.sent ?? "");
      this.shown = this.sent = data.text;
      if (resting) this.input.value = data.text;
    }
    this.complain(data.problem);
  }

  offer(signs) {
    if (signs === this.signs) return;
    this.signs = signs;
    this.keys.hidden = signs === "";
    this.keys.replaceChildren(
      ...Array.from(signs, (sign) => {
        const key = made("button", "", sign);
        key.type = "button";
        key.tabIndex = -1;
        onPress(key, () => this.insert(sign));
        return key;
      }),
    );
  }

  // At the caret, in place of what is selected.
  insert(sign) {
    const { selectionStart, selectionEnd } = this.input;
    this.input.setRangeText(sign, selectionStart, selectionEnd, "end");
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  complain(problem) {
    this.input.setAttribute("aria-invalid", problem !== null);
    this.problem.hidden = problem === null;
    if (problem === null) return;
    const { before, at, after } = around(problem.text, problem.position, AROUND);
    this.problem.querySelector("code").replaceChildren(before, made("mark", "", at), after);
    this.problem.querySelector("span").textContent = problem.sentence;
  }
}

const boxOf = onePerPlace((root) => new Box(root));

export default function ({ data, parentElement, setStateValue }) {
  boxOf(parentElement).receive(data, (sent) => setStateValue("sent", sent));
}
