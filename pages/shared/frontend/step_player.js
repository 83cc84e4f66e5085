// Step k of a descent, chosen by a scrubber that runs here and can play: it tells the step to whatever shows it.

import { Clock, DESCENT_PACE } from "./clock.js";
import { onePerPlace, partsOf } from "./dom.js";
import { greet, greets } from "./greeting.js";
import { descentAsk, descentStep, RUN_LINES } from "./hosts.js";

class StepPlayer {
  constructor(root) {
    const { play, scrub, k } = partsOf(root);
    Object.assign(this, { scrub, output: k });
    this.clock = new Clock({
      ...DESCENT_PACE,
      play,
      scrub,
      at: () => Number(scrub.value),
      last: () => this.last,
      show: (stop) => {
        scrub.value = stop;
        this.say();
      },
    });
  }

  receive({ steps, stride, opening }) {
    if (this.steps === undefined && greets("descent") && opening) this.greet();
    const stood = this.stride !== undefined && this.stride !== stride ? this.k : null;
    Object.assign(this, { steps, stride });
    this.scrub.max = this.last = Math.ceil(steps / stride);
    if (stood !== null) this.scrub.value = Math.round(stood / stride);
    // Another run is there at once.
    if (!this.clock.playing) this.clock.making = false;
    this.say();
  }

  // A first visitor sees the run being made.
  greet() {
    greet(this.clock, this.clock.play.parentElement, () => document.querySelector(RUN_LINES));
  }

  // The step at which the scrubber stands.
  get k() {
    return Math.min(this.steps, Number(this.scrub.value) * this.stride);
  }

  say() {
    const { k, steps, stride } = this;
    this.scrub.setAttribute("aria-valuetext", `step ${k} of ${steps}`);
    this.output.textContent = `k = ${k} of ${steps}${stride > 1 ? `, a stop every ${stride}` : ""}`;
    descentStep.send({ k, making: this.clock.making });
  }
}

const playerOf = onePerPlace((root) => new StepPlayer(root));

export default function ({ data, parentElement }) {
  const player = playerOf(parentElement);
  player.receive(data);
  return descentAsk.hear(() => player.say());
}
