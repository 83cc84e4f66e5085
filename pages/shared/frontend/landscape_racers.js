// The racers side by side: their looks, whose sliders are shown, and who joins or leaves.

import { post } from "./post.js";

const ROWS = new WeakMap();
const NAMESPACE = "http://www.w3.org/2000/svg";

const sample = ({ color, dash, width, opacity }) => {
  const icon = document.createElementNS(NAMESPACE, "svg");
  const line = document.createElementNS(NAMESPACE, "line");
  const look = { x1: 0, y1: 5, x2: 30, y2: 5, stroke: color, "stroke-width": width, "stroke-dasharray": dash, opacity };
  for (const [name, value] of Object.entries(look)) line.setAttribute(name, value);
  icon.setAttribute("width", 30);
  icon.setAttribute("height", 10);
  icon.setAttribute("aria-hidden", "true");
  icon.append(line);
  return icon;
};

const button = (kind, content, label, press) => {
  const element = document.createElement("button");
  element.type = "button";
  element.className = kind;
  element.append(...content);
  element.setAttribute("aria-label", label);
  element.addEventListener("click", press);
  return element;
};

class Row {
  constructor(root) {
    this.root = root.querySelector(".racers");
    this.count = 0;
  }

  receive({ racers, most }, send) {
    const focused = [...this.root.querySelectorAll("button")].indexOf(this.root.getRootNode().activeElement);
    const tell = (what, racer) => () => send({ what, racer, turn: (this.count += 1) });
    const boxes = racers.map((racer, place) => {
      const box = document.createElement("div");
      box.className = racer.selected ? "racer selected" : "racer";
      box.style.setProperty("--color", racer.color);
      const choose = button("choose", [sample(racer), racer.title], `Racer ${place + 1}: ${racer.title}`, tell("select", place));
      choose.setAttribute("aria-pressed", racer.selected);
      box.append(choose);
      if (racers.length > 1) box.append(button("remove", ["✕"], `Remove racer ${place + 1}, ${racer.title}`, tell("remove", place)));
      return box;
    });
    if (racers.length < most) boxes.push(button("add", ["+ Add"], "Add a racer", tell("add", null)));
    this.root.replaceChildren(...boxes);
    if (focused >= 0) {
      const buttons = this.root.querySelectorAll("button");
      buttons[Math.min(focused, buttons.length - 1)].focus();
    }
  }
}

export default function ({ data, parentElement, setStateValue }) {
  if (!ROWS.has(parentElement)) ROWS.set(parentElement, new Row(parentElement));
  ROWS.get(parentElement).receive(data, (sent) => post(() => setStateValue("sent", sent)));
}
