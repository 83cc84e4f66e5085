// The two charts over which the player draws, the map and the losses: they come late, are built anew with another theme, and
// lie elsewhere when the page becomes narrower.

import { GROUND, LOSSES, LOSS_LINES, MAP, PATH_LINES, inputOf, tellVega } from "./hosts.js";
import { Layer } from "./landscape_layer.js";

export class Charts {
  // `root` is what the player stands in, `layer` lies over the map and so may other elements of `ours`. `attached` is told the
  // charts, and a signal that ends what listens to them; `settled` where the inside of the map lies, null while there is none.
  constructor({ root, layer, ours, attached, settled }) {
    Object.assign(this, { root, layer, attached, settled });
    // Not what we change ourselves, or this would never end.
    const theirs = ({ target, addedNodes }) => !layer.element.contains(target) && !ours.includes(addedNodes[0]);
    this.changed = new MutationObserver((changes) => changes.some(theirs) && this.soon());
    this.resized = new ResizeObserver(() => this.soon());
  }

  // Once a frame, and only where something lies elsewhere than before.
  soon() {
    cancelAnimationFrame(this.settling);
    this.settling = requestAnimationFrame(() => {
      const [lies, before] = [Layer.measured(document.querySelector(MAP)), this.layer.plot];
      const moved = !lies || !before || Object.keys(lies).some((side) => lies[side] !== before[side]);
      const gone = this.layer.element.parentElement !== this.map || document.querySelector(LOSSES) !== this.losses;
      if (moved || gone) this.settle();
      else this.watch();
    });
  }

  // Find them, and have everything laid out again.
  settle() {
    clearTimeout(this.again);
    const [map, losses] = [document.querySelector(MAP), document.querySelector(LOSSES)];
    if (map !== this.map || losses !== this.losses) this.attach(map, losses);
    const plot = Layer.measured(map);
    if ((!plot || !losses) && this.root.isConnected) this.again = setTimeout(() => this.settle(), 100);
    this.watch();
    this.settled(plot);
  }

  // Vega draws the map in its new size some frames after its box has it, and tells nobody: not the box but the ground says when.
  watch() {
    const ground = this.map?.querySelector(GROUND) ?? null;
    if (ground === this.ground) return;
    if (this.ground) this.resized.unobserve(this.ground);
    this.ground = ground;
    if (ground) this.resized.observe(ground);
  }

  attach(map, losses) {
    this.changed.disconnect();
    this.resized.disconnect();
    this.ground = null;
    this.listening?.abort();
    this.listening = new AbortController();
    [this.map, this.losses] = [map, losses];
    for (const chart of [map, losses].filter(Boolean)) {
      this.changed.observe(chart, { childList: true, subtree: true });
      this.resized.observe(chart);
    }
    this.attached(map, losses, this.listening.signal);
  }

  // Which part of the map is seen.
  see(view) {
    tellVega(inputOf(this.map, "view"), view.join(" "));
  }

  // The step at which the dots stand on the losses, and how high each.
  ring(step, heights) {
    tellVega(inputOf(this.losses, "here"), [step, ...heights].join(" "));
  }

  // While a part of the way is shown, the whole of it is faint; so are the others while one is hovered.
  fade(partly, alone) {
    for (const [chart, lines, whole] of [[this.map, PATH_LINES, partly ? 0.35 : 1], [this.losses, LOSS_LINES, 1]]) {
      chart?.querySelectorAll(lines).forEach((line, racer) => {
        const opacity = alone !== undefined && alone !== racer ? 0.15 : whole;
        line.style.opacity = opacity === 1 ? "" : opacity;
      });
    }
  }
}
