// The loss as a surface in perspective, drawn on a canvas of our own over the map; drag turns it.
//
// Here is how it is seen, and where on it the racers are; the surface itself is drawn in landscape_ground.js.

import { made } from "./dom.js";
import { APP } from "./hosts.js";
import { drawGround } from "./landscape_ground.js";

const STEEPEST = 1.45; // Almost from above, in radians.
const FLATTEST = 0.15;
const TALL = 0.42; // Of the map's width: how high the highest loss stands.
const NEARNESS = 0.35; // How much larger the near side is than the far one.
const TURN_A_PIXEL = 0.008;

export class Surface {
  constructor() {
    this.canvas = made("canvas");
    this.canvas.style.cssText = "position:absolute;left:0;top:0;width:100%;height:100%;touch-action:none;cursor:grab";
    this.canvas.setAttribute("aria-hidden", "true");
    this.still = made("canvas");
    this.turned = -2.2;
    this.tilt = 0.75;
  }

  receive({ heights, edges, shades }, [x0, x1, y0, y1]) {
    this.size = Math.round(Math.sqrt(heights.numRows));
    const column = heights.getChild("height");
    this.heights = Float32Array.from({ length: heights.numRows }, (_, k) => column.get(k) ?? NaN);
    this.edges = edges;
    this.shades = shades.map((color) => [1, 3, 5].map((k) => parseInt(color.slice(k, k + 2), 16)));
    this.domain = [x0, x1, y0, y1];
    this.drawnAs = null;
  }

  turn(dx, dy) {
    this.turned -= dx * TURN_A_PIXEL;
    this.tilt = Math.min(Math.max(this.tilt + dy * TURN_A_PIXEL, FLATTEST), STEEPEST);
  }

  // The place on the canvas of x and y, both from -0.5 to 0.5 over the map, and a height from 0 to 1.
  project(x, y, height) {
    const [sin, cos] = [Math.sin(this.turned), Math.cos(this.turned)];
    const across = x * cos - y * sin;
    const away = x * sin + y * cos;
    const z = (height - 0.5) * TALL;
    const depth = away * Math.cos(this.tilt) - z * Math.sin(this.tilt);
    const grow = this.scale / (1 + NEARNESS * depth);
    return [this.middle[0] + across * grow, this.middle[1] - (away * Math.sin(this.tilt) + z * Math.cos(this.tilt)) * grow];
  }

  // A place of the run, with its loss, in canvas pixels; null where the loss has no height.
  at(x, y, loss) {
    const [x0, x1, y0, y1] = this.domain;
    const height = this.heightOf(loss);
    return height === null ? null : this.project((x - x0) / (x1 - x0) - 0.5, (y - y0) / (y1 - y0) - 0.5, height);
  }

  // As the shades of the map: as much of the height between any two contour levels.
  heightOf(loss) {
    if (!Number.isFinite(loss)) return null;
    const { edges } = this;
    if (loss <= edges[0]) return 0;
    for (let k = 1; k < edges.length; k += 1) {
      if (loss <= edges[k]) return (k - 1 + (loss - edges[k - 1]) / (edges[k] - edges[k - 1])) / (edges.length - 1);
    }
    return 1;
  }

  // Every racer's trail and dot at the height of its loss, over the surface; nothing hides a path.
  draw(map, frames, { racers, ink }, at, alone) {
    const { clientWidth: width, clientHeight: height } = map;
    const paper = getComputedStyle(document.querySelector(APP)).backgroundColor;
    const context = this.ground(width, height, paper, ink);
    racers.forEach((look, racer) => {
      const points = this.trail(frames, racer, at);
      if (points.length) this.racer(context, points, look, alone !== undefined && alone !== racer);
    });
  }

  // A racer's places on the canvas up to a step, or to where it left the map.
  trail(frames, racer, at) {
    const [x0, x1, y0, y1] = this.domain;
    const points = [];
    for (let k = 0; k <= Math.ceil(at); k += 1) {
      const [x, y] = frames.runs[racer][k];
      if (!(x >= x0 && x <= x1 && y >= y0 && y <= y1)) break;
      const place = this.at(x, y, frames.number("loss", racer, k));
      if (!place) break;
      const [before, share] = [points.at(-1), at - k + 1];
      points.push(k > at && before ? before.map((value, axis) => value + share * (place[axis] - value)) : place);
    }
    return points;
  }

  racer(context, points, { color, dash, width, opacity }, dim) {
    context.globalAlpha = dim ? 0.15 : opacity;
    [context.strokeStyle, context.lineWidth, context.lineJoin] = [color, width, "round"];
    context.setLineDash(dash[1] ? dash : []);
    context.beginPath();
    for (const point of points) context.lineTo(...point);
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = dim ? 0.3 : 1;
    context.beginPath();
    context.arc(...points.at(-1), 5, 0, 2 * Math.PI);
    [context.fillStyle, context.strokeStyle, context.lineWidth] = [color, "white", 1.5];
    context.fill();
    context.stroke();
    context.globalAlpha = 1;
  }

  // The surface itself, drawn again only when it was turned.
  ground(width, height, paper, ink) {
    const ratio = window.devicePixelRatio || 1;
    const key = [width, height, paper, this.turned, this.tilt].join();
    this.middle = [width / 2, height / 2];
    this.scale = Math.min(width / 1.45, height / 1.05);
    for (const canvas of [this.canvas, this.still]) {
      if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
        [canvas.width, canvas.height] = [Math.round(width * ratio), Math.round(height * ratio)];
        this.drawnAs = null;
      }
    }
    if (key !== this.drawnAs) this.drawStill(width, height, ratio, paper, ink);
    this.drawnAs = key;
    const context = this.canvas.getContext("2d");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.still, 0, 0);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    return context;
  }

  drawStill(width, height, ratio, paper, ink) {
    const context = this.still.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = paper;
    context.fillRect(0, 0, width, height);
    drawGround(context, this, ink);
  }
}
