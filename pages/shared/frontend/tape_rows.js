// The tape as a table. What of it is to be seen, and which row is lit, tells the step control (tape_steps.js).

import { made, onPress, onePerPlace } from "./dom.js";
import { tapeRowsAsk, tapeRowsGo, tapeStep } from "./hosts.js";

const lines = (texts) => texts.map((text) => made("div", "", text || "\u00a0"));

class TapeRows {
  constructor(root) {
    this.root = root.querySelector(".scroll");
    this.body = root.querySelector("tbody");
    this.told = ({ detail }) => this.light(detail);
  }

  receive(data) {
    this.root.style.setProperty("--gradient", data.color);
    const variables = data.variables.map((entry) => this.row(entry, ["variable"]));
    const operations = data.operations.map((entry) => {
      const row = this.row(entry, [made("span", "", entry.symbol), made("span", "type", entry.type)]);
      onPress(row, () => tapeRowsGo.send(entry.number));
      return row;
    });
    this.body.replaceChildren(...variables, ...operations);
    tapeRowsAsk.send();
  }

  row(entry, operation) {
    const inputs = entry.inputs ?? [];
    const named = (taken, word, number) => number && `${word} ${taken.name}: ${number}`;
    const sum = entry.arrivals.length > 1 ? [made("div", "sum", `${entry.arrivals.join(" + ")} =`)] : [];
    const backward = (kind, ...content) => made("td", kind, made("div", "backward", ...content));
    const row = made(
      "tr",
      "",
      made("td", "", entry.name),
      made("td", "operation", ...operation),
      made("td", "", ...lines(inputs.map((taken) => (taken.name ? `${taken.name} = ${taken.value}` : taken.value)))),
      made("td", "", entry.value),
      backward("gradient", ...sum, entry.gradient || "none"),
      backward("", ...lines(inputs.map((taken) => named(taken, "by", taken.local)))),
      backward("gradient", ...lines(inputs.map((taken) => named(taken, "to", taken.handed_on)))),
    );
    row.dataset.id = entry.id;
    return row;
  }

  light(lights) {
    for (const row of this.body.children) {
      const light = lights[row.dataset.id];
      if (!light) return; // Of another expression: its own rows are on the way.
      for (const [name, on] of Object.entries(light)) row.classList.toggle(name, on);
      if (light.lit) this.bringIntoView(row);
    }
  }

  bringIntoView(row) {
    const top = row.offsetTop - this.body.offsetTop;
    const [from, height] = [this.root.scrollTop, this.root.clientHeight - 60];
    if (top < from || top > from + height - row.offsetHeight) this.root.scrollTo({ top: top - height / 2, behavior: "smooth" });
  }
}

const tableOf = onePerPlace((root) => new TapeRows(root));

export default function ({ data, parentElement }) {
  const table = tableOf(parentElement);
  const deaf = tapeStep.hear(table.told);
  table.receive(data);
  return deaf;
}
