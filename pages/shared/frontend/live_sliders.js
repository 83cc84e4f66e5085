// Range inputs that send their values while a thumb is dragged, but never faster than the server answers.
//
// Everything sent carries a turn, counted up; the server hands the turn whose values it has shown back in `data.turn`.
// Until that comes, newer values wait, and only the newest are sent. An answer to an older turn never moves a thumb; once
// all is answered the server's values are shown, so a link or a reset moves the thumbs too.

const PANELS = new WeakMap();
const PATIENCE_MS = 2000; // After this long without an answer the next value is sent all the same.
const THUMB_PX = 16;

class Panel {
  constructor(root) {
    this.root = root;
    this.sliders = new Map();
    this.turn = 0;
    this.waiting = {};
    this.timer = null;
  }

  receive(data, send) {
    this.send = send;
    this.offer(data.sliders);
    const title = this.root.querySelector(".title");
    title.textContent = data.minor_title;
    title.hidden = !data.sliders.some((slider) => slider.minor);
    if (this.turn === 0) this.turn = data.turn;
    if (data.turn < this.turn) return;
    if (this.timer !== null) window.dispatchEvent(new CustomEvent("live-sliders-answered", { detail: data.turn }));
    this.answered();
    if (this.timer === null) for (const slider of data.sliders) this.sliders.get(slider.name).show(slider.value);
  }

  // Which sliders there are depends on what is chosen elsewhere; those that stay keep their element, and the focus.
  offer(described) {
    const names = described.map((slider) => slider.name);
    for (const [name, slider] of this.sliders) {
      if (names.includes(name)) continue;
      slider.element.remove();
      this.sliders.delete(name);
      delete this.waiting[name];
    }
    for (const slider of described) {
      if (!this.sliders.has(slider.name)) this.sliders.set(slider.name, new LiveSlider(this, slider));
      this.sliders.get(slider.name).describe(slider);
    }
    for (const grid of this.root.querySelectorAll(".sliders")) {
      const minor = grid.classList.contains("minor");
      const wanted = described.filter((slider) => slider.minor === minor).map(({ name }) => this.sliders.get(name).element);
      if (wanted.some((element, place) => grid.children[place] !== element)) grid.append(...wanted);
    }
  }

  choose(name, value) {
    this.waiting[name] = value;
    if (this.timer === null) this.flush();
  }

  flush() {
    this.turn += 1;
    this.timer = setTimeout(() => this.answered(), PATIENCE_MS);
    const values = Object.fromEntries([...this.sliders].map(([name, slider]) => [name, slider.value]));
    this.send({ values: { ...values, ...this.waiting }, turn: this.turn });
    this.waiting = {};
  }

  answered() {
    clearTimeout(this.timer);
    this.timer = null;
    if (Object.keys(this.waiting).length) this.flush();
  }
}

class LiveSlider {
  constructor(panel, { name }) {
    const element = panel.root.querySelector("template").content.firstElementChild.cloneNode(true);
    this.element = element;
    this.panel = panel;
    this.name = name;
    this.range = element.querySelector(".range");
    this.number = element.querySelector(".number");
    this.label = element.querySelector("label");
    this.mark = element.querySelector(".mark");
    this.problem = element.querySelector(".problem");
    this.range.id = name;
    this.label.htmlFor = name;
    this.label.id = `${name}-label`;
    this.problem.id = `${name}-problem`;
    this.number.setAttribute("aria-describedby", `${this.label.id} ${this.problem.id}`);
    this.range.addEventListener("input", () => this.choose(this.valueAt(Number(this.range.value))));
    this.number.addEventListener("change", () => this.typed());
    this.number.addEventListener("focus", () => this.number.select());
  }

  describe(data) {
    this.data = data;
    this.label.textContent = data.label;
    this.range.max = data.positions;
    this.placeMark();
  }

  choose(value) {
    this.complain("");
    this.show(value);
    this.panel.choose(this.name, value);
  }

  typed() {
    const { low, high, whole, constraint } = this.data;
    const text = this.number.value.trim().replace("−", "-");
    const value = text === "" ? NaN : Number(text);
    const kind = whole ? "a whole number" : "a number";
    if (!Number.isFinite(value) || (whole && !Number.isInteger(value)) || value < low || value > high) {
      this.complain(`Type ${kind} from ${low} to ${high}.${constraint && ` Keras: ${constraint}`}`);
    } else {
      this.choose(value);
    }
  }

  complain(sentence) {
    this.problem.textContent = sentence;
    this.number.setAttribute("aria-invalid", sentence !== "");
  }

  show(value) {
    this.value = value;
    const position = this.positionOf(value);
    this.range.value = position;
    this.range.style.setProperty("--filled", `${(100 * position) / this.data.positions}%`);
    this.range.setAttribute("aria-valuetext", String(value));
    if (this.problem.textContent === "") this.number.value = String(value);
  }

  placeMark() {
    const { mark, positions, low, high } = this.data;
    this.mark.hidden = !mark || mark.value < low || mark.value > high;
    if (this.mark.hidden) return;
    const share = this.positionOf(mark.value) / positions;
    this.mark.textContent = mark.label;
    this.mark.style.left = `calc(${100 * share}% + ${THUMB_PX * (0.5 - share)}px)`;
  }

  // Positions are whole; values are rounded to what a person would type.
  valueAt(position) {
    const { low, high, positions, spacing, whole } = this.data;
    const share = position / positions;
    if (position === 0) return low;
    if (position === positions) return high;
    const value = this.along(share);
    if (whole) return Math.round(value);
    if (spacing === "near one") return Number((1 - Number((1 - value).toPrecision(2))).toFixed(6));
    return spacing === "log" ? Number(value.toPrecision(3)) : Number(value.toFixed(6));
  }

  along(share) {
    const { low, high, spacing } = this.data;
    if (spacing === "log") return low * (high / low) ** share;
    if (spacing === "near one") return 1 - (1 - low) * ((1 - high) / (1 - low)) ** share;
    return low + (high - low) * share;
  }

  positionOf(value) {
    const { low, high, positions, spacing } = this.data;
    const shares = {
      even: () => (value - low) / (high - low),
      log: () => Math.log(value / low) / Math.log(high / low),
      "near one": () => Math.log((1 - value) / (1 - low)) / Math.log((1 - high) / (1 - low)),
    };
    return Math.round(positions * shares[spacing]());
  }
}

export default function ({ data, parentElement, setStateValue }) {
  if (!PANELS.has(parentElement)) PANELS.set(parentElement, new Panel(parentElement));
  PANELS.get(parentElement).receive(data, (sent) => post(() => setStateValue("sent", sent)));
}
