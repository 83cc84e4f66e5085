// The hand on the map: where it presses or drags lies the start; it moves and zooms the map, turns the surface, and hovers.

import { CHART_BUTTONS, GROUND, LOSS_LINES } from "./hosts.js";
import { scaled } from "./landscape_view.js";

const NEAR_PX = 14; // So near to a path the pointer means it.
const GRASP_PX = 34; // So near to the start a finger takes it; farther off it scrolls the page.
const ZOOM_A_NOTCH = 1.0015;
// What it can do, in words. A finger has neither a wheel nor keys.
const HINTS = {
  map: "Press or drag on the map to set the start; Ctrl and wheel zoom.",
  surface: "Drag turns the surface, and so do arrow keys on the two buttons. Heights follow the contour levels.",
};
const FINGER_HINTS = {
  map: "Tap the map to set the start, or drag its ring; two fingers zoom.",
  surface: "Drag turns the surface, and so do the two buttons. Heights follow the contour levels.",
};

export class Hand {
  constructor(player) {
    this.player = player;
    this.gesture = null;
    this.pointers = new Map();
    this.moves = false; // Whether a drag moves the map instead of the start.
  }

  attach(map, losses, signal) {
    this.map = map;
    const on = (element, kind, handler, options = {}) => element?.addEventListener(kind, handler, { signal, ...options });
    on(map, "pointerdown", (event) => this.down(event));
    on(map, "pointermove", (event) => this.pointer(event));
    on(map, "pointerup", (event) => this.up(event));
    on(map, "pointercancel", (event) => this.up(event));
    on(map, "pointerleave", () => this.player.hover(null));
    on(map, "wheel", (event) => this.wheel(event), { passive: false });
    on(map, "touchstart", (event) => this.touch(event), { passive: false });
    on(losses, "pointermove", (event) => this.overLosses(event, losses));
    on(losses, "pointerleave", () => this.player.hover(null));
    this.point();
  }

  point() {
    const held = this.gesture?.kind === "move" || this.gesture?.kind === "turn";
    if (this.map) this.map.style.cursor = held ? "grabbing" : this.moves || this.player.data.surface ? "grab" : "crosshair";
  }

  get hint() {
    const hints = matchMedia("(hover: none), (pointer: coarse)").matches ? FINGER_HINTS : HINTS;
    return this.player.data.surface ? hints.surface : hints.map;
  }

  toPoint(event) {
    return this.player.layer.toPoint(event, this.map);
  }

  down(event) {
    if (!this.player.layer.plot || event.button !== 0 || event.target.closest(CHART_BUTTONS)) return;
    const at = this.toPoint(event);
    if (!at.inside && !this.player.data.surface) return;
    this.pointers.set(event.pointerId, event);
    this.gesture = this.meant(event, at);
    this.point();
    if (this.gesture.kind === "tap" || this.gesture.kind === "pinch") return;
    event.preventDefault();
    this.map.setPointerCapture(event.pointerId);
    if (this.gesture.kind === "start") this.player.putStart(at);
  }

  meant(event, at) {
    if (this.player.data.surface) return { kind: "turn", last: event };
    if (this.pointers.size === 2) return { kind: "pinch", ...this.pinch() };
    if (this.moves || event.shiftKey) return { kind: "move", from: at };
    return { kind: event.pointerType === "touch" && !this.grasps(event) ? "tap" : "start" };
  }

  pointer(event) {
    if (!this.player.layer.plot) return;
    if (this.pointers.has(event.pointerId)) this.pointers.set(event.pointerId, event);
    const acts = {
      start: () => this.player.putStart(this.toPoint(event)),
      move: () => this.drag(event),
      pinch: () => this.spread(),
      turn: () => this.turn(event),
      tap: () => {},
    };
    if (this.gesture) acts[this.gesture.kind]();
    else this.overMap(event);
  }

  up(event) {
    this.pointers.delete(event.pointerId);
    if (this.gesture?.kind === "tap" && event.type === "pointerup") this.player.putStart(this.toPoint(event));
    this.gesture = null;
    this.point();
    this.player.draw();
  }

  // A finger on the start, or two anywhere, are ours; any other scrolls the page.
  touch(event) {
    if (!this.player.layer.plot) return;
    const ours = event.touches.length > 1 || this.moves || this.player.data.surface || this.grasps(event.touches[0]);
    if (ours && this.toPoint(event.touches[0]).inside) event.preventDefault();
  }

  grasps({ clientX, clientY }) {
    const outer = this.map.getBoundingClientRect();
    const [px, py] = this.player.layer.toPixel(...this.player.place);
    return Math.hypot(clientX - outer.left - px, clientY - outer.top - py) < GRASP_PX;
  }

  // The point that was taken stays under the pointer.
  drag(event) {
    const now = this.toPoint(event);
    this.player.shift(this.gesture.from.x - now.x, this.gesture.from.y - now.y);
  }

  turn(event) {
    const { last } = this.gesture;
    this.gesture.last = event;
    this.player.turn(event.clientX - last.clientX, event.clientY - last.clientY);
  }

  pinch() {
    const [a, b] = [...this.pointers.values()];
    const middle = { clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2 };
    const apart = Math.max(1, Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY));
    return { apart, middle: this.toPoint(middle) };
  }

  spread() {
    if (this.pointers.size < 2) return;
    const { apart, middle } = this.pinch();
    const by = this.gesture.apart / apart;
    this.gesture.apart = apart;
    this.player.look(scaled(this.player.layer.view, by, [middle.x, middle.y]));
  }

  wheel(event) {
    if (!(event.ctrlKey || event.metaKey) || !this.player.layer.plot || this.player.data.surface) return;
    event.preventDefault();
    const { x, y } = this.toPoint(event);
    this.player.look(scaled(this.player.layer.view, ZOOM_A_NOTCH ** event.deltaY, [x, y]));
  }

  arrowKey(event) {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    const { layer, data } = this.player;
    if (!by || !layer.view) return;
    event.preventDefault();
    if (data.surface) this.player.turn(20 * by[0], 20 * by[1]);
    else this.player.shift((by[0] * (layer.view[1] - layer.view[0])) / 10, (by[1] * (layer.view[3] - layer.view[2])) / 10);
  }

  // The racer and the step whose place is nearest to the pointer.
  overMap({ clientX, clientY, pointerType }) {
    if (!this.player.layer.paths || this.player.clock.playing || this.player.data.surface || pointerType === "touch") return;
    const outer = this.map.getBoundingClientRect();
    let best = { distance: NEAR_PX };
    this.player.layer.paths.forEach((places, racer) => {
      places.forEach(([x, y], step) => {
        const distance = Math.hypot(x - clientX + outer.left, y - clientY + outer.top);
        if (distance < best.distance) best = { distance, racer, step };
      });
    });
    this.player.hover(best.racer === undefined ? null : best);
  }

  overLosses(event, losses) {
    const inner = losses.querySelector(GROUND)?.getBoundingClientRect();
    if (!inner || this.player.clock.playing) return;
    const share = (event.clientX - inner.left) / inner.width;
    const outside = share < 0 || share > 1 || event.clientY < inner.top || event.clientY > inner.bottom;
    this.player.hover(outside ? null : { racer: this.lineAt(event, losses), step: this.player.frames.stopAt(share) });
  }

  // The racer whose loss is drawn nearest to the pointer.
  lineAt({ clientX, clientY }, losses) {
    const lines = [...losses.querySelectorAll(LOSS_LINES)];
    for (let off = 0; off <= NEAR_PX; off += 2) {
      for (const y of [clientY - off, clientY + off]) {
        const hit = lines.findIndex((line) =>
          line.isPointInStroke(new DOMPoint(clientX, y).matrixTransform(line.getScreenCTM().inverse())),
        );
        if (hit >= 0) return hit;
      }
    }
    return undefined;
  }
}

