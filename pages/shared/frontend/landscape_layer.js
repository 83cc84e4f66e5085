// What lies over the map and moves by the frame: trails, dots, the arrows of one racer, and the start under the hand.
//
// Places are in pixels of the chart; the part of the map that is seen, `view`, is x from and to, y from and to.

import { drawn, made } from "./dom.js";
import { GROUND } from "./hosts.js";

const ARROW_PX = 52; // Arrows that only point are as long as this.
const FURTHEST = 1e4; // No line is drawn longer, in pixels: browsers draw none to 1e30.

// The end of the line from `a` towards `b`, not farther off than can be drawn.
const towards = (a, b) => {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const far = Math.max(Math.abs(dx), Math.abs(dy)) / FURTHEST;
  return far > 1 ? [a[0] + dx / far, a[1] + dy / far] : b;
};

export class Layer {
  constructor(key) {
    this.key = key;
    this.element = drawn("svg", { "aria-hidden": "true" });
    // On a layer of its own the browser need not paint the map again under what moves.
    this.element.style.cssText =
      "position:absolute;left:0;top:0;width:100%;height:100%;pointer-events:none;overflow:hidden;will-change:transform";
  }

  // Where the inside of a map lies on its chart; null while there is none.
  static measured(chart) {
    const ground = chart?.querySelector(GROUND);
    if (!ground) return null;
    const [outer, inner] = [chart.getBoundingClientRect(), ground.getBoundingClientRect()];
    return { left: inner.left - outer.left, top: inner.top - outer.top, width: inner.width, height: inner.height };
  }

  // The part of the map that is seen where `wanted` is: as much more as equal units need.
  fitted([x0, x1, y0, y1], equal) {
    if (!equal) return [x0, x1, y0, y1];
    const { width, height } = this.plot;
    const unit = Math.max((x1 - x0) / width, (y1 - y0) / height) / 2;
    const [cx, cy] = [(x0 + x1) / 2, (y0 + y1) / 2];
    return [cx - unit * width, cx + unit * width, cy - unit * height, cy + unit * height];
  }

  toPixel(x, y) {
    const [x0, x1, y0, y1] = this.view;
    const { left, top, width, height } = this.plot;
    return [left + ((x - x0) / (x1 - x0)) * width, top + ((y1 - y) / (y1 - y0)) * height];
  }

  // The point of the map under a place on the screen.
  toPoint({ clientX, clientY }, chart) {
    const outer = chart.getBoundingClientRect();
    const { left, top, width, height } = this.plot;
    const [x0, x1, y0, y1] = this.view;
    const across = (clientX - outer.left - left) / width;
    const up = 1 - (clientY - outer.top - top) / height;
    return { x: x0 + across * (x1 - x0), y: y0 + up * (y1 - y0), inside: across >= 0 && across <= 1 && up >= 0 && up <= 1 };
  }

  // Every racer's places, up to where it has none any more.
  lay(runs) {
    this.paths = runs.map((run) => {
      const places = [];
      for (const [x, y] of run) {
        if (!Number.isFinite(x) || !Number.isFinite(y)) break;
        const place = this.toPixel(x, y);
        places.push(places.length ? towards(places.at(-1), place) : place);
      }
      return places;
    });
  }

  // `at` is the step shown, with a share of the next one while it plays; `alone` the racer that is hovered.
  draw({ at, steps, racers, alone, start, held, ink, paper, arrows, hint }) {
    const { left, top, width, height } = this.plot;
    const plot = drawn("svg", { x: left, y: top, width, height, viewBox: `${left} ${top} ${width} ${height}` });
    this.paths.forEach((places, racer) => {
      const dim = alone !== undefined && alone !== racer;
      if (places.length) plot.append(...this.racer(places, at, at < steps, racers[racer], dim, racer === alone));
    });
    for (const arrow of arrows) plot.append(...this.arrow(arrow, paper));
    const [cx, cy] = this.toPixel(...start);
    const ring = { cx, cy, r: held ? 12 : 9, fill: "none" };
    plot.append(
      drawn("circle", { ...ring, stroke: paper, "stroke-width": 5 }),
      drawn("circle", { ...ring, class: "start", stroke: ink, "stroke-width": 2.2 }),
    );
    this.element.replaceChildren(plot);
    this.say(arrows, hint);
  }

  racer(places, at, partly, { color, dash, width, opacity }, dim, lit) {
    const last = Math.min(Math.floor(at), places.length - 1);
    const next = places[last + 1];
    const share = next && last === Math.floor(at) ? at - last : 0;
    const here = share ? places[last].map((value, axis) => value + share * (next[axis] - value)) : places[last];
    const points = [...places.slice(0, last + 1), here].map((place) => place.map((value) => value.toFixed(1)).join()).join(" ");
    const look = { fill: "none", stroke: color, "stroke-width": width, "stroke-dasharray": dash, "stroke-linejoin": "round" };
    const trail = partly ? [drawn("polyline", { ...look, points, opacity: dim ? 0.15 : opacity })] : [];
    // One that overflowed has no place any more: where it was last seen is a cross.
    const mark =
      places.length - 1 < Math.floor(at)
        ? drawn("path", { d: `M${here[0] - 5},${here[1] - 5}l10,10m0,-10l-10,10`, stroke: color, "stroke-width": 2.5 })
        : drawn("circle", { cx: here[0], cy: here[1], r: lit ? 7 : 5, fill: color, stroke: "white", "stroke-width": 1.5 });
    mark.setAttribute("opacity", dim ? 0.3 : 1);
    return [...trail, mark];
  }

  // An arrow true to scale, or one that only points and is always as long.
  arrow({ from: [x, y], by, color, pointing, wide }, paper) {
    const from = this.toPixel(x, y);
    const to = pointing ? this.pointed(x, y, by) : towards(from, this.toPixel(x + by[0], y + by[1]));
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const long = Math.hypot(dx, dy);
    if (!(long >= 4)) return [];
    const head = Math.min(9, 0.6 * long);
    const base = [to[0] - (dx / long) * head, to[1] - (dy / long) * head];
    const [sx, sy] = [(-dy / long) * head * 0.45, (dx / long) * head * 0.45];
    const points = [to, [base[0] + sx, base[1] + sy], [base[0] - sx, base[1] - sy]].map((place) => place.join()).join(" ");
    const line = { x1: from[0], y1: from[1], x2: base[0], y2: base[1] };
    const thick = wide ? 3 : 1.8;
    return [paper, color].flatMap((stroke) => {
      const edge = stroke === paper ? 2.8 : 0;
      return [
        drawn("line", { ...line, stroke, "stroke-width": thick + edge }),
        drawn("polygon", { points, fill: stroke, stroke, "stroke-width": edge }),
      ];
    });
  }

  // As a direction on the map, however small or large the vector is.
  pointed(x, y, by) {
    const from = this.toPixel(x, y);
    const size = Math.hypot(...by);
    const unit = 1e-3 * Math.min(this.view[1] - this.view[0], this.view[3] - this.view[2]);
    const to = this.toPixel(x + (unit * by[0]) / size, y + (unit * by[1]) / size);
    const long = Math.hypot(to[0] - from[0], to[1] - from[1]);
    return from.map((value, axis) => value + ((to[axis] - value) / long) * ARROW_PX);
  }

  // What the arrows are, and what the hand can do.
  say(arrows, hint) {
    const text = JSON.stringify([arrows.map(({ color, label }) => [color, label]), hint]);
    if (this.said === text) return;
    this.said = text;
    const entries = arrows.map(({ color, label, wide }) => {
      const icon = drawn("svg", { width: 22, height: 9, "aria-hidden": "true" });
      icon.append(
        drawn("line", { x1: 0, y1: 4.5, x2: 15, y2: 4.5, stroke: color, "stroke-width": wide ? 3 : 1.8 }),
        drawn("polygon", { points: "22,4.5 13,0.5 13,8.5", fill: color }),
      );
      return made("span", "", icon, label);
    });
    this.key.replaceChildren(...entries, hint);
  }
}

