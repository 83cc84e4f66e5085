// The racers side by side: their looks, whose sliders are shown, and who joins or leaves.

import { drawn, made, onPress, onePerPlace } from "./dom.js";
import { post } from "./post.js";
import { goAlong, oneStop } from "./toolbars.js";

const sample = ({ color, dash, width, opacity }) => {
  const icon = drawn("svg", { width: 30, height: 10, "aria-hidden": "true" });
  const look = { stroke: color, "stroke-width": width, "stroke-dasharray": dash, opacity };
  icon.append(drawn("line", { x1: 0, y1: 5, x2: 30, y2: 5, ...look }));
  return icon;
};

const button = (kind, content, label, act) => {
  const element = made("button", kind, ...content);
  element.type = "button";
  element.setAttribute("aria-label", label);
  onPress(element, act);
  return element;
};

class Row {
  constructor(root) {
    this.root = root.querySelector(".racers");
    this.count = 0;
    const stops = () => [...this.root.querySelectorAll("button")];
    this.root.addEventListener("focusin", (event) => oneStop(event.target, stops()));
    this.root.addEventListener("keydown", (event) => goAlong(event, stops()));
  }

  receive({ racers, most }, send) {
    const focused = [...this.root.querySelectorAll("button")].indexOf(this.root.getRootNode().activeElement);
    const tell = (what, racer) => () => send({ what, racer, turn: (this.count += 1) });
    const boxes = racers.map((racer, place) => {
      const box = made("div", racer.selected ? "racer selected" : "racer");
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

const racersOf = onePerPlace((root) => new Row(root));

export default function ({ data, parentElement, setStateValue }) {
  racersOf(parentElement).receive(data, (sent) => post(() => setStateValue("sent", sent)));
}
