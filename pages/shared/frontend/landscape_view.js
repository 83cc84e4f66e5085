// The part of the map that is seen, and where on it the start may lie. A rectangle is x from and to, y from and to.

const NARROWEST = 1e-4; // Of the map's width: closer than that a float32 path shows its digits.

export const within = (value, low, high) => Math.min(Math.max(value, low), high);

// A rectangle as much larger, about its middle or another point.
export const scaled = ([x0, x1, y0, y1], by, [cx, cy] = [(x0 + x1) / 2, (y0 + y1) / 2]) => [
  cx + (x0 - cx) * by,
  cx + (x1 - cx) * by,
  cy + (y0 - cy) * by,
  cy + (y1 - cy) * by,
];

export const shifted = ([x0, x1, y0, y1], dx, dy) => [x0 + dx, x1 + dx, y0 + dy, y1 + dy];

// Whether two rectangles are the same, to a pixel.
export const same = (a, b) =>
  Boolean(a && b) && a.every((side, k) => Math.abs(side - b[k]) <= 1e-3 * Math.abs(b[k < 2 ? 1 : 3] - b[k < 2 ? 0 : 2]));

// As much of it as lies on the map, in digits that can be told apart; null where that is all of it.
export const kept = (view, domain) => {
  const sides = [0, 2].flatMap((k) => {
    const [low, high] = domain.slice(k, k + 2);
    const size = within(view[k + 1] - view[k], NARROWEST * (high - low), high - low);
    const from = within((view[k] + view[k + 1] - size) / 2, low, high - size);
    const digits = within(Math.ceil(4 - Math.log10(size)), 0, 15);
    return [from, from + size].map((side) => within(Number(side.toFixed(digits)), low, high));
  });
  return same(sides, domain) ? null : sides;
};

// A start within the problem's own range, rounded to what can be told apart on the map.
export const startAt = ({ x, y }, view, [x0, x1, y0, y1]) => {
  const round = (value, size) => Number(value.toFixed(within(Math.ceil(2.5 - Math.log10(size)), 0, 12)));
  return [within(round(x, view[1] - view[0]), x0, x1), within(round(y, view[3] - view[2]), y0, y1)];
};
