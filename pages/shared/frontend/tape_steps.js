// Plays a tape forward and backward: one step lights its operation in the source, in the graph and in the table at once.
//
// The graph is Streamlit's own; its nodes and edges bear ids, and the texts in them are written from here, so that neither a
// step nor a slider lays it out again. Steps 1 to n record the n operations, the next ones go back over them, and after the
// last one all is there. The table (tape_rows.js) is told of each step by an event.

import { made, onPress, onePerPlace, partsOf } from "./dom.js";
import { byFinger } from "./finger.js";
import { GRAPH, GRAPH_NODE, GRAPH_SVG, GRAPH_TEXT, tapeRowsAsk, tapeRowsGo, tapeStep } from "./hosts.js";

const STEPS_A_SECOND = 1.6;
const LONGEST_SECONDS = 24;
const EDGE_PX = 60;
const PX_PER_PT = 4 / 3;
const SMALLEST = 0.66;

class TapeSteps {
  constructor(root) {
    this.root = root;
    Object.assign(this, partsOf(root));
    this.timer = null;
    this.later = [];
    this.tell = () => tapeStep.send(this.lights());
    this.goneTo = ({ detail }) => this.go(detail);
    this.watcher = new MutationObserver(() => this.paint());
    this.sizer = new ResizeObserver(() => this.fit());
    byFinger(this.scrub);
    this.scrub.addEventListener("input", () => this.go(Number(this.scrub.value)));
    onPress(this.back, () => this.go(this.step - 1));
    onPress(this.next, () => this.go(this.step + 1));
    onPress(this.play, () => (this.timer ? this.stop() : this.start()));
  }

  receive(data) {
    const other = data.name !== this.data?.name;
    this.data = data;
    this.recorded = data.operations.length;
    this.last = this.recorded + data.turns.length + 1;
    this.scrub.max = this.last;
    this.root.querySelector(".player").style.setProperty("--gradient", data.color);
    if (other) {
      this.stop();
      this.step = this.last;
    }
    this.step = Math.min(this.step, this.last);
    this.draw();
    // The graph may come later than this.
    this.later.forEach(clearTimeout);
    this.later = [0, 100, 500, 2000].map((wait) => setTimeout(() => this.watch(), wait));
  }

  arrive() {
    this.deaf = [tapeRowsAsk.hear(this.tell), tapeRowsGo.hear(this.goneTo)];
  }

  leave() {
    for (const stop of this.deaf) stop();
    this.stop();
    this.watcher.disconnect();
    this.sizer.disconnect();
    this.graph = null;
    this.later.forEach(clearTimeout);
  }

  start() {
    if (this.step >= this.last) this.show(0);
    const pause = Math.min(1000 / STEPS_A_SECOND, (1000 * LONGEST_SECONDS) / this.last);
    this.timer = setInterval(() => {
      this.show(this.step + 1);
      if (this.step >= this.last) this.stop();
    }, pause);
    this.play.textContent = "❚❚ Pause";
    this.play.setAttribute("aria-pressed", "true");
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.play.textContent = "▶ Play";
    this.play.setAttribute("aria-pressed", "false");
  }

  go(step) {
    this.stop();
    this.show(step);
  }

  show(step) {
    this.step = Math.max(0, Math.min(this.last, step));
    this.draw();
    this.bringIntoView();
  }

  // Where the tape is: how many operations are recorded, which have been swept, and the one that is lit.
  place() {
    const back = Math.min(Math.max(0, this.step - this.recorded), this.data.turns.length);
    const forward = Math.min(this.step, this.recorded);
    const swept = new Set(this.data.turns.slice(0, back));
    const lit = this.step === this.last ? 0 : back ? this.data.turns[back - 1] : forward;
    return { forward, back, swept, lit: this.data.operations[lit - 1] };
  }

  // A variable's gradient is whole when the sweep has come to the last operation that uses it.
  whole(entry, { back, swept }) {
    if (entry.number) return swept.has(entry.number);
    const pieces = this.data.operations.filter((operation) => swept.has(operation.number));
    const come = pieces.flatMap((operation) => operation.inputs).filter((i) => i.name === entry.name && i.handed_on);
    return back > 0 && come.length === entry.arrivals.length;
  }

  // For every entry of the table and node of the graph, what is to be seen of it.
  lights() {
    const place = this.place();
    const entries = [...this.data.variables, ...this.data.operations].map((entry) => [
      entry.id,
      {
        recorded: !entry.number || entry.number <= place.forward,
        swept: this.whole(entry, place),
        lit: entry === place.lit,
        back: place.back > 0,
      },
    ]);
    return Object.fromEntries(entries);
  }

  draw() {
    const { forward, back, lit } = this.place();
    this.scrub.value = this.step;
    this.back.disabled = this.step === 0;
    this.next.disabled = this.step === this.last;
    const backward = this.step === this.last ? "complete" : `backward ${back} of ${this.data.turns.length}`;
    const whither = back ? backward : `forward ${forward} of ${this.recorded}`;
    this.phase.textContent = this.step ? whither : "nothing recorded";
    this.said.textContent = this.sentence(lit, back);
    this.mark(lit, back > 0);
    this.paint();
    this.tell();
  }

  sentence(lit, back) {
    const sum = (entry) => (entry.arrivals.length > 1 ? `${entry.arrivals.join(" + ")} = ` : "");
    if (this.step === 0) return "Play, or step through it: forward, as TensorFlow recorded it, then backward.";
    if (!lit) return `It has come back: ${this.data.variables.map((v) => `to ${v.name} ${sum(v)}${v.gradient || "none"}`).join("; ")}.`;
    const taken = lit.inputs.map((i) => (i.name ? `${i.name} = ${i.value}` : i.value)).join(" and ");
    if (!back) return `${lit.name} is recorded: ${lit.type} of ${taken} is ${lit.value}.`;
    const handed = lit.inputs.filter((i) => i.handed_on).map((i) => `${i.handed_on} to ${i.name} (times ${i.local})`);
    return `At ${lit.name} arrives ${sum(lit)}${lit.gradient}. It hands on ${handed.join(" and ")}.`;
  }

  // The part of the source that asked for the operation, as Python's own line table has it.
  mark(lit, backward) {
    const text = this.data.source.split("\n");
    if (!lit) {
      this.source.replaceChildren(this.data.source);
      return;
    }
    const [first, last, start, end] = lit.span;
    const offset = (line, column) => text.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column;
    const [from, to] = [offset(first, start), offset(last, end)];
    const marked = made("mark", backward ? "back" : "", this.data.source.slice(from, to));
    this.source.replaceChildren(this.data.source.slice(0, from), marked, this.data.source.slice(to));
    const [top, height] = [marked.offsetTop - this.source.offsetTop, this.source.clientHeight];
    if (top < this.source.scrollTop || top + 40 > this.source.scrollTop + height) this.source.scrollTop = top - height / 2;
  }

  watch() {
    const graph = document.querySelector(GRAPH);
    if (!graph) return;
    if (graph !== this.graph) {
      this.watcher.disconnect();
      this.watcher.observe(graph, { childList: true, subtree: true });
      this.sizer.disconnect();
      this.sizer.observe(graph);
      this.graph = graph;
    }
    this.paint();
  }

  paint() {
    const graph = document.querySelector(GRAPH);
    if (!graph?.querySelector(GRAPH_NODE)) return;
    graph.style.setProperty("--gradient", this.data.color);
    this.fit();
    const lights = this.lights();
    const { swept } = this.place();
    for (const entry of [...this.data.variables, ...this.data.operations]) {
      const light = lights[entry.id];
      const node = graph.querySelector(`[id="${entry.id}"]`);
      this.write(node, [null, light.recorded ? entry.short : "", light.swept ? entry.short_gradient || "none" : ""]);
      this.light(node, light);
      for (const taken of entry.inputs ?? []) {
        const edge = graph.querySelector(`[id="${taken.edge}"]`);
        const back = swept.has(entry.number);
        this.write(edge, [back && taken.short_local ? `×${taken.short_local}` : "", back ? taken.short_handed_on : ""]);
        this.light(edge, { ...light, swept: back });
      }
    }
  }

  // A graph that is too wide shrinks as long as it can be read; beyond that its box scrolls.
  fit() {
    const svg = this.graph?.querySelector(GRAPH_SVG);
    if (!svg) return;
    const natural = svg.viewBox.baseVal.width * PX_PER_PT;
    const zoom = Math.max(SMALLEST, Math.min(1, this.graph.clientWidth / natural)).toFixed(3);
    if (svg.style.zoom !== zoom) svg.style.zoom = zoom;
  }

  light(group, classes) {
    for (const [name, on] of Object.entries(classes)) {
      if (group && group.classList.contains(name) !== on) group.classList.toggle(name, on);
    }
  }

  // Written into the text's own node: a new one would wake the watcher again.
  write(group, texts) {
    if (!group) return;
    const places = group.querySelectorAll(GRAPH_TEXT);
    texts.forEach((text, i) => {
      const node = places[i]?.firstChild;
      if (node && text !== null && node.data !== text) node.data = text;
    });
  }

  bringIntoView() {
    const { lit } = this.place();
    const graph = document.querySelector(GRAPH);
    const node = lit && graph?.querySelector(`[id="${lit.id}"]`);
    if (!node) return;
    const [box, frame] = [node.getBoundingClientRect(), graph.getBoundingClientRect()];
    const left = box.left < frame.left + EDGE_PX || box.right > frame.right - EDGE_PX;
    const top = box.top < frame.top || box.bottom > frame.bottom;
    graph.scrollBy({
      left: left ? box.left + box.width / 2 - frame.left - frame.width / 2 : 0,
      top: top ? box.top + box.height / 2 - frame.top - frame.height / 2 : 0,
      behavior: "smooth",
    });
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
