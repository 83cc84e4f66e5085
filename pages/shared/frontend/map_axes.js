// What is drawn over a map: its axes with their ticks, lines of theory, the settings' own place, the cell that is meant.

import { drawn } from "./dom.js";

const TICK = 5;
const RING = 6;

export const drawAxes = (svg, plot, map) => {
  const { left, top, width, height } = plot;
  const { em } = map;
  const bottom = top + height;
  const at = ([x, y]) => [left + x * width, bottom - y * height];
  const parts = [drawn("rect", { class: "edge", x: left, y: top, width, height })];
  const write = (text, x, y, anchor, more = {}) => {
    const element = drawn("text", { x, y, "text-anchor": anchor, ...more });
    element.textContent = text;
    parts.push(element);
  };
  // While a window is looked at that is not computed yet the ticks would lie.
  if (map.still) {
    let last = -Infinity;
    for (const [share, text] of map.across.ticks) {
      const x = left + share * width;
      parts.push(drawn("path", { class: "tick", d: `M${x} ${bottom}v${TICK}` }));
      const room = (4 * text.length + 6) * em;
      if (x - room > last) write(text, x, bottom + 18 * em, "middle");
      if (x - room > last) last = x + room;
    }
    for (const [share, text] of map.up.ticks) {
      const y = bottom - share * height;
      parts.push(drawn("path", { class: "tick", d: `M${left} ${y}h${-TICK}` }));
      write(text, left - 9, y + 4 * em, "end");
    }
  }
  write(map.across.title, left + width / 2, bottom + 38 * em, "middle", { class: "title" });
  const middle = top + height / 2;
  const edge = 14 * em;
  write(map.up.title, edge, middle, "middle", { class: "title", transform: `rotate(-90 ${edge} ${middle})` });
  if (map.still) {
    for (const mark of map.marks) parts.push(...markOf(mark, at, plot, em, write));
    if (map.here) parts.push(...ringed(at(map.here), "here"));
  }
  if (map.cursor) {
    const [column, row] = map.cursor;
    parts.push(...crossed(at([(column + 0.5) / map.columns, (row + 0.5) / map.rows])));
  }
  if (map.box) {
    const [x0, x1, y0, y1] = map.box;
    const size = { width: (x1 - x0) * width, height: (y1 - y0) * height };
    parts.push(drawn("rect", { class: "box", x: left + x0 * width, y: bottom - y1 * height, ...size }));
  }
  svg.replaceChildren(...parts);
};

const ringed = ([cx, cy], kind) => ["halo", kind].map((part) => drawn("circle", { class: part, cx, cy, r: RING }));

const crossed = ([x, y]) => {
  const d = `M${x - 11} ${y}h7m8 0h7M${x} ${y - 11}v7m0 8v7`;
  return ["halo", "cursor"].map((part) => drawn("path", { class: part, d }));
};

// Where what a line is called stands: at its last place, beside it where it rises, else over it, or under it at the top.
export const labelAt = (places, { left, top, width, height }, em) => {
  const [x, y] = places.at(-1);
  const toTheLeft = x > left + width * 0.7;
  const anchor = toTheLeft ? "end" : "start";
  const [beforeX, beforeY] = places.at(-2) ?? [x, -Infinity];
  const flat = Math.abs(x - beforeX) > Math.abs(y - beforeY);
  if (flat) return [toTheLeft ? x - 8 : x + 8, y < top + 28 * em ? y + 18 * em : y - 8, anchor];
  return [toTheLeft ? x - 12 : x + 12, Math.min(top + height - 8, Math.max(top + 16 * em, y + 4)), anchor];
};

// A line through places of the plot, of which those without are left out; one place alone is a ring.
const markOf = ({ points, label }, at, { left, top, width, height }, em, write) => {
  const inside = points.filter((place) => place.every((share) => share >= 0 && share <= 1));
  if (inside.length < Math.min(points.length, 2)) return [];
  const places = inside.map(at);
  if (label) {
    const [x, y, anchor] = labelAt(places, { left, top, width, height }, em);
    write(label, x, y, anchor, { class: "label" });
  }
  if (points.length === 1) return ringed(places[0], "line");
  const d = `M${places.map((place) => place.join(" ")).join("L")}`;
  return ["under", "line"].map((part) => drawn("path", { class: part, d }));
};
