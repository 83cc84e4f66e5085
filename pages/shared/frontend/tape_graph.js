// The tape as a graph, which is Streamlit's own. Its nodes and edges bear ids, and the texts in them are written from here, so
// that neither a step nor a slider lays it out again.

import { GRAPH, GRAPH_NODE, GRAPH_SVG, GRAPH_TEXT, PX_PER_PT } from "./hosts.js";
import { wheneverDrawn } from "./late.js";

const EDGE_PX = 60;
const SMALLEST = 0.66;

// Written into the text's own node: a new one would wake the watcher again.
const writeTexts = (group, texts) => {
  if (!group) return;
  const places = group.querySelectorAll(GRAPH_TEXT);
  texts.forEach((text, i) => {
    const node = places[i]?.firstChild;
    if (node && text !== null && node.data !== text) node.data = text;
  });
};

const light = (group, classes) => {
  for (const [name, on] of Object.entries(classes)) {
    if (group && group.classList.contains(name) !== on) group.classList.toggle(name, on);
  }
};

export class Graph {
  constructor() {
    this.sizer = new ResizeObserver(() => this.fit());
  }

  // It may come later than what is to be seen of it, and may be drawn anew.
  arrive() {
    this.end ??= wheneverDrawn(`${GRAPH} ${GRAPH_NODE}`, () => this.meet());
  }

  meet() {
    const box = document.querySelector(GRAPH);
    if (box !== this.box) {
      this.sizer.disconnect();
      this.sizer.observe(box);
      this.box = box;
    }
    this.paint();
  }

  leave() {
    this.end?.();
    this.sizer.disconnect();
    this.end = this.box = undefined;
  }

  // The entries and their lights at a place of the tape (tape_sweep.js), and the color of gradients.
  show(shown) {
    this.shown = shown;
    this.paint();
  }

  paint() {
    const box = document.querySelector(GRAPH);
    if (!this.shown || !box?.querySelector(GRAPH_NODE)) return;
    const { entries, lights, color, place } = this.shown;
    box.style.setProperty("--gradient", color);
    this.fit();
    for (const entry of entries) {
      const lit = lights[entry.id];
      const node = box.querySelector(`[id="${entry.id}"]`);
      writeTexts(node, [null, lit.recorded ? entry.short : "", lit.swept ? entry.short_gradient || "none" : ""]);
      light(node, lit);
      for (const taken of entry.inputs ?? []) {
        const edge = box.querySelector(`[id="${taken.edge}"]`);
        const back = place.swept.has(entry.number);
        writeTexts(edge, [back && taken.short_local ? `×${taken.short_local}` : "", back ? taken.short_handed_on : ""]);
        light(edge, { ...lit, swept: back });
      }
    }
  }

  // One that is too wide shrinks as long as it can be read; beyond that its box scrolls.
  fit() {
    const svg = this.box?.querySelector(GRAPH_SVG);
    if (!svg) return;
    const natural = svg.viewBox.baseVal.width * PX_PER_PT;
    const zoom = Math.max(SMALLEST, Math.min(1, this.box.clientWidth / natural)).toFixed(3);
    if (svg.style.zoom !== zoom) svg.style.zoom = zoom;
  }

  bringIntoView({ lit }) {
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
