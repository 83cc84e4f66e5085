// The plot of a map: a bitmap in its frame, stretched to the window that is looked at, and the axes over it.

import { drawn, made } from "./dom.js";
import { styled } from "./drawings.js";
import { SWEEP, sweepGround } from "./hosts.js";
import { drawAxes } from "./map_axes.js";
import { placed, WHOLE } from "./map_view.js";

const LETTER = 12; // px: of the axes, on a page that is not presented.
const LINE = 18; // px: how high a row of a sweep is, and what stands under the lowest.
const UNDER = 56;
const [NAMES, NUMBERS, FEW_NUMBERS] = [152, 76, 66]; // px: what stands left of the plot of a sweep, of a map, and on a phone.
const PHONE = 420; // px: so wide is a frame there at most.
const END = 14; // px: what stands right of it.
const [BESIDE, LETTER_WIDE] = [38, 7]; // px: what stands beside its numbers, and how wide a digit is.
// What is there for the hand alone, and is not saved.
const FOR_THE_HAND = ".halo, .cursor, .here, .box";

export class Plot {
  // `over` says what lies over the map: { cursor, box }.
  constructor({ frame, picture, axes, pad }, over) {
    Object.assign(this, { frame, picture, axes, pad, over, bitmap: made("canvas"), window: WHOLE });
    new ResizeObserver(() => this.lay()).observe(frame);
    // What Vega draws over a strip it draws when it likes.
    this.above = new MutationObserver(() => this.follow());
  }

  // Another map: what was seen of the last one stays until its first piece is there.
  begin(data) {
    if (this.full) this.before = { bitmap: copied(this.bitmap), of: this.data };
    const places = this.before && placed(this.before.of, data);
    this.before = places ? { ...this.before, places } : null;
    Object.assign(this.bitmap, { width: data.columns, height: data.rows });
    Object.assign(this, { full: false, window: WHOLE });
  }

  // The cells that are there, as an image.
  fill(image) {
    this.before = null;
    this.full = true;
    this.bitmap.getContext("2d").putImageData(image, 0, 0);
    this.draw();
  }

  show(data) {
    this.data = data;
    this.frame.classList.toggle("low", data.low);
    this.pad.setAttribute("aria-label", data.said);
    this.above.disconnect();
    const above = data.low && document.querySelector(SWEEP);
    if (above) this.above.observe(above, { childList: true, subtree: true });
    this.lay();
  }

  // A strip lies under the picture of its losses, from its left to its right.
  follow() {
    const { left, width } = this.sides();
    if (this.place && (left !== this.place.left || width !== this.place.width)) this.lay();
  }

  sides() {
    const frame = this.frame.getBoundingClientRect();
    const over = this.data.low && sweepGround()?.getBoundingClientRect();
    if (over?.width) return { left: over.left - frame.left, width: over.width };
    const longest = Math.max(0, ...this.data.up.ticks.map(([, text]) => text.length));
    const numbers = Math.max(frame.width < PHONE ? FEW_NUMBERS : NUMBERS, BESIDE + LETTER_WIDE * longest);
    const left = (this.data.low ? NAMES : numbers) * this.em;
    return { left, width: Math.max(10, frame.width - left - END) };
  }

  look(window) {
    this.window = window;
    this.draw();
  }

  lay() {
    if (!this.data || !this.frame.clientWidth) return;
    this.em = parseFloat(getComputedStyle(this.axes).fontSize) / LETTER;
    const { low, rows } = this.data;
    this.frame.style.height = low ? `${(LINE * rows + UNDER) * this.em}px` : "";
    const top = 8;
    this.place = { ...this.sides(), top, height: Math.max(10, this.frame.clientHeight - top - 46 * this.em) };
    for (const element of [this.picture, this.pad]) {
      for (const side of ["left", "top", "width", "height"]) element.style[side] = `${this.place[side]}px`;
    }
    const density = window.devicePixelRatio || 1;
    this.picture.width = Math.round(this.place.width * density);
    this.picture.height = Math.round(this.place.height * density);
    this.draw();
  }

  draw() {
    if (!this.data || !this.place) return;
    const paper = this.picture.getContext("2d");
    const { width, height } = this.picture;
    const [x0, x1, y0, y1] = this.window;
    paper.clearRect(0, 0, width, height);
    paper.imageSmoothingEnabled = this.data.columns > width;
    const put = (bitmap, [a, b, c, d]) => {
      const at = (value, from, to) => (value - from) / (to - from);
      const [left, right] = [at(a, x0, x1) * width, at(b, x0, x1) * width];
      const [bottom, top] = [at(c, y0, y1) * height, at(d, y0, y1) * height];
      paper.drawImage(bitmap, left, height - top, right - left, top - bottom);
    };
    if (this.before) put(this.before.bitmap, this.before.places);
    else put(this.bitmap, WHOLE);
    this.drawOver();
  }

  drawOver() {
    if (!this.place) return;
    const still = this.window.every((side, k) => side === WHOLE[k]);
    drawAxes(this.axes, this.place, { ...this.data, ...this.over(), still, em: this.em });
  }

  // What is shown, as a drawing to be saved; null where nothing is.
  drawing() {
    if (!this.frame.isConnected || !this.place) return null;
    const { left: x, top: y, width, height } = this.place;
    const drawing = styled(this.axes);
    for (const mark of drawing.querySelectorAll(FOR_THE_HAND)) mark.remove();
    drawing.prepend(drawn("image", { href: this.picture.toDataURL("image/png"), x, y, width, height }));
    const { clientWidth, clientHeight } = this.frame;
    drawing.setAttribute("width", clientWidth);
    drawing.setAttribute("height", clientHeight);
    return { drawing, width: clientWidth, height: clientHeight };
  }
}

const copied = (canvas) => {
  const copy = Object.assign(made("canvas"), { width: canvas.width, height: canvas.height });
  copy.getContext("2d").drawImage(canvas, 0, 0);
  return copy;
};
