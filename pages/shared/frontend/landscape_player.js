// Which step of all racers is shown, which part of the map is seen, and where the start lies.
//
// The map and the losses are Vega's; over the map lies a layer of our own. Vega is told by two hidden inputs: what part of the
// map is seen, and which step the losses have come to. The server is told where the start was put and what is seen, but never
// faster than it answers (see turns.js). What follows from the descents takes its own time (see follow.js).

import { Clock, DESCENT_PACE } from "./clock.js";
import { onePerPlace, partsOf } from "./dom.js";
import { motionWanted } from "./greeting.js";
import { landscapeAsk, landscapeStep, slidersAnswered } from "./hosts.js";
import { arrowsAt } from "./landscape_arrows.js";
import { Charts } from "./landscape_charts.js";
import { Frames } from "./landscape_frames.js";
import { Hand } from "./landscape_hand.js";
import { Layer } from "./landscape_layer.js";
import { Surface } from "./landscape_surface.js";
import { Tools } from "./landscape_tools.js";
import { kept, same, shifted, startAt } from "./landscape_view.js";
import { post } from "./post.js";
import { Turns } from "./turns.js";

class Player {
  constructor(root) {
    this.parts = partsOf(root);
    this.layer = new Layer(root.querySelector(".key"));
    this.surface = new Surface();
    this.hand = new Hand(this);
    this.charts = new Charts({
      root,
      layer: this.layer,
      ours: [this.layer.element, this.surface.canvas],
      attached: (...charts) => this.hand.attach(...charts),
      settled: (plot) => this.settled(plot),
    });
    // Two messages at most are on their way: while the browser draws one answer the server makes the next. The turns of the
    // live sliders are others than these.
    this.turns = new Turns({
      send: (sent) => post(() => this.send(sent)),
      follow: (turn, more) => slidersAnswered.send({ turn: `map ${turn}`, more }),
      ahead: 2,
    });
    this.at = Infinity; // The step shown; at most the last one.
    this.hovered = null;
    const { play, scrub } = this.parts;
    this.clock = new Clock({
      ...DESCENT_PACE,
      glides: true,
      play,
      scrub,
      at: () => this.at,
      last: () => this.frames.steps,
      show: (at) => this.go(at),
    });
    this.tools = new Tools(root, this);
  }

  // --- what the server says ------------------------------------------------------------------------------------------

  receive(data, send) {
    // Another landscape, or a link, back or forward to another step. What played there plays no more.
    const another = this.data?.name !== data.name || this.data.opened !== data.opened;
    if (another) this.clock.stop();
    const [before, frames] = [this.frames, new Frames(data)];
    const opening = !before && data.opening && !globalThis.descentLabRaced;
    const atEnd = !before || this.at >= before.steps;
    const stood = before && before.stride !== frames.stride ? before.stepAt(this.at) : null;
    Object.assign(this, { data, frames, send });
    this.turns.answered(data.turn, data.visit);
    if (data.surface) this.surface.receive({ ...data.surface, heights: data.heights }, data.domain);
    this.tools.show(Boolean(data.surface));
    if (another) this.at = data.step === null ? Infinity : frames.stopOf(data.step);
    else if (atEnd) this.at = frames.steps;
    else if (stood !== null) this.at = frames.stopOf(stood);
    if (opening) [this.at, this.opens, this.untouched] = [0, true, true];
    this.at = Math.min(this.at, frames.steps);
    this.parts.scrub.max = frames.steps;
    if (!this.hand.gesture && this.turns.quiet) [this.place, this.wanted] = [data.start, data.view];
    this.charts.settle();
  }

  // --- what is seen --------------------------------------------------------------------------------------------------

  // The inside of the map lies there now, or there is none.
  settled(plot) {
    if (plot) {
      const { map } = this.charts;
      this.layer.plot = plot;
      map.style.position = "relative";
      if (this.layer.element.parentElement !== map) map.append(this.layer.element);
      if (!this.data.surface) this.surface.canvas.remove();
      else if (this.surface.canvas.parentElement !== map) map.append(this.surface.canvas);
      this.see();
    }
    this.draw();
    if (plot && this.opens) this.open();
  }

  // Once in a window the race runs by itself, to show what plays here; not where somebody wants no motion.
  open() {
    this.opens = false;
    globalThis.descentLabRaced = true;
    if (motionWanted()) this.clock.start();
  }

  // Tell Vega, and the server, what part of the map is seen.
  see() {
    const view = (this.layer.view = this.layer.fitted(this.wanted ?? this.data.domain, this.data.equal));
    this.layer.lay(this.frames.runs);
    this.charts.see(view);
    if (same(view, this.data.seen) || same(view, this.asked)) return;
    this.asked = view;
    this.turns.put({ seen: view, view: this.wanted ?? null });
  }

  look(wanted) {
    if (!this.layer.plot) return;
    this.wanted = wanted && kept(wanted, this.data.domain);
    this.see();
    this.turns.put({ seen: this.layer.view, view: this.wanted ?? null });
    this.draw();
  }

  // --- what the hand does --------------------------------------------------------------------------------------------

  shift(dx, dy) {
    this.look(shifted(this.layer.view, dx, dy));
  }

  putStart(point) {
    const put = startAt(point, this.layer.view, this.data.domain);
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

  go(at) {
    this.opens = this.untouched = false;
    if (this.clock.playing) this.hovered = null;
    this.at = at;
    this.draw();
  }

  // --- drawing -------------------------------------------------------------------------------------------------------

  draw() {
    const { data, frames, hovered, layer, charts } = this;
    const at = hovered ? hovered.step : this.at;
    const step = Math.floor(at);
    const alone = hovered?.racer;
    const k = frames.stepAt(step);
    this.name(step, k);
    charts.ring(frames.stepAt(at), data.racers.map((_, racer) => frames.heightAt(at, racer, data)));
    if (layer.plot && data.surface) {
      this.surface.draw(charts.map, frames, data, at, alone);
      layer.say([], this.hand.hint);
    } else if (layer.plot) {
      const held = this.hand.gesture?.kind === "start";
      const arrows = held ? [] : arrowsAt(frames, alone ?? data.selected, step, data);
      layer.draw({ ...data, steps: frames.steps, at, alone, arrows, held, start: this.place, hint: this.hand.hint });
    }
    charts.fade(at < frames.steps, alone);
    // Chosen is where it rests: not what is played through, nor the first step of a page that was just opened.
    const resting = !hovered && !this.clock.playing && !this.untouched;
    this.told = { step, k, frames: frames.table, steps: frames.steps, resting, racer: alone, opened: data.opened };
    this.tell();
  }

  // The step, beside the rail on which it is chosen.
  name(step, k) {
    const { last, stride } = this.frames;
    this.parts.scrub.value = step;
    this.parts.scrub.setAttribute("aria-valuetext", `step ${k} of ${last}`);
    this.parts.k.textContent = `k = ${k} of ${last}${stride > 1 ? `, a stop every ${stride}` : ""}`;
  }

  // The table shows the same step.
  tell() {
    const changed = !this.heard || Object.keys(this.told).some((name) => this.told[name] !== this.heard[name]);
    if (changed) landscapeStep.send(this.told);
    this.heard = this.told;
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
