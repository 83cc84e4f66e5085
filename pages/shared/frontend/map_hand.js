// The hand on a map: it points at a cell, opens it, draws a box to look into, and brings the map closer.

import { boxed, cellAt, CLOSER, widened, WHOLE } from "./map_view.js";

const ZOOM_A_NOTCH = 1.0015;
const SETTLE_MS = 140; // Of a wheel and of two fingers the window counts where they come to rest.

export class MapHand {
  constructor(map) {
    Object.assign(this, { map, pointers: new Map(), from: null, box: null });
    const on = (kind, handler, options) => map.pad.addEventListener(kind, handler, options);
    on("pointerdown", (event) => this.down(event));
    on("pointermove", (event) => this.move(event));
    on("pointerup", (event) => this.up(event));
    on("pointercancel", (event) => this.cancel(event));
    on("wheel", (event) => this.wheel(event), { passive: false });
    on("touchstart", (event) => event.touches.length > 1 && event.preventDefault(), { passive: false });
    on("keydown", (event) => this.key(event));
  }

  // Whether a window is being looked for that nobody was told of yet.
  get busy() {
    return Boolean(this.pinched || this.settling !== undefined);
  }

  // A place in the pad: in pixels, and in shares from the left and from the bottom.
  place({ clientX, clientY }) {
    const { left, top, width, height } = this.map.pad.getBoundingClientRect();
    return { px: [clientX - left, clientY - top], share: [(clientX - left) / width, 1 - (clientY - top) / height], size: { width, height } };
  }

  down(event) {
    if (event.button !== 0) return;
    this.pointers.set(event.pointerId, event);
    if (this.pointers.size === 2) {
      this.from = null;
      this.pinched = { apart: this.apart(), window: this.map.plot.window };
    } else {
      this.from = event;
      if (event.pointerType !== "touch") this.map.pad.setPointerCapture(event.pointerId);
    }
  }

  move(event) {
    if (this.pointers.has(event.pointerId)) this.pointers.set(event.pointerId, event);
    if (this.pinched) return this.pinch();
    if (!this.from) return event.pointerType === "touch" || this.point(event);
    if (event.pointerType === "touch") return undefined;
    const [a, b] = [this.place(this.from), this.place(event)];
    this.box = boxed(a.px, b.px, a.size);
    return this.map.plot.drawOver();
  }

  up(event) {
    this.pointers.delete(event.pointerId);
    if (this.pinched) return this.settle();
    if (!this.from) return undefined;
    const [a, b] = [this.place(this.from), this.place(event)];
    const window = boxed(a.px, b.px, a.size);
    this.from = this.box = null;
    if (event.pointerType === "touch") return window ? undefined : this.point(event);
    if (window) return this.map.look(window);
    this.point(event);
    return this.map.open(cellAt(b.share, this.map.data));
  }

  cancel(event) {
    this.pointers.delete(event.pointerId);
    Object.assign(this, { from: null, box: null });
    if (this.pinched) this.settle();
    this.map.plot.drawOver();
  }

  point(event) {
    const cell = cellAt(this.place(event).share, this.map.data);
    if (String(cell) !== String(this.map.cursor)) this.map.point(cell);
  }

  apart() {
    const [a, b] = [...this.pointers.values()];
    return Math.max(1, Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY));
  }

  pinch() {
    if (this.pointers.size < 2) return;
    const [a, b] = [...this.pointers.values()].map((event) => this.place(event).share);
    const middle = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
    this.preview(widened(this.pinched.window, this.pinched.apart / this.apart(), middle));
  }

  settle() {
    if (this.pointers.size > 1) return;
    this.pinched = null;
    this.pointers.clear();
    this.map.look(this.map.plot.window);
  }

  preview(window) {
    this.map.plot.look(window);
  }

  wheel(event) {
    if (!(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    const [x0, x1, y0, y1] = this.map.plot.window;
    const { share } = this.place(event);
    const middle = [x0 + share[0] * (x1 - x0), y0 + share[1] * (y1 - y0)];
    this.preview(widened(this.map.plot.window, ZOOM_A_NOTCH ** event.deltaY, middle));
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      this.settling = undefined;
      this.map.look(this.map.plot.window);
    }, SETTLE_MS);
  }

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const { columns, rows } = this.map.data;
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    const [column, row] = this.map.cursor ?? [Math.floor(columns / 2), Math.floor(rows / 2)];
    if (by) {
      const far = event.shiftKey ? 10 : 1;
      const within = (value, count) => Math.min(Math.max(value, 0), count - 1);
      this.map.point([within(column + far * by[0], columns), within(row + far * by[1], rows)]);
    } else if (event.key === "Enter") this.map.open([column, row]);
    else if (event.key === "0") this.map.lookAtAll();
    else if ("+=-".includes(event.key)) {
      const middle = this.map.cursor ? [(column + 0.5) / columns, (row + 0.5) / rows] : undefined;
      this.map.look(widened(WHOLE, event.key === "-" ? 1 / CLOSER : CLOSER, middle));
    } else return;
    event.preventDefault();
  }
}
