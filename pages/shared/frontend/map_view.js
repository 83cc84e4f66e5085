// What of a map is seen: a window from share to share of both axes, and how it becomes narrower or wider.

import { along, placeOn } from "./scale.js";

export const WHOLE = [0, 1, 0, 1];
export const CLOSER = 1 / 1.6; // So wide is what a button or a key brings closer.
const SMALLEST_BOX = 6; // px: a drag that is no longer is a press.

export const inWindow = (value, low, high) => Math.min(Math.max(value, low), high);

// A window of shares as much larger about a point of it.
export const widened = ([x0, x1, y0, y1], by, [cx, cy] = [(x0 + x1) / 2, (y0 + y1) / 2]) => [
  cx + (x0 - cx) * by,
  cx + (x1 - cx) * by,
  cy + (y0 - cy) * by,
  cy + (y1 - cy) * by,
];

// The ends of an axis that lie at two shares of it, kept within its limits.
export const ends = (axis, from, to) => {
  const [lowest, highest] = axis.limits;
  const inside = (value) => inWindow(Number.isNaN(value) ? lowest : value, lowest, highest);
  return [inside(along(axis, from)), inside(along(axis, to))];
};

// Where the window of one map lies on the axes of another, in shares of that; null where their axes are not the same.
export const placed = (before, now) => {
  const same = (side) => before[side].name === now[side].name && before[side].spacing === now[side].spacing;
  if (!same("across") || !same("up")) return null;
  const places = ["across", "up"].flatMap((side) => [before[side].low, before[side].high].map((end) => placeOn(now[side], end)));
  return places.every(Number.isFinite) ? places : null;
};

// Whether two maps have the same cells.
export const sameWindow = (before, now) =>
  before.columns === now.columns &&
  before.rows === now.rows &&
  ["across", "up"].every((side) => ["name", "low", "high", "spacing"].every((part) => before[side][part] === now[side][part]));

// The cell under a place of the plot, in shares from the left and from the bottom.
export const cellAt = ([x, y], { columns, rows }) => [
  inWindow(Math.floor(x * columns), 0, columns - 1),
  inWindow(Math.floor(y * rows), 0, rows - 1),
];

// A box between two places in pixels of the plot as a window of shares; null for one that is hardly any.
export const boxed = ([ax, ay], [bx, by], { width, height }) => {
  if (Math.abs(ax - bx) < SMALLEST_BOX && Math.abs(ay - by) < SMALLEST_BOX) return null;
  const shares = (a, b, size) => [Math.min(a, b), Math.max(a, b)].map((at) => inWindow(at / size, 0, 1));
  const [left, right] = shares(ax, bx, width);
  const [top, bottom] = shares(ay, by, height);
  // A box that is a line along one side means all of the other.
  const [x0, x1] = (right - left) * width < SMALLEST_BOX ? [0, 1] : [left, right];
  const [y0, y1] = (bottom - top) * height < SMALLEST_BOX ? [0, 1] : [1 - bottom, 1 - top];
  return [x0, x1, y0, y1];
};
