// Plays a tape forward and backward: one step lights its operation in the graph, in the table and in the source at once.
//
// The graph is Streamlit's own; its nodes and edges bear ids, and the texts in them are written from here, so that neither a
// step nor a slider lays it out again. Steps 1 to n record the n operations, the others go back over them.

const GRAPH = ".st-key-tape_graph";
const STEPS_A_SECOND = 1.6;
const LONGEST_SECONDS = 24;
const PLAYERS = new WeakMap();

const element = (tag, content, kind) => {
  const made = document.createElement(tag);
  if (kind) made.className = kind;
  made.append(...[content ?? ""].flat());
  return made;
};
const lines = (texts) => texts.map((text) => element("div", text || " "));

class TapeSteps {
  constructor(root) {
    this.root = root;
    for (const id of ["back", "play", "next", "scrub", "phase", "said", "source"]) this[id] = root.querySelector(`#${id}`);
    this.body = root.querySelector("tbody");
    this.timer = null;
    this.watcher = new MutationObserver(() => this.paint());
    this.scrub.addEventListener("input", () => this.go(Number(this.scrub.value)));
    this.back.addEventListener("click", () => this.go(this.step - 1));
    this.next.addEventListener("click", () => this.go(this.step + 1));
    this.play.addEventListener("click", () => (this.timer ? this.stop() : this.start()));
  }

  receive(data) {
    const other = data.name !== this.data?.name;
    this.data = data;
    this.recorded = data.operations.length;
    this.last = this.recorded + data.turns.length;
    this.scrub.max = this.last;
    this.root.querySelector(".tape").style.setProperty("--gradient", data.color);
    if (other) {
      this.stop();
      this.step = this.last;
    }
    this.step = Math.min(this.step, this.last);
    this.tabulate();
    this.draw();
    // The graph may come later than this.
    (this.later ?? []).forEach(clearTimeout);
    this.later = [0, 100, 500, 2000].map((wait) => setTimeout(() => this.watch(), wait));
  }

  leave() {
    this.stop();
    this.watcher.disconnect();
    (this.later ?? []).forEach(clearTimeout);
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

  // What one row says once the tape has come to it.
  tabulate() {
    const row = (entry, operation, inputs, locals, handedOn) => {
      const made = element("tr");
      made.dataset.id = entry.id;
      const sum = entry.arrivals.length > 1 ? [element("div", `${entry.arrivals.join(" + ")} =`, "sum")] : [];
      made.append(
        element("td", entry.name),
        element("td", operation, "operation"),
        element("td", lines(inputs)),
        element("td", element("div", entry.value, "forward")),
        element("td", element("div", [...sum, entry.gradient || "none"], "backward"), "gradient"),
        element("td", element("div", lines(locals), "backward")),
        element("td", element("div", lines(handedOn), "backward"), "gradient"),
      );
      return made;
    };
    const variables = this.data.variables.map((entry) => row(entry, "variable", [], [], []));
    const operations = this.data.operations.map((entry) => {
      const made = row(
        entry,
        [element("span", entry.symbol), element("span", entry.type, "type")],
        entry.inputs.map((taken) => (taken.name ? `${taken.name} = ${taken.value}` : taken.value)),
        entry.inputs.map((taken) => taken.local && `by ${taken.name}: ${taken.local}`),
        entry.inputs.map((taken) => taken.handed_on && `to ${taken.name}: ${taken.handed_on}`),
      );
      made.addEventListener("click", () => this.go(entry.number));
      return made;
    });
    this.body.replaceChildren(...variables, ...operations);
  }

  // Where the tape is: how many operations are recorded, which have been swept, and the one that is lit.
  place() {
    const back = Math.max(0, this.step - this.recorded);
    const forward = Math.min(this.step, this.recorded);
    const swept = new Set(this.data.turns.slice(0, back));
    const lit = back ? this.data.turns[back - 1] : forward;
    return { forward, back, swept, lit: this.data.operations[lit - 1] };
  }

  // A variable's gradient is whole when the sweep has come to the last operation that uses it.
  whole(entry, { back, swept }) {
    if (entry.number) return swept.has(entry.number);
    const pieces = this.data.operations.filter((operation) => swept.has(operation.number));
    const come = pieces.flatMap((operation) => operation.inputs).filter((i) => i.name === entry.name && i.handed_on);
    return back > 0 && come.length === entry.arrivals.length;
  }

  draw() {
    const place = this.place();
    const { forward, back, lit } = place;
    this.scrub.value = this.step;
    this.back.disabled = this.step === 0;
    this.next.disabled = this.step === this.last;
    const whither = back ? `backward ${back} of ${this.data.turns.length}` : `forward ${forward} of ${this.recorded}`;
    this.phase.textContent = this.step ? whither : "nothing recorded";
    this.said.textContent = this.sentence(lit, back);
    for (const row of this.body.children) {
      const entry = this.entry(row.dataset.id);
      row.classList.toggle("lit", entry === lit);
      row.classList.toggle("recorded", !entry.number || entry.number <= forward);
      row.classList.toggle("swept", this.whole(entry, place));
      row.classList.toggle("going-back", back > 0);
    }
    this.mark(lit, back > 0);
    this.paint();
  }

  sentence(lit, back) {
    if (!lit) return "Play, or step through it: first forward, as TensorFlow recorded it, then backward.";
    const taken = lit.inputs.map((i) => (i.name ? `${i.name} = ${i.value}` : i.value)).join(" and ");
    if (!back) return `${lit.name} is recorded: ${lit.type} of ${taken} is ${lit.value}.`;
    const sum = lit.arrivals.length > 1 ? `${lit.arrivals.join(" + ")} = ` : "";
    const handed = lit.inputs.filter((i) => i.handed_on).map((i) => `${i.handed_on} to ${i.name} (times ${i.local})`);
    return `At ${lit.name} arrives ${sum}${lit.gradient}. It hands on ${handed.join(" and ")}.`;
  }

  entry(id) {
    return [...this.data.variables, ...this.data.operations].find((entry) => entry.id === id);
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
    const marked = element("mark", this.data.source.slice(from, to), backward ? "back" : "");
    this.source.replaceChildren(this.data.source.slice(0, from), marked, this.data.source.slice(to));
  }

  watch() {
    const graph = document.querySelector(GRAPH);
    if (!graph) return;
    if (graph !== this.graph) {
      this.watcher.disconnect();
      this.watcher.observe(graph, { childList: true, subtree: true });
      this.graph = graph;
    }
    this.paint();
  }

  paint() {
    const graph = document.querySelector(GRAPH);
    if (!graph?.querySelector("svg g.node")) return;
    graph.style.setProperty("--gradient", this.data.color);
    const place = this.place();
    for (const entry of [...this.data.variables, ...this.data.operations]) {
      const node = graph.querySelector(`[id="${entry.id}"]`);
      const recorded = !entry.number || entry.number <= place.forward;
      const swept = this.whole(entry, place);
      this.write(node, [null, recorded ? entry.short : "", swept ? entry.short_gradient || "none" : ""]);
      this.light(node, { recorded, swept, lit: entry === place.lit, back: place.back > 0 });
      for (const taken of entry.inputs ?? []) {
        const edge = graph.querySelector(`[id="${taken.edge}"]`);
        const back = place.swept.has(entry.number);
        this.write(edge, [back && taken.short_local ? `×${taken.short_local}` : "", back ? taken.short_handed_on : ""]);
        this.light(edge, { recorded, swept: back, lit: entry === place.lit, back: place.back > 0 });
      }
    }
  }

  light(group, classes) {
    for (const [name, on] of Object.entries(classes)) {
      if (group && group.classList.contains(name) !== on) group.classList.toggle(name, on);
    }
  }

  // Written into the text's own node: a new one would wake the watcher again.
  write(group, texts) {
    if (!group) return;
    const places = group.querySelectorAll("text");
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
    const scroller = [graph, ...graph.querySelectorAll("*")].find((one) => one.scrollWidth > one.clientWidth + 4);
    if (!scroller) return;
    const [box, frame] = [node.getBoundingClientRect(), scroller.getBoundingClientRect()];
    const beside = box.left < frame.left + 60 || box.right > frame.right - 60;
    if (beside) scroller.scrollBy({ left: box.left + box.width / 2 - frame.left - frame.width / 2, behavior: "smooth" });
  }
}

export default function ({ data, parentElement }) {
  if (!PLAYERS.has(parentElement)) PLAYERS.set(parentElement, new TapeSteps(parentElement));
  const player = PLAYERS.get(parentElement);
  player.receive(data);
  return () => player.leave();
}
