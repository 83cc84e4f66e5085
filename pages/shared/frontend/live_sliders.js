// Range inputs that send their values while a thumb is dragged, but never faster than the server answers (see turns.js).
//
// While values are on their way, an answer never moves a thumb; once all is answered the server's values are shown, so a link
// or a reset moves the thumbs too.

import { breakable, made, onePerPlace } from "./dom.js";
import { THUMB_PX, byFinger } from "./finger.js";
import { slidersAnswered, stripsComputed } from "./hosts.js";
import { complaint, keyboard, readings } from "./numbers.js";
import { post } from "./post.js";
import { positionOf, valueAt, valueByKey } from "./scale.js";
import { Strip } from "./strip.js";
import { fitted } from "./stretch.js";
import { Turns } from "./turns.js";
import { explain, explained } from "./words.js";

const FIRST = ["low", "high", "positions", "spacing", "whole"]; // What the rail shows at first.

class Panel {
  constructor(root) {
    this.root = root;
    this.sliders = new Map();
    this.turns = new Turns({
      send: ({ values, turn }) => post(() => this.send({ values: { ...this.values(), ...values }, turn })),
      follow: (turn, more) => slidersAnswered.send({ turn, more }),
    });
  }

  values() {
    return Object.fromEntries([...this.sliders].map(([name, slider]) => [name, slider.value]));
  }

  receive(data, send) {
    this.send = send;
    this.offer(data.sliders);
    const title = this.root.querySelector(".title");
    title.textContent = data.minor_title;
    title.hidden = !data.sliders.some((slider) => slider.minor);
    this.turns.answered(data.turn, data.visit);
    if (this.turns.quiet) for (const slider of data.sliders) this.sliders.get(slider.name).show(slider.value);
  }

  // Which sliders there are depends on what is chosen elsewhere; those that stay keep their element, and the focus.
  offer(described) {
    const names = described.map((slider) => slider.name);
    for (const [name, slider] of this.sliders) {
      if (names.includes(name)) continue;
      slider.element.remove();
      this.sliders.delete(name);
      delete this.turns.waiting[name];
    }
    for (const slider of described) {
      const known = this.sliders.get(slider.name) ?? new LiveSlider(this, slider);
      this.sliders.set(slider.name, known);
      known.describe(slider);
    }
    for (const grid of this.root.querySelectorAll(".sliders")) {
      const minor = grid.classList.contains("minor");
      const wanted = described.filter((slider) => slider.minor === minor).map(({ name }) => this.sliders.get(name).element);
      if (wanted.some((element, place) => grid.children[place] !== element)) grid.append(...wanted);
    }
  }

  choose(name, value) {
    this.turns.put({ [name]: value });
  }
}

class LiveSlider {
  constructor(panel, { name, label, word: sentence }) {
    const element = panel.root.querySelector("template").content.firstElementChild.cloneNode(true);
    this.element = element;
    this.panel = panel;
    this.name = name;
    this.range = element.querySelector(".range");
    this.number = element.querySelector(".number");
    this.label = sentence ? explained(label, sentence) : made("label", "", label);
    this.mark = element.querySelector(".mark");
    this.problem = element.querySelector(".problem");
    this.strip = new Strip(element.querySelector(".strip"), (share) => {
      this.choose(valueAt(this.scale, Math.round(share * this.scale.positions)));
    });
    this.range.id = name;
    if (!sentence) this.label.htmlFor = name;
    this.label.id = `${name}-label`;
    this.problem.id = `${name}-problem`;
    element.prepend(this.label);
    this.range.setAttribute("aria-labelledby", this.label.id);
    this.number.setAttribute("aria-describedby", this.problem.id);
    byFinger(this.range);
    this.range.addEventListener("input", () => this.choose(valueAt(this.scale, Number(this.range.value))));
    this.range.addEventListener("keydown", (event) => this.key(event));
    // An answer to what was chosen before must not take the text from under the hand.
    this.number.addEventListener("input", () => (this.typing = true));
    this.number.addEventListener("blur", () => (this.typing = false));
    this.number.addEventListener("change", () => this.typed());
    this.number.addEventListener("focus", () => this.number.select());
  }

  describe(data) {
    const another = FIRST.some((name) => this.data?.[name] !== data[name]);
    this.data = data;
    this.label.replaceChildren(...breakable(data.label));
    this.strip.canvas.hidden = !data.strip;
    if (data.word) explain(this.label, data.word);
    this.number.setAttribute("aria-label", `${data.label}, number`);
    this.number.inputMode = keyboard(data);
    if (this.value === undefined) this.show(data.value);
    else if (another) this.fit();
    this.placeMark();
  }

  // A rail on which the value has a place. Not for what the hand chooses on it: the rail would move under the thumb.
  fit() {
    this.scale = fitted(this.data, this.value);
    this.range.max = this.scale.positions;
    this.place();
    this.placeMark();
    this.drawStrip();
  }

  // What runs come to along this rail, as far as it has been computed.
  drawStrip() {
    if (!this.data.strip) return;
    const { strips = {}, words = {} } = globalThis.descentLabStrips ?? {};
    this.strip.show(strips[this.name], words, this.scale);
    this.range.setAttribute("aria-description", this.strip.said);
  }

  choose(value) {
    this.complain("");
    this.value = value;
    this.place();
    this.panel.choose(this.name, value);
  }

  // By its own keys the input goes to the next position, which may have the same value.
  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const value = valueByKey(this.scale, this.value, event.key);
    if (value === undefined) return;
    event.preventDefault();
    if (value !== this.value) this.choose(value);
  }

  typed() {
    this.typing = false;
    const text = this.number.value;
    const sentence = complaint(text, this.data);
    if (sentence !== "") return this.complain(sentence);
    this.choose(readings(text, this.data.whole)[0]);
    this.fit();
  }

  complain(sentence) {
    this.problem.textContent = sentence;
    this.number.setAttribute("aria-invalid", sentence !== "");
  }

  // What the server says; its own answers say what was chosen here.
  show(value) {
    if (value === this.value) return this.place();
    this.complain("");
    this.value = value;
    this.fit();
  }

  place() {
    const { value, scale } = this;
    const position = positionOf(scale, value);
    this.range.value = position;
    this.range.style.setProperty("--filled", `${(100 * position) / scale.positions}%`);
    this.range.setAttribute("aria-valuetext", String(value));
    if (this.problem.textContent === "" && !this.typing) this.number.value = String(value);
  }

  placeMark() {
    const { mark } = this.data;
    const { positions, low, high } = this.scale;
    this.mark.hidden = !mark || mark.value < low || mark.value > high;
    if (this.mark.hidden) return;
    const share = positionOf(this.scale, mark.value) / positions;
    this.mark.textContent = mark.label;
    explain(this.mark, mark.word);
    this.mark.style.left = `calc(${100 * share}% + ${THUMB_PX * (0.5 - share)}px)`;
  }
}

const panelOf = onePerPlace((root) => new Panel(root));

export default function ({ data, parentElement, setStateValue }) {
  const panel = panelOf(parentElement);
  panel.receive(data, (sent) => setStateValue("sent", sent));
  const deaf = stripsComputed.hear(() => panel.sliders.forEach((slider) => slider.drawStrip()));
  const end = panel.turns.untilGone();
  return () => {
    deaf();
    end();
  };
}
