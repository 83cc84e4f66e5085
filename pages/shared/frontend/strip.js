// The strip under a slider's rail: a column for each of many runs, its colour what the run came to, paler where the loss stayed
// high. A press on it goes there.

import { along, shareOf } from "./scale.js";

const DEEPEST = 9;
const PALEST = 0.4;
// Where no loss is left to tell, what happened is said in full.
const LOUD = ["diverged", "undefined", "left the domain", "climbing"];

// The columns of a strip as they lie on a rail: from where to where, from 0 to 1, which word, and how opaque.
export const columnsOf = ({ low, high, spacing, words, depths }, scale, names) => {
  const edge = (column) => shareOf(scale, along({ low, high, spacing }, column / words.length));
  return [...words].map((word, column) => {
    const name = names[word];
    const opacity = LOUD.includes(name) ? 1 : PALEST + ((1 - PALEST) * Number(depths[column])) / DEEPEST;
    return { from: edge(column), to: edge(column + 1), name, opacity };
  });
};

export class Strip {
  // `go` is told the share of the rail at which it was pressed.
  constructor(canvas, go) {
    Object.assign(this, { canvas, columns: [] });
    const shareUnder = ({ clientX }) => {
      const { left, width } = canvas.getBoundingClientRect();
      return Math.min(1, Math.max(0, (clientX - left) / width));
    };
    canvas.addEventListener("click", (event) => go(shareUnder(event)));
    canvas.addEventListener("pointermove", (event) => this.name(shareUnder(event)));
  }

  // Draw what the runs came to on a rail of this scale; nothing where there is none.
  show(strip, words, scale) {
    const { canvas } = this;
    canvas.width = 1024;
    canvas.height = 1;
    canvas.style.visibility = strip ? "" : "hidden";
    this.said = strip?.said ?? "";
    this.columns = strip ? columnsOf(strip, scale, Object.keys(words)) : [];
    canvas.title = this.said;
    const paper = canvas.getContext("2d");
    for (const { from, to, name, opacity } of this.columns) {
      paper.globalAlpha = opacity;
      paper.fillStyle = words[name];
      paper.fillRect(from * canvas.width, 0, (to - from) * canvas.width, 1);
    }
  }

  name(share) {
    const column = this.columns.find(({ from, to }) => from <= share && share <= to);
    if (column) this.canvas.title = `Here: ${column.name}. ${this.said}`;
  }
}
