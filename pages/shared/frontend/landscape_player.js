// Which step of all racers is shown, which part of the map is seen, and where the start lies.
//
// The map and the losses are Vega's; over the map lies a layer of our own. Vega is told by two hidden inputs: what part of the
// map is seen, and which step the losses have come to. The server is told where the start was put and what is seen, but never
// faster than it answers (see turns.js). What follows from the descents takes its own time (see follow.js).

import { onPress, onePerPlace, partsOf } from "./dom.js";
import { byFinger } from "./finger.js";
import { LOSSES, LOSS_LINES, MAP, PATH_LINES, inputOf, landscapeAsk, landscapeStep, slidersAnswered, tellVega } from "./hosts.js";
import { Hand, scaled, within } from "./landscape_hand.js";
import { Layer } from "./landscape_layer.js";
import { Surface } from "./landscape_surface.js";
import { post } from "./post.js";
import { Turns } from "./turns.js";

const SECONDS_TO_PLAY = 8;
const MOST_STEPS_A_SECOND = 60;
const NARROWEST = 1e-4; // Of the map's width: closer than that a float32 path shows its digits.
const ZOOM = 1.5;
const TURN_PX = 60;

// Whether two rectangles are the same, to a pixel.
const same = (a, b) =>
  Boolean(a && b) && a.every((side, k) => Math.abs(side - b[k]) <= 1e-3 * Math.abs(b[k < 2 ? 1 : 3] - b[k < 2 ? 0 : 2]));

class Player {
  constructor(root) {
    this.root = root;
    this.parts = partsOf(root);
    this.layer = new Layer(root.querySelector(".key"));
    this.surface = new Surface();
    this.hand = new Hand(this);
    // Two messages at most are on their way: while the browser draws one answer the server makes the next. The turns of the
    // live sliders are others than these.
    this.turns = new Turns({
      send: (sent) => post(() => this.send(sent)),
      follow: (turn) => slidersAnswered.send(`map ${turn}`),
      ahead: 2,
    });
    this.at = Infinity; // The step shown; at most the last one.
    this.hovered = null;
    this.playing = null;
    const { play, scrub, move, closer, wider, whole, left, right } = this.parts;
    byFinger(scrub);
    scrub.addEventListener("input", () => {
      this.stop();
      this.go(Number(scrub.value));
    });
    onPress(play, () => (this.playing ? this.stop() : this.start()));
    onPress(move, () => this.moving(!this.hand.moves));
    onPress(closer, () => this.look(scaled(this.layer.view, 1 / ZOOM)));
    onPress(wider, () => this.look(scaled(this.layer.view, ZOOM)));
    onPress(whole, () => this.look(null));
    onPress(left, () => this.turn(-TURN_PX, 0));
    onPress(right, () => this.turn(TURN_PX, 0));
    root.querySelector(".tools").addEventListener("keydown", (event) => this.hand.arrowKey(event));
    // Not what we change ourselves, or this would never end.
    const ours = [this.layer.element, this.surface.canvas];
    const theirs = ({ target, addedNodes }) => !this.layer.element.contains(target) && !ours.includes(addedNodes[0]);
    this.changed = new MutationObserver((changes) => changes.some(theirs) && this.soon());
    this.resized = new ResizeObserver(() => this.soon());
  }

  // --- what the server says ------------------------------------------------------------------------------------------

  receive(described, send) {
    // Of a long run the server sends every so many-th step. What is a step here is then such a stop; `last` is the last step.
    const data = { ...described, last: described.steps, steps: Math.ceil(described.steps / described.stride) };
    const another = this.data?.name !== data.name;
    const atEnd = !this.data || this.at >= this.data.steps;
    const stood = this.data && this.data.stride !== data.stride ? this.stepAt(this.at) : null;
    this.data = data;
    this.columns = {};
    this.send = send;
    this.turns.answered(data.turn, data.visit);
    this.show(data.surface);
    if (another) this.at = data.step === null ? Infinity : Math.round(data.step / data.stride);
    else if (atEnd) this.at = data.steps;
    else if (stood !== null) this.at = Math.round(stood / data.stride);
    this.at = Math.min(this.at, data.steps);
    this.parts.scrub.max = data.steps;
    if (!this.hand.gesture && this.turns.quiet) [this.place, this.wanted] = [data.start, data.view];
    this.runs = data.racers.map((_, racer) =>
      Array.from({ length: data.steps + 1 }, (_, step) => [this.number("x", racer, step), this.number("y", racer, step)]),
    );
    this.settle();
  }

  // Either the map or the surface, and the buttons that go with it.
  show(surface) {
    const { move, closer, wider, whole, left, right } = this.parts;
    for (const button of [move, closer, wider, whole]) button.hidden = Boolean(surface);
    for (const button of [left, right]) button.hidden = !surface;
    if (surface) this.surface.receive({ ...surface, heights: this.data.heights }, this.data.domain);
    this.hand.point();
  }

  number(name, racer, step) {
    this.columns[name] ??= this.data.frames.getChild(name).toArray();
    return this.columns[name][racer * (this.data.steps + 1) + step];
  }

  // The step from a row to the next.
  moved(racer, step) {
    if (this.data.stride > 1) return ["moved_x", "moved_y"].map((name) => this.number(name, racer, step));
    const [here, next] = this.runs[racer].slice(step, step + 2);
    return next ? [next[0] - here[0], next[1] - here[1]] : [NaN, NaN];
  }

  // The step of the run at a stop, or between two.
  stepAt(stop) {
    return Math.min(this.data.last, stop * this.data.stride);
  }

  // The stop nearest to a place on the losses' axis, from 0 to 1.
  stopAt(share) {
    return Math.min(this.data.steps, Math.round((share * this.data.last) / this.data.stride));
  }

  // --- where things are ----------------------------------------------------------------------------------------------

  // Once a frame, and only where something lies elsewhere than before.
  soon() {
    cancelAnimationFrame(this.settling);
    this.settling = requestAnimationFrame(() => {
      const [lies, before] = [Layer.measured(document.querySelector(MAP)), this.layer.plot];
      const moved = !lies || !before || Object.keys(lies).some((side) => lies[side] !== before[side]);
      const gone = this.layer.element.parentElement !== this.map || document.querySelector(LOSSES) !== this.losses;
      if (moved || gone) this.settle();
    });
  }

  // Charts come late, and are built anew with another theme: find them, and lay everything out again.
  settle() {
    clearTimeout(this.again);
    const [map, losses] = [document.querySelector(MAP), document.querySelector(LOSSES)];
    if (map !== this.map || losses !== this.losses) this.attach(map, losses);
    const plot = Layer.measured(map);
    if ((!plot || !losses) && this.root.isConnected) this.again = setTimeout(() => this.settle(), 100);
    if (plot) {
      this.layer.plot = plot;
      map.style.position = "relative";
      if (this.layer.element.parentElement !== map) map.append(this.layer.element);
      if (!this.data.surface) this.surface.canvas.remove();
      else if (this.surface.canvas.parentElement !== map) map.append(this.surface.canvas);
      this.see();
    }
    this.draw();
  }

  attach(map, losses) {
    this.changed.disconnect();
    this.resized.disconnect();
    this.listening?.abort();
    this.listening = new AbortController();
    [this.map, this.losses] = [map, losses];
    for (const chart of [map, losses].filter(Boolean)) {
      this.changed.observe(chart, { childList: true, subtree: true });
      this.resized.observe(chart);
    }
    this.hand.attach(map, losses, this.listening.signal);
  }

  // Tell Vega, and the server, what part of the map is seen.
  see() {
    this.layer.view = this.layer.fitted(this.wanted ?? this.data.domain, this.data.equal);
    this.layer.lay(this.runs);
    tellVega(inputOf(this.map, "view"), this.layer.view.join(" "));
    if (same(this.layer.view, this.data.seen) || same(this.layer.view, this.asked)) return;
    this.asked = this.layer.view;
    this.turns.put({ seen: this.layer.view, view: this.wanted ?? null });
  }

  look(wanted) {
    if (!this.layer.plot) return;
    this.wanted = wanted && this.kept(wanted);
    this.see();
    this.turns.put({ seen: this.layer.view, view: this.wanted ?? null });
    this.draw();
  }

  shift(dx, dy) {
    const [x0, x1, y0, y1] = this.layer.view;
    this.look([x0 + dx, x1 + dx, y0 + dy, y1 + dy]);
  }

  // As much of it as lies on the map, in digits that can be told apart; null where that is all of it.
  kept(view) {
    const sides = [0, 2].flatMap((k) => {
      const [low, high] = this.data.domain.slice(k, k + 2);
      const size = within(view[k + 1] - view[k], NARROWEST * (high - low), high - low);
      const from = within((view[k] + view[k + 1] - size) / 2, low, high - size);
      const digits = within(Math.ceil(4 - Math.log10(size)), 0, 15);
      return [from, from + size].map((side) => within(Number(side.toFixed(digits)), low, high));
    });
    return same(sides, this.data.domain) ? null : sides;
  }

  // --- what the hand does --------------------------------------------------------------------------------------------

  moving(on) {
    this.hand.moves = on;
    this.parts.move.setAttribute("aria-pressed", on);
    this.hand.point();
  }

  // A start within the problem's own range, rounded to what can be told apart on the map.
  putStart({ x, y }) {
    const [x0, x1, y0, y1] = this.data.domain;
    const { view } = this.layer;
    const round = (value, size) => Number(value.toFixed(within(Math.ceil(2.5 - Math.log10(size)), 0, 12)));
    const put = [within(round(x, view[1] - view[0]), x0, x1), within(round(y, view[3] - view[2]), y0, y1)];
    if (put[0] === this.place[0] && put[1] === this.place[1]) return;
    this.place = put;
    this.hovered = null;
    this.turns.put({ start: this.place });
    this.draw();
  }

  turn(dx, dy) {
    this.surface.turn(dx, dy);
    this.draw();
  }

  hover(hovered) {
    if (!hovered && !this.hovered) return;
    this.hovered = hovered;
    this.draw();
  }

  // --- playing -------------------------------------------------------------------------------------------------------

  start() {
    this.hovered = null;
    if (this.at >= this.data.steps) this.at = 0;
    const [begun, from] = [performance.now(), this.at];
    const speed = within(this.data.steps / SECONDS_TO_PLAY, 4, MOST_STEPS_A_SECOND);
    const frame = (now) => {
      this.go(from + Math.max(0, ((now - begun) / 1000) * speed));
      if (this.at >= this.data.steps || !this.root.isConnected) this.stop();
      else this.playing = requestAnimationFrame(frame);
    };
    this.playing = requestAnimationFrame(frame);
    this.parts.play.textContent = "❚❚ Pause";
    this.parts.play.setAttribute("aria-pressed", "true");
  }

  stop() {
    if (!this.playing) return;
    cancelAnimationFrame(this.playing);
    this.playing = null;
    this.go(Math.floor(this.at));
    this.parts.play.textContent = "▶ Play";
    this.parts.play.setAttribute("aria-pressed", "false");
  }

  go(step) {
    this.at = within(step, 0, this.data.steps);
    this.draw();
  }

  // --- drawing -------------------------------------------------------------------------------------------------------

  draw() {
    const { data, hovered, layer } = this;
    const at = hovered ? hovered.step : this.at;
    const step = Math.floor(at);
    this.parts.scrub.value = step;
    this.parts.scrub.setAttribute("aria-valuetext", `step ${this.stepAt(step)} of ${data.last}`);
    const stops = data.stride > 1 ? `, a stop every ${data.stride}` : "";
    this.parts.k.textContent = `k = ${this.stepAt(step)} of ${data.last}${stops}`;
    this.tellLosses(at);
    const alone = hovered?.racer;
    if (layer.plot && data.surface) {
      this.surface.draw(this, at, alone);
      layer.say([], this.hand.hint);
    } else if (layer.plot) {
      const held = this.hand.gesture?.kind === "start";
      const arrows = held ? [] : this.arrows(alone ?? data.selected, step);
      layer.draw({ ...data, at, alone, arrows, held, start: this.place, hint: this.hand.hint });
    }
    this.fade(at < data.steps, alone);
    this.told = { step, k: this.stepAt(step), frames: data.frames, steps: data.steps, hovered: Boolean(hovered), racer: alone };
    this.tell();
  }

  // The table shows the same step.
  tell() {
    const changed = !this.heard || Object.keys(this.told).some((name) => this.told[name] !== this.heard[name]);
    if (changed) landscapeStep.send(this.told);
    this.heard = this.told;
  }

  // The gradient, what the rule remembers, and the step, at a racer's place.
  arrows(racer, step) {
    const vector = (name, sign = 1) => [sign * this.number(`${name}_x`, racer, step), sign * this.number(`${name}_y`, racer, step)];
    const from = [this.number("x", racer, step), this.number("y", racer, step)];
    const { color, memory } = this.data.racers[racer];
    const { ink, violet } = this.data;
    const velocity = memory === "velocity";
    const remembered = velocity
      ? { by: vector("memory"), color: violet, label: "velocity" }
      : { by: vector("memory", -1), color: violet, label: "− first moment, its direction", pointing: true };
    return [
      { by: vector("gradient", -1), color: ink, label: "− gradient, its direction", pointing: true },
      ...(memory ? [remembered] : []),
      { by: this.moved(racer, step), color, label: "the step taken", wide: true },
    ]
      .map((arrow) => ({ ...arrow, from }))
      .filter(({ by }) => [...from, ...by].every(Number.isFinite) && Math.hypot(...by) > 0);
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

  // The step and the height of every racer's dot on the losses, between two steps on the straight line that is drawn.
  tellLosses(at) {
    const step = Math.floor(at);
    const log = this.data.scale === "log";
    const height = (racer, k) => {
      const value = k <= this.data.steps ? this.number("loss", racer, k) - (log ? this.data.ground : 0) : NaN;
      return log ? (value > 0 ? Math.log(value) : NaN) : value;
    };
    const heights = this.data.racers.map((_, racer) => {
      const here = height(racer, step);
      const next = at > step ? height(racer, step + 1) : here;
      const value = here + (at - step) * (next - here || 0);
      return Number.isFinite(value) ? (log ? Math.exp(value) : value) : "-";
    });
    tellVega(inputOf(this.losses, "here"), [this.stepAt(at), ...heights].join(" "));
  }
}

const playerOf = onePerPlace((root) => new Player(root));

export default function ({ data, parentElement, setStateValue }) {
  const player = playerOf(parentElement);
  const deaf = landscapeAsk.hear(() => {
    player.heard = null;
    player.tell();
  });
  player.receive(data, (sent) => setStateValue("sent", sent));
  const forgetting = player.turns.untilGone();
  return () => {
    deaf();
    forgetting();
  };
}
