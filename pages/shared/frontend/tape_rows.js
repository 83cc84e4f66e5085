// The tape as a table. What of it is to be seen, and which row is lit, tells the step control (tape_steps.js).

const TABLES = new WeakMap();

const element = (tag, content, kind) => {
  const made = document.createElement(tag);
  if (kind) made.className = kind;
  made.append(...[content ?? ""].flat());
  return made;
};
const lines = (texts) => texts.map((text) => element("div", text || "\u00a0"));

class TapeRows {
  constructor(root) {
    this.root = root.querySelector(".scroll");
    this.body = root.querySelector("tbody");
    this.told = (event) => this.light(event.detail);
  }

  receive(data) {
    this.root.style.setProperty("--gradient", data.color);
    const variables = data.variables.map((entry) => this.row(entry, "variable"));
    const operations = data.operations.map((entry) => {
      const row = this.row(entry, [element("span", entry.symbol), element("span", entry.type, "type")]);
      row.addEventListener("click", () => window.dispatchEvent(new CustomEvent("tape-rows-go", { detail: entry.number })));
      return row;
    });
    this.body.replaceChildren(...variables, ...operations);
    window.dispatchEvent(new CustomEvent("tape-rows-ask"));
  }

  row(entry, operation) {
    const inputs = entry.inputs ?? [];
    const named = (taken, word, number) => number && `${word} ${taken.name}: ${number}`;
    const sum = entry.arrivals.length > 1 ? [element("div", `${entry.arrivals.join(" + ")} =`, "sum")] : [];
    const row = element("tr", [
      element("td", entry.name),
      element("td", operation, "operation"),
      element("td", lines(inputs.map((taken) => (taken.name ? `${taken.name} = ${taken.value}` : taken.value)))),
      element("td", entry.value),
      element("td", element("div", [...sum, entry.gradient || "none"], "backward"), "gradient"),
      element("td", element("div", lines(inputs.map((taken) => named(taken, "by", taken.local))), "backward")),
      element("td", element("div", lines(inputs.map((taken) => named(taken, "to", taken.handed_on))), "backward"), "gradient"),
    ]);
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

export default function ({ data, parentElement }) {
  if (!TABLES.has(parentElement)) TABLES.set(parentElement, new TapeRows(parentElement));
  const table = TABLES.get(parentElement);
  window.addEventListener("tape-step", table.told);
  table.receive(data);
  return () => window.removeEventListener("tape-step", table.told);
}
