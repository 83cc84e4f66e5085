// Which step of all racers is shown, which part of the map is seen, and where the start lies.
//
// The map and the losses are Vega's; over the map lies a layer of our own with what moves by the frame: trails, dots, the
// arrows of the chosen racer and the start under the hand. Vega is told by two hidden inputs: what part of the map is seen,
// and which step the losses have come to. The server is told where the start was put and what is seen, but never faster
// than it answers, as by the live sliders.

const MAP = ".st-key-landscape_map [data-testid=stVegaLiteChart]";
const LOSSES = ".st-key-landscape_losses [data-testid=stVegaLiteChart]";
const SVG = "http://www.w3.org/2000/svg";
const SECONDS_TO_PLAY = 8;
const MOST_STEPS_A_SECOND = 60;
const NEAR_PX = 14; // So near to a path the pointer means it.
const GRASP_PX = 34; // So near to the start a finger takes it; farther off it scrolls the page.
const ARROW_PX = 52; // Arrows that only point are as long as this.
const NARROWEST = 1e-4; // Of the map's width: more than that a float32 path shows its digits.
const FURTHEST = 1e4; // What lies farther off, in pixels, is drawn as far off as this: browsers draw no line to 1e30.
const PLAYERS = new WeakMap();

const drawn = (kind, attributes = {}) => {
  const element = document.createElementNS(SVG, kind);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};
const near = (a, b, size) => Math.abs(a - b) <= 1e-3 * Math.abs(size);
const same = (a, b) => a && b && near(a[0], b[0], b[1] - b[0]) && near(a[1], b[1], b[1] - b[0]) &&
  near(a[2], b[2], b[3] - b[2]) && near(a[3], b[3], b[3] - b[2]);
const within = (value, low, high) => Math.min(Math.max(value, low), high);

// A rectangle as much larger, about its middle.
const scaled = ([x0, x1, y0, y1], by, [cx, cy] = [(x0 + x1) / 2, (y0 + y1) / 2]) =>
  [cx + (x0 - cx) * by, cx + (x1 - cx) * by, cy + (y0 - cy) * by, cy + (y1 - cy) * by];

class Player {
  constructor(root) {
    for (const id of ["play", "scrub", "k", "move", "closer", "wider", "whole", "left", "right"]) this[`$${id}`] = root.querySelector(`#${id}`);
    this.key = root.querySelector(".key");
    this.post = new Post();
    this.layer = drawn("svg", { "aria-hidden": "true" });
    this.layer.style.cssText = "position:absolute;left:0;top:0;width:100%;height:100%;pointer-events:none;overflow:hidden";
    this.surface = new Surface();
    this.at = Infinity; // The step shown; at most the last one.
    this.hovered = null;
    this.playing = null;
    this.gesture = null;
    this.pointers = new Map();
    this.$scrub.addEventListener("input", () => {
      this.stop();
      this.go(Number(this.$scrub.value));
    });
    this.$play.addEventListener("click", () => (this.playing ? this.stop() : this.start()));
    this.$move.addEventListener("click", () => this.moving(!this.moves));
    this.$closer.addEventListener("click", () => this.look(scaled(this.view, 1 / 1.5)));
    this.$wider.addEventListener("click", () => this.look(scaled(this.view, 1.5)));
    this.$whole.addEventListener("click", () => this.look(null));
    this.$left.addEventListener("click", () => this.turnBy(-60, 0));
    this.$right.addEventListener("click", () => this.turnBy(60, 0));
    root.querySelector(".tools").addEventListener("keydown", (event) => this.arrowKey(event));
    this.changed = new MutationObserver((changes) => {
      // Not those of our own layer, or this would never end.
      const ours = [this.layer, this.surface.canvas];
      if (changes.some(({ target, addedNodes }) => !this.layer.contains(target) && !ours.includes(addedNodes[0]))) this.soon();
    });
    this.resized = new ResizeObserver(() => this.soon());
  }

  // Whether a drag moves the map instead of the start.
  get moves() {
    return this.$move.getAttribute("aria-pressed") === "true";
  }

  moving(on) {
    this.$move.setAttribute("aria-pressed", on);
    if (this.map) this.map.style.cursor = on ? "grab" : "crosshair";
  }

  // --- what the server says ------------------------------------------------------------------------------------------

  receive(data, send) {
    const another = this.data?.name !== data.name;
    const atEnd = !this.data || this.at >= this.data.steps;
    this.data = data;
    this.post.send = send;
    this.post.answered(data.turn, this.gesture !== null);
    this.columns = {};
    for (const name of ["x", "y", "loss", "gradient_x", "gradient_y", "memory_x", "memory_y", "moved_x", "moved_y"]) {
      this.columns[name] = data.frames.getChild(name);
    }
    for (const each of [this.$move, this.$closer, this.$wider, this.$whole]) each.hidden = Boolean(data.surface);
    for (const each of [this.$left, this.$right]) each.hidden = !data.surface;
    if (data.surface) this.surface.receive({ ...data.surface, heights: data.heights }, data.domain);
    if (another) this.at = data.step ?? Infinity;
    else if (atEnd) this.at = data.steps;
    this.at = Math.min(this.at, data.steps);
    this.$scrub.max = data.steps;
    if (!this.gesture && !this.post.busy) this.place = data.start;
    if (another || (!this.gesture && !this.post.busy)) this.wanted = data.view;
    this.settle();
  }

  number(name, racer, step) {
    const value = this.columns[name].get(racer * (this.data.steps + 1) + step);
    return value === null ? NaN : Number(value);
  }

  // --- where things are ----------------------------------------------------------------------------------------------

  // Once a frame, and only where something lies elsewhere than before.
  soon() {
    cancelAnimationFrame(this.settling);
    this.settling = requestAnimationFrame(() => {
      const lies = this.measured();
      const moved = !lies || !this.plot || Object.keys(lies).some((side) => lies[side] !== this.plot[side]);
      if (moved || this.layer.parentElement !== this.map || document.querySelector(LOSSES) !== this.losses) this.settle();
    });
  }

  // Where the map's inside lies on its chart, in pixels.
  measured() {
    const ground = document.querySelector(MAP)?.querySelector(".role-frame.root path.background");
    if (!ground) return null;
    const [outer, inner] = [ground.closest("[data-testid=stVegaLiteChart]").getBoundingClientRect(), ground.getBoundingClientRect()];
    return { left: inner.left - outer.left, top: inner.top - outer.top, width: inner.width, height: inner.height };
  }

  // Charts come late, and are built anew with another theme: find them, and lay everything out again.
  settle() {
    const map = document.querySelector(MAP);
    const losses = document.querySelector(LOSSES);
    if (map !== this.map || losses !== this.losses) {
      this.attach(map, losses);
    }
    clearTimeout(this.again);
    const lies = this.measured();
    if (!lies || !losses) this.again = setTimeout(() => this.settle(), 100);
    if (!lies) return this.draw();
    this.plot = lies;
    if (this.layer.parentElement !== map) {
      map.style.position = "relative";
      map.append(this.layer);
    }
    if (!this.data.surface) this.surface.canvas.remove();
    else if (this.surface.canvas.parentElement !== map) map.append(this.surface.canvas);
    this.seen(this.wanted ?? this.data.domain);
    return this.draw();
  }

  attach(map, losses) {
    this.changed.disconnect();
    this.resized.disconnect();
    this.listening?.abort();
    this.listening = new AbortController();
    const { signal } = this.listening;
    [this.map, this.losses] = [map, losses];
    const on = (element, kind, handler, options = {}) => element.addEventListener(kind, handler, { signal, ...options });
    for (const chart of [map, losses].filter(Boolean)) {
      this.changed.observe(chart, { childList: true, subtree: true });
      this.resized.observe(chart);
    }
    if (map) {
      this.moving(this.moves);
      on(map, "pointerdown", (event) => this.down(event));
      on(map, "pointermove", (event) => this.pointer(event));
      on(map, "pointerup", (event) => this.up(event));
      on(map, "pointercancel", (event) => this.up(event));
      on(map, "pointerleave", () => this.hover(null));
      on(map, "wheel", (event) => this.wheel(event), { passive: false });
      on(map, "touchstart", (event) => this.touch(event), { passive: false });
    }
    if (losses) {
      on(losses, "pointermove", (event) => this.overLosses(event));
      on(losses, "pointerleave", () => this.hover(null));
    }
  }

  // The part of the map that is seen: what is wanted, and as much more as equal units need.
  seen(wanted) {
    const { width, height } = this.plot;
    let [x0, x1, y0, y1] = wanted;
    if (this.data.equal) {
      const unit = Math.max((x1 - x0) / width, (y1 - y0) / height);
      const [cx, cy] = [(x0 + x1) / 2, (y0 + y1) / 2];
      [x0, x1, y0, y1] = [cx - (unit * width) / 2, cx + (unit * width) / 2, cy - (unit * height) / 2, cy + (unit * height) / 2];
    }
    this.view = [x0, x1, y0, y1];
    this.pixels = null;
    this.write(this.map, "view", this.view.join(" "));
    if (!same(this.view, this.data.seen) && !same(this.view, this.asked)) {
      this.asked = this.view;
      this.post.put({ seen: this.view, view: this.wanted ?? null });
    }
  }

  look(wanted) {
    if (!this.plot) return;
    this.wanted = wanted && this.kept(wanted);
    this.seen(this.wanted ?? this.data.domain);
    this.post.put({ seen: this.view, view: this.wanted ?? null });
    this.draw();
  }

  // A part of the map, in digits that can be told apart; all of it where it would be more.
  kept(view) {
    const { domain } = this.data;
    const sides = [0, 2].map((k) => {
      const [low, high] = domain.slice(k, k + 2);
      const size = within(view[k + 1] - view[k], NARROWEST * (high - low), high - low);
      const from = within((view[k] + view[k + 1] - size) / 2, low, high - size);
      const digits = within(Math.ceil(4 - Math.log10(size)), 0, 15);
      return size >= high - low ? [low, high] : [Math.max(low, Number(from.toFixed(digits))), Math.min(high, Number((from + size).toFixed(digits)))];
    });
    return same(sides.flat(), domain) ? null : sides.flat();
  }

  write(chart, name, text) {
    const input = chart?.querySelector(`.vega-bindings input[name=${name}]`);
    if (!input || input.value === text) return;
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  toPixel(x, y) {
    const [x0, x1, y0, y1] = this.view;
    const { left, top, width, height } = this.plot;
    const px = left + ((x - x0) / (x1 - x0)) * width;
    const py = top + ((y1 - y) / (y1 - y0)) * height;
    return [within(px, -FURTHEST, FURTHEST), within(py, -FURTHEST, FURTHEST)];
  }

  toPoint(event) {
    const outer = this.map.getBoundingClientRect();
    const { left, top, width, height } = this.plot;
    const [x0, x1, y0, y1] = this.view;
    const across = (event.clientX - outer.left - left) / width;
    const up = 1 - (event.clientY - outer.top - top) / height;
    return { x: x0 + across * (x1 - x0), y: y0 + up * (y1 - y0), inside: across >= 0 && across <= 1 && up >= 0 && up <= 1 };
  }

  // --- the hand on the map -------------------------------------------------------------------------------------------

  down(event) {
    if (!this.plot || event.button !== 0 || event.target.closest("button, summary, input")) return;
    const at = this.toPoint(event);
    if (!at.inside) return;
    this.pointers.set(event.pointerId, event);
    if (this.pointers.size === 2) {
      this.gesture = { kind: "pinch", ...this.pinch() };
      return;
    }
    if (this.data.surface) {
      this.gesture = { kind: "turn", last: event };
      this.map.setPointerCapture(event.pointerId);
      return;
    }
    const move = this.moves || event.shiftKey;
    const far = event.pointerType === "touch" && !move && !this.grasps(event);
    this.gesture = { kind: move ? "move" : far ? "tap" : "start", from: at };
    if (far) return;
    event.preventDefault();
    this.map.setPointerCapture(event.pointerId);
    if (this.gesture.kind === "start") this.putStart(at);
    else this.map.style.cursor = "grabbing";
  }

  pointer(event) {
    if (!this.plot) return;
    if (this.pointers.has(event.pointerId)) this.pointers.set(event.pointerId, event);
    const { gesture } = this;
    if (!gesture) this.overMap(event);
    else if (gesture.kind === "start") this.putStart(this.toPoint(event));
    else if (gesture.kind === "move") this.drag(event);
    else if (gesture.kind === "pinch") this.spread();
    else if (gesture.kind === "turn") this.turn(event);
  }

  up(event) {
    this.pointers.delete(event.pointerId);
    if (this.gesture?.kind === "tap" && event.type === "pointerup") this.putStart(this.toPoint(event));
    this.gesture = null;
    this.moving(this.moves);
  }

  // A finger on the start, or two anywhere, are ours; any other scrolls the page.
  touch(event) {
    const ours = event.touches.length > 1 || this.moves || this.grasps(event.touches[0]);
    if (ours && this.plot && this.toPoint(event.touches[0]).inside) event.preventDefault();
  }

  grasps(event) {
    const outer = this.map.getBoundingClientRect();
    const [px, py] = this.toPixel(...this.place);
    return Math.hypot(event.clientX - outer.left - px, event.clientY - outer.top - py) < GRASP_PX;
  }

  // A start within the problem's own range, rounded to what can be told apart on the map.
  putStart({ x, y }) {
    const [x0, x1, y0, y1] = this.data.domain;
    const round = (value, size) => Number(value.toFixed(within(Math.ceil(2.5 - Math.log10(size)), 0, 12)));
    const put = [
      within(round(x, this.view[1] - this.view[0]), x0, x1),
      within(round(y, this.view[3] - this.view[2]), y0, y1),
    ];
    if (put[0] === this.place[0] && put[1] === this.place[1]) return;
    this.place = put;
    this.hovered = null;
    this.post.put({ start: this.place });
    this.draw();
  }

  drag(event) {
    const { from } = this.gesture;
    const now = this.toPoint(event);
    // The point taken stays under the pointer.
    const [dx, dy] = [from.x - now.x, from.y - now.y];
    this.look([this.view[0] + dx, this.view[1] + dx, this.view[2] + dy, this.view[3] + dy]);
  }

  turn(event) {
    const { last } = this.gesture;
    this.gesture.last = event;
    this.turnBy(event.clientX - last.clientX, event.clientY - last.clientY);
  }

  turnBy(dx, dy) {
    this.surface.turn(dx, dy);
    this.draw();
  }

  pinch() {
    const [a, b] = [...this.pointers.values()].map((event) => [event.clientX, event.clientY]);
    const middle = this.toPoint({ clientX: (a[0] + b[0]) / 2, clientY: (a[1] + b[1]) / 2 });
    return { apart: Math.max(1, Math.hypot(a[0] - b[0], a[1] - b[1])), middle };
  }

  spread() {
    if (this.pointers.size < 2) return;
    const { apart, middle } = this.pinch();
    const by = this.gesture.apart / apart;
    this.gesture.apart = apart;
    this.look(scaled(this.view, by, [middle.x, middle.y]));
  }

  wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { x, y } = this.toPoint(event);
    this.look(scaled(this.view, 1.0015 ** event.deltaY, [x, y]));
  }

  arrowKey(event) {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!by || !this.view) return;
    event.preventDefault();
    if (this.data.surface) {
      return this.turnBy(20 * by[0], 20 * by[1]);
    }
    const [x0, x1, y0, y1] = this.view;
    const [dx, dy] = [(by[0] * (x1 - x0)) / 10, (by[1] * (y1 - y0)) / 10];
    return this.look([x0 + dx, x1 + dx, y0 + dy, y1 + dy]);
  }

  // --- hovering: the same racer and step in both pictures --------------------------------------------------------------

  overMap(event) {
    if (!this.map || this.playing || this.data.surface || event.pointerType === "touch") return;
    const outer = this.map.getBoundingClientRect();
    const [px, py] = [event.clientX - outer.left, event.clientY - outer.top];
    let best = { distance: NEAR_PX };
    this.laid().forEach((points, racer) => {
      points.forEach(([x, y], step) => {
        const distance = Math.hypot(x - px, y - py);
        if (distance < best.distance) best = { distance, racer, step };
      });
    });
    this.hover(best.racer === undefined ? null : best);
  }

  overLosses(event) {
    const ground = this.losses.querySelector(".role-frame.root path.background");
    if (!ground || this.playing) return;
    const inner = ground.getBoundingClientRect();
    const share = (event.clientX - inner.left) / inner.width;
    if (share < 0 || share > 1 || event.clientY < inner.top || event.clientY > inner.bottom) return this.hover(null);
    return this.hover({ racer: this.lineAt(event), step: Math.round(share * this.data.steps) });
  }

  // The racer whose loss is drawn nearest to the pointer.
  lineAt(event) {
    const lines = [...this.losses.querySelectorAll(".losses_marks path")];
    for (let off = 0; off <= NEAR_PX; off += 2) {
      for (const y of [event.clientY - off, event.clientY + off]) {
        const hit = lines.findIndex((line) => {
          const at = new DOMPoint(event.clientX, y).matrixTransform(line.getScreenCTM().inverse());
          return line.isPointInStroke(at);
        });
        if (hit >= 0) return hit;
      }
    }
    return undefined;
  }

  hover(hovered) {
    if (!hovered && !this.hovered) return;
    this.hovered = hovered;
    this.draw();
  }

  // --- playing -------------------------------------------------------------------------------------------------------

  start() {
    const { steps } = this.data;
    this.hovered = null;
    if (this.at >= steps) this.at = 0;
    const [begun, from] = [performance.now(), this.at];
    const speed = Math.min(MOST_STEPS_A_SECOND, Math.max(4, steps / SECONDS_TO_PLAY));
    const frame = (now) => {
      this.go(from + Math.max(0, ((now - begun) / 1000) * speed));
      if (this.at >= this.data.steps) this.stop();
      else this.playing = requestAnimationFrame(frame);
    };
    this.playing = requestAnimationFrame(frame);
    this.$play.textContent = "❚❚ Pause";
    this.$play.setAttribute("aria-pressed", "true");
  }

  stop() {
    if (!this.playing) return;
    cancelAnimationFrame(this.playing);
    this.playing = null;
    this.go(Math.floor(this.at));
    this.$play.textContent = "▶ Play";
    this.$play.setAttribute("aria-pressed", "false");
  }

  go(step) {
    this.at = within(step, 0, this.data.steps);
    this.draw();
  }

  // --- drawing -------------------------------------------------------------------------------------------------------

  // Every racer's places in pixels, up to where it has none any more.
  laid() {
    if (this.pixels?.of === this.data && this.pixels.key === this.key_()) return this.pixels.points;
    const points = this.data.racers.map((_, racer) => {
      const places = [];
      for (let step = 0; step <= this.data.steps; step += 1) {
        const [x, y] = [this.number("x", racer, step), this.number("y", racer, step)];
        if (!Number.isFinite(x) || !Number.isFinite(y)) break;
        places.push(this.toPixel(x, y));
      }
      return places;
    });
    this.pixels = { of: this.data, key: this.key_(), points };
    return points;
  }

  key_() {
    return [...this.view, ...Object.values(this.plot)].join();
  }

  draw() {
    if (!this.data) return;
    const at = this.hovered ? this.hovered.step : this.at;
    const step = Math.floor(at);
    this.$scrub.value = step;
    this.$scrub.setAttribute("aria-valuetext", `step ${step} of ${this.data.steps}`);
    this.$k.textContent = `k = ${step} of ${this.data.steps}`;
    this.tellLosses(at);
    if (this.plot && this.view && !this.data.surface) this.layOver(at, step);
    if (this.plot && this.data.surface) this.onSurface(at, step);
    const { data, playing, hovered } = this;
    const shown = { step, frames: data.frames, steps: data.steps, hovered: Boolean(hovered), racer: hovered?.racer };
    const changed = !this.shown || Object.keys(shown).some((name) => shown[name] !== this.shown[name]);
    this.shown = { ...shown, playing: Boolean(playing) };
    if (changed) this.tell();
  }

  // The table shows the same step.
  tell() {
    if (this.shown) window.dispatchEvent(new CustomEvent("landscape-step", { detail: this.shown }));
  }

  // The same on the surface: every trail and dot at the height of its loss.
  onSurface(at, step) {
    const { clientWidth: width, clientHeight: height } = this.map;
    const paper = getComputedStyle(document.querySelector(".stApp")).backgroundColor;
    const context = this.surface.draw(width, height, paper, this.data.ink);
    const alone = this.hovered?.racer;
    this.data.racers.forEach(({ color, dash, width: stroke, opacity }, racer) => {
      const number = (name, k) => this.number(name, racer, k);
      const [x0, x1, y0, y1] = this.data.domain;
      const points = [];
      for (let k = 0; k <= Math.min(step + (at > step), this.data.steps); k += 1) {
        const [x, y] = [number("x", k), number("y", k)];
        if (!(x >= x0 && x <= x1 && y >= y0 && y <= y1)) break; // It has left the map.
        const share = k > step ? at - step : 1;
        const [px, py] = [number("x", k - 1), number("y", k - 1)];
        const here = share < 1 ? [px + share * (x - px), py + share * (y - py), number("loss", k - 1)] : [x, y, number("loss", k)];
        const place = this.surface.at(...here);
        if (!place) break;
        points.push(place);
      }
      if (!points.length) return;
      context.globalAlpha = alone !== undefined && alone !== racer ? 0.15 : opacity;
      [context.strokeStyle, context.lineWidth, context.lineJoin] = [color, stroke, "round"];
      context.setLineDash(dash[1] ? dash : []);
      context.beginPath();
      for (const point of points) context.lineTo(...point);
      context.stroke();
      context.setLineDash([]);
      context.globalAlpha = 1;
      context.beginPath();
      context.arc(...points.at(-1), 5, 0, 2 * Math.PI);
      [context.fillStyle, context.strokeStyle, context.lineWidth] = [color, "white", 1.5];
      context.fill();
      context.stroke();
    });
    this.named = [];
    this.say("Drag turns the surface, and so do the arrow keys on the two buttons. Heights follow the contour levels; nothing hides a path.");
  }

  layOver(at, step) {
    const { racers, selected } = this.data;
    const alone = this.hovered?.racer;
    const partly = at < this.data.steps;
    const { left, top, width, height } = this.plot;
    const plot = drawn("svg", { x: left, y: top, width, height, viewBox: `${left} ${top} ${width} ${height}` });
    this.laid().forEach((points, racer) => {
      const last = Math.min(step, points.length - 1);
      if (last < 0) return;
      const next = points[last + 1];
      const share = next && last === step ? at - step : 0;
      const here = share ? points[last].map((value, axis) => value + share * (next[axis] - value)) : points[last];
      const { color, dash, width: stroke, opacity } = racers[racer];
      const dim = alone !== undefined && alone !== racer;
      if (partly) {
        const trail = [...points.slice(0, last + 1), here].map((p) => `${p[0].toFixed(1)},${p[1].toFixed(1)}`).join(" ");
        plot.append(drawn("polyline", { points: trail, fill: "none", stroke: color, "stroke-width": stroke, "stroke-dasharray": dash, "stroke-linejoin": "round", opacity: dim ? 0.15 : opacity }));
      }
      // One that overflowed has no place any more: where it was last seen is a cross.
      const gone = points.length - 1 < step;
      const mark = gone
        ? drawn("path", { d: `M${here[0] - 5},${here[1] - 5}l10,10m0,-10l-10,10`, stroke: color, "stroke-width": 2.5 })
        : drawn("circle", { cx: here[0], cy: here[1], r: racer === alone ? 7 : 5, fill: color, stroke: "white", "stroke-width": 1.5 });
      mark.setAttribute("opacity", dim ? 0.3 : 1);
      plot.append(mark);
    });
    this.fade(partly, alone);
    const chosen = alone ?? selected;
    if (!this.gesture) this.arrows(plot, chosen, step);
    this.startMark(plot);
    this.layer.replaceChildren(plot);
  }

  // While a part of the way is shown, the whole of it is faint; so are the others while one is hovered.
  fade(partly, alone) {
    for (const chart of [this.map, this.losses]) {
      chart?.querySelectorAll(".paths_marks path, .losses_marks path").forEach((line, racer) => {
        const part = chart === this.map && partly ? 0.35 : 1;
        line.style.opacity = alone !== undefined && alone !== racer ? 0.15 : part === 1 ? "" : part;
      });
    }
  }

  arrows(plot, racer, step) {
    const [x, y] = [this.number("x", racer, step), this.number("y", racer, step)];
    this.named = [];
    if (!Number.isFinite(x) || !Number.isFinite(y)) return this.say();
    const from = this.toPixel(x, y);
    const velocity = this.data.racers[racer].memory === "velocity";
    const color = this.data.racers[racer].color;
    const vector = (name) => [this.number(`${name}_x`, racer, step), this.number(`${name}_y`, racer, step)];
    const [gradient, memory, moved] = ["gradient", "memory", "moved"].map(vector);
    this.arrow(plot, from, [x, y], gradient.map((value) => -value), { color: this.data.ink, label: "− gradient, its direction", pointing: true });
    if (this.data.racers[racer].memory) {
      const [label, sign] = velocity ? ["velocity", 1] : ["− first moment, its direction", -1];
      this.arrow(plot, from, [x, y], memory.map((value) => sign * value), { color: this.data.violet, label, pointing: !velocity });
    }
    this.arrow(plot, from, [x, y], moved, { color, label: "the step taken", wide: true });
    return this.say();
  }

  // An arrow true to scale, or one that only points and is always as long.
  arrow(plot, from, [x, y], by, { color, label, pointing = false, wide = false }) {
    if (!by.every(Number.isFinite)) return;
    let to = this.toPixel(x + by[0], y + by[1]);
    if (pointing) {
      const size = Math.hypot(by[0], by[1]);
      if (size === 0) return;
      // As a direction on the map, however small or large the vector is.
      const unit = 1e-3 * Math.min(this.view[1] - this.view[0], this.view[3] - this.view[2]);
      to = this.toPixel(x + (unit * by[0]) / size, y + (unit * by[1]) / size);
      const long = Math.hypot(to[0] - from[0], to[1] - from[1]);
      to = from.map((value, axis) => value + ((to[axis] - value) / long) * ARROW_PX);
    }
    this.named.push({ color, label, wide });
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const long = Math.hypot(dx, dy);
    if (long < 4) return;
    const head = Math.min(9, 0.6 * long);
    const [ux, uy] = [dx / long, dy / long];
    const base = [to[0] - ux * head, to[1] - uy * head];
    const side = [-uy * head * 0.45, ux * head * 0.45];
    const corners = [to, [base[0] + side[0], base[1] + side[1]], [base[0] - side[0], base[1] - side[1]]];
    const arrow = drawn("g", { class: "arrow" });
    for (const [stroke, width] of [[this.data.paper, wide ? 6 : 4.5], [color, wide ? 3 : 1.8]]) {
      arrow.append(
        drawn("line", { x1: from[0], y1: from[1], x2: base[0], y2: base[1], stroke, "stroke-width": width }),
        drawn("polygon", { points: corners.map((p) => p.join()).join(" "), fill: stroke, stroke, "stroke-width": width - (wide ? 3 : 1.8) }),
      );
    }
    plot.append(arrow);
  }

  // What the arrows are, in the order they lie, and what the hand can do.
  say(hint = "Press or drag on the map to set the start; Ctrl and wheel zoom.") {
    const text = JSON.stringify([this.named, hint]);
    if (this.said === text) return;
    this.said = text;
    const arrows = this.named.map(({ color, label, wide }) => {
      const entry = document.createElement("span");
      const icon = drawn("svg", { width: 22, height: 9 });
      icon.append(
        drawn("line", { x1: 0, y1: 4.5, x2: 15, y2: 4.5, stroke: color, "stroke-width": wide ? 3 : 1.8 }),
        drawn("polygon", { points: "22,4.5 13,0.5 13,8.5", fill: color }),
      );
      entry.append(icon, label);
      return entry;
    });
    this.key.replaceChildren(...arrows, hint);
  }

  startMark(plot) {
    const [px, py] = this.toPixel(...this.place);
    const held = this.gesture?.kind === "start";
    plot.append(
      drawn("circle", { cx: px, cy: py, r: held ? 12 : 9, fill: "none", stroke: this.data.paper, "stroke-width": 5 }),
      drawn("circle", { class: "start", cx: px, cy: py, r: held ? 12 : 9, fill: "none", stroke: this.data.ink, "stroke-width": 2.2 }),
    );
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
    this.write(this.losses, "here", [at, ...heights].join(" "));
  }
}

export default function ({ data, parentElement, setStateValue }) {
  if (!PLAYERS.has(parentElement)) PLAYERS.set(parentElement, new Player(parentElement));
  const player = PLAYERS.get(parentElement);
  const asked = () => player.tell();
  window.addEventListener("landscape-ask", asked);
  player.receive(data, (sent) => setStateValue("sent", sent));
  return () => window.removeEventListener("landscape-ask", asked);
}
