// A map of runs: the bitmap that the server computes piece by piece, its axes and lines over it, and what a hand asks of it.
//
// A message asks for one thing: the next piece of a map, another window on it, or the run of a cell. Pieces are asked for only
// while nothing else is: who looks elsewhere has no work done for it.

import { drawn, made, onePerPlace, onPress, partsOf } from "./dom.js";
import { drawings, styled } from "./drawings.js";
import { mapAsk, mapPointed, slidersAnswered } from "./hosts.js";
import { drawAxes } from "./map_axes.js";
import { MapHand } from "./map_hand.js";
import { paint, table, unpacked } from "./map_picture.js";
import { CLOSER, ends, placed, widened, WHOLE } from "./map_view.js";
import { post } from "./post.js";
import { Turns } from "./turns.js";

const LETTER = 12; // px: of the axes, on a page that is not presented.
const LINE = 26; // px: how high a row of a sweep is, and what stands under the lowest.
const UNDER = 56;
const [NAMES, NUMBERS] = [152, 76]; // px: what stands left of the plot of a sweep and of a map.
const [BESIDE, LETTER_WIDE] = [38, 7]; // px: what stands beside its numbers, and how wide a digit is.
const REST_MS = 150; // A map that the sliders still change is not computed to its end.

class MapOfRuns {
  constructor(root) {
    Object.assign(this, { root, ...partsOf(root), cursor: null, stopped: false });
    this.bitmap = document.createElement("canvas");
    this.turns = new Turns({ send: (sent) => post(() => this.set("sent", sent)), follow: (turn) => slidersAnswered.send(`map ${turn}`) });
    this.hand = new MapHand(this);
    onPress(this.closer, () => this.look(widened(WHOLE, CLOSER)));
    onPress(this.wider, () => this.look(widened(WHOLE, 1 / CLOSER)));
    onPress(this.whole, () => this.lookAtAll());
    onPress(this.cancel, () => this.stop());
    new ResizeObserver(() => this.lay()).observe(this.frame);
  }

  receive(data, set) {
    this.set = set;
    const fresh = data.id !== this.data?.id;
    if (fresh) this.begin(data);
    this.data = data;
    this.write();
    this.turns.answered(data.turn, data.visit);
    // A window that could not be looked at is not seen either.
    if (!fresh && this.turns.quiet && !this.hand.busy && this.window !== WHOLE) {
      this.window = WHOLE;
      this.draw();
    }
    this.take(data.piece, data.id);
  }

  // Another map: what was seen of the last one stays under it until its first piece is there.
  begin(data) {
    clearTimeout(this.timer);
    const places = this.data && placed(this.data, data);
    const before = this.image && places ? { bitmap: copied(this.bitmap), places } : null;
    Object.assign(this.bitmap, { width: data.columns, height: data.rows });
    this.image = new ImageData(data.columns, data.rows);
    this.colors = table(data);
    Object.assign(this, { before, got: 0, stopped: false, window: WHOLE });
    // A cell of another window is another run.
    if (!this.data || !sameWindow(this.data, data)) this.cursor = null;
  }

  async take(piece, id) {
    if (piece.index > this.got) {
      // Shown anew in a session that is further.
      this.ask(this.got);
    } else if (piece.index === this.got) {
      const bytes = await unpacked(piece.bytes);
      // Meanwhile another map may have come, or this very piece.
      if (id !== this.data.id || piece.index !== this.got) return;
      paint(this.image.data, this.data, piece, bytes, this.colors);
      this.got += 1;
      this.before = null;
      this.bitmap.getContext("2d").putImageData(this.image, 0, 0);
      this.draw();
      this.rest();
    }
  }

  // The next piece, once nothing has changed for a moment.
  rest() {
    const left = this.data.pieces - this.got;
    this.progress.hidden = left === 0 || this.stopped || this.data.pieces < 4;
    this.done.value = this.got / this.data.pieces;
    this.frame.setAttribute("aria-busy", String(left > 0 && !this.stopped));
    clearTimeout(this.timer);
    if (left > 0 && !this.stopped) this.timer = setTimeout(() => this.ask(this.got), this.got === 1 ? REST_MS : 0);
  }

  ask(index) {
    if (this.turns.quiet) this.turns.put({ piece: [this.data.id, index] });
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    this.progress.hidden = true;
    this.frame.setAttribute("aria-busy", "false");
    this.pad.focus({ preventScroll: true });
  }

  // What is shown, as a drawing.
  drawing() {
    const { left: x, top: y, width, height } = this.plot;
    const drawing = styled(this.axes);
    for (const mark of drawing.querySelectorAll(".halo, .cursor, .here, .box")) mark.remove();
    drawing.prepend(drawn("image", { href: this.picture.toDataURL("image/png"), x, y, width, height }));
    const { clientWidth, clientHeight } = this.frame;
    drawing.setAttribute("width", clientWidth);
    drawing.setAttribute("height", clientHeight);
    return { drawing, width: clientWidth, height: clientHeight };
  }

  // Look at a window of shares; what is seen now is stretched until it is computed.
  look([x0, x1, y0, y1]) {
    const { across, up } = this.data;
    const [from, to] = ends(across, x0, x1);
    const [bottom, top] = this.data.low ? [up.low, up.high] : ends(up, y0, y1);
    if (!(from < to && bottom < top)) return;
    clearTimeout(this.timer);
    this.window = [x0, x1, ...(this.data.low ? [0, 1] : [y0, y1])];
    this.draw();
    this.turns.put({ window: [from, to, bottom, top] });
  }

  lookAtAll() {
    this.turns.put({ window: null });
  }

  open(cell) {
    this.turns.put({ open: cell });
  }

  // The run of a cell is asked for beside the map.
  point(cell) {
    this.cursor = cell;
    this.drawOver();
    this.say();
  }

  say() {
    if (this.cursor) mapPointed.send({ cell: this.cursor });
  }

  write() {
    const { legend, ends: [pale, deep], ramp, low, rows, said, hint, whole } = this.data;
    if (low) this.frame.style.height = `${LINE * rows + UNDER}px`;
    else this.frame.style.height = "";
    this.frame.classList.toggle("low", low);
    this.pad.setAttribute("aria-label", said);
    this.hint.textContent = hint[matchMedia("(hover: none), (pointer: coarse)").matches ? 1 : 0];
    this.whole.disabled = whole;
    const entries = legend.map(({ title, color }) => entryOf(title, color, ramp, pale, deep));
    const shades = legend.every(({ color }) => color) ? [made("span", "", `faint: ${pale}, full: ${deep}`)] : [];
    this.legend.replaceChildren(...entries, ...shades);
    this.lay();
  }

  lay() {
    const { width, height } = this.frame.getBoundingClientRect();
    if (!this.data || !width) return;
    this.em = parseFloat(getComputedStyle(this.axes).fontSize) / LETTER;
    const longest = Math.max(0, ...this.data.up.ticks.map(([, text]) => text.length));
    const numbers = Math.max(NUMBERS, BESIDE + LETTER_WIDE * longest);
    this.plot = { left: (this.data.low ? NAMES : numbers) * this.em, top: 8, width: 0, height: 0 };
    this.plot.width = Math.max(10, width - this.plot.left - 14);
    this.plot.height = Math.max(10, height - this.plot.top - 46 * this.em);
    for (const element of [this.picture, this.pad]) {
      for (const side of ["left", "top", "width", "height"]) element.style[side] = `${this.plot[side]}px`;
    }
    const density = window.devicePixelRatio || 1;
    this.picture.width = Math.round(this.plot.width * density);
    this.picture.height = Math.round(this.plot.height * density);
    this.draw();
  }

  draw() {
    if (!this.data || !this.plot) return;
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
    if (!this.plot) return;
    const still = this.window.every((side, k) => side === WHOLE[k]);
    drawAxes(this.axes, this.plot, { ...this.data, cursor: this.cursor, box: this.hand.box, still, em: this.em });
  }
}

const sameWindow = (before, now) =>
  before.columns === now.columns &&
  before.rows === now.rows &&
  ["across", "up"].every((side) => ["name", "low", "high", "spacing"].every((part) => before[side][part] === now[side][part]));

const copied = (canvas) => {
  const copy = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
  copy.getContext("2d").drawImage(canvas, 0, 0);
  return copy;
};

const entryOf = (title, color, ramp, pale, deep) => {
  const swatch = made("i", color ? "" : "ramp");
  swatch.style.background = color || `linear-gradient(to right, ${ramp.join(", ")})`;
  if (color) return made("span", "", swatch, title);
  return made("span", "", `${title}: ${pale} `, swatch, deep);
};

const mapOf = onePerPlace((root) => new MapOfRuns(root));

export default function ({ data, parentElement, setStateValue }) {
  const map = mapOf(parentElement);
  map.receive(data, setStateValue);
  drawings.set("map", () => (map.frame.isConnected && map.plot ? map.drawing() : null));
  const deaf = mapAsk.hear(() => map.say());
  const leave = map.turns.untilGone();
  return (again) => {
    deaf();
    leave();
    if (!again) clearTimeout(map.timer);
  };
}
