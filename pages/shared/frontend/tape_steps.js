// Plays a tape forward and backward: one step lights its operation in the source (tape_source.js), in the graph (tape_graph.js)
// and in the table at once. The table (tape_rows.js) is told of each step by an event.

import { Clock } from "./clock.js";
import { onPress, onePerPlace, partsOf } from "./dom.js";
import { tapeRowsAsk, tapeRowsGo, tapeStep } from "./hosts.js";
import { Graph } from "./tape_graph.js";
import { markSource } from "./tape_source.js";
import { Sweep } from "./tape_sweep.js";

const PACE = { seconds: 24, slowest: 1.6, everyStep: true };

class TapeSteps {
  constructor(root) {
    this.root = root;
    this.parts = partsOf(root);
    this.graph = new Graph();
    this.tell = () => tapeStep.send(this.lights);
    this.goneTo = ({ detail }) => this.clock.go(detail);
    const { back, play, next, scrub } = this.parts;
    this.clock = new Clock({
      ...PACE,
      play,
      scrub,
      at: () => this.step,
      last: () => this.sweep.last,
      show: (step) => this.show(step),
    });
    onPress(back, () => this.clock.step(-1));
    onPress(next, () => this.clock.step(1));
  }

  receive(data) {
    const other = data.name !== this.data?.name;
    this.data = data;
    this.sweep = new Sweep(data);
    this.parts.scrub.max = this.sweep.last;
    this.root.querySelector(".player").style.setProperty("--gradient", data.color);
    if (other) {
      this.clock.stop();
      this.step = this.sweep.last;
    }
    this.step = Math.min(this.step, this.sweep.last);
    this.draw();
  }

  arrive() {
    this.deaf = [tapeRowsAsk.hear(this.tell), tapeRowsGo.hear(this.goneTo)];
    this.graph.arrive();
  }

  leave() {
    for (const stop of this.deaf) stop();
    this.clock.stop();
    this.graph.leave();
  }

  show(step) {
    this.step = step;
    this.graph.bringIntoView(this.draw());
  }

  draw() {
    const { sweep, step } = this;
    const { scrub, back, next, phase, said, source } = this.parts;
    const place = sweep.at(step);
    this.lights = sweep.lights(place);
    scrub.value = step;
    back.disabled = step === 0;
    next.disabled = step === sweep.last;
    phase.textContent = sweep.phase(place);
    said.textContent = sweep.sentence(place);
    markSource(source, this.data.source, place.lit?.span, place.back > 0);
    this.graph.show({ entries: sweep.entries, lights: this.lights, color: this.data.color, place });
    this.tell();
    return place;
  }
}

const tapeOf = onePerPlace((root) => new TapeSteps(root));

export default function ({ data, parentElement }) {
  const player = tapeOf(parentElement);
  player.arrive();
  player.receive(data);
  // It plays on while a slider is moved.
  return (again) => again || player.leave();
}
