// The loss itself as a surface, drawn on a canvas: a grid of heights, in the shades of the map.
//
// Such a grid needs no sorting: seen from any side, its cells are drawn from the far corner to the near one.

export const mixed = (stops, share) => {
  const at = Math.min(Math.max(share, 0), 1) * (stops.length - 1);
  const [low, high] = [stops[Math.floor(at)], stops[Math.ceil(at)]];
  return low.map((value, k) => value + (at - Math.floor(at)) * (high[k] - value));
};

// Every fourth line of the grid and the edge, each with the cell that it belongs to, so that what is near hides it.
const drawLines = (context, corners, k, size, ink) => {
  const [row, column] = [Math.floor(k / size), k % size];
  context.beginPath();
  const line = (from, to) => (context.moveTo(...corners[from]), context.lineTo(...corners[to]));
  if (row % 4 === 0) line(k, k + 1);
  if (column % 4 === 0) line(k, k + size);
  if (row === size - 2) line(k + size, k + size + 1);
  if (column === size - 2) line(k + 1, k + size + 1);
  context.globalAlpha = 0.35;
  context.strokeStyle = ink;
  context.stroke();
  context.globalAlpha = 1;
};

const drawCell = (context, corners, k, { size, heights, shades }, ink) => {
  const around = [k, k + 1, k + size + 1, k + size];
  const mean = around.reduce((sum, at) => sum + heights[at], 0) / 4;
  if (Number.isNaN(mean)) return;
  // Light falls from the left of the map: slopes that look there are lighter.
  const slope = (heights[k + 1] + heights[k + size + 1] - heights[k] - heights[k + size]) * (size / 12);
  const light = 1 + Math.min(Math.max(slope, -1), 1) * 0.16;
  const color = mixed(shades, mean).map((value) => Math.min(255, Math.round(value * light)));
  context.beginPath();
  for (const at of around) context.lineTo(...corners[at]);
  context.closePath();
  context.fillStyle = context.strokeStyle = `rgb(${color})`;
  context.fill();
  context.stroke();
  drawLines(context, corners, k, size, ink);
};

// What x and y are along each edge, written outside of it.
const nameEdges = (context, corners, { size, domain: [x0, x1, y0, y1] }, ink) => {
  const half = Math.floor(size / 2);
  const edges = [
    [`x = ${x0}`, half * size, 1],
    [`x = ${x1}`, half * size + size - 1, -1],
    [`y = ${y0}`, half, size],
    [`y = ${y1}`, (size - 1) * size + half, -size],
  ];
  [context.fillStyle, context.font, context.textAlign] = [ink, "12px sans-serif", "center"];
  for (const [label, at, inward] of edges) {
    const [[x, y], [u, v]] = [corners[at], corners[at + 4 * inward]];
    const long = Math.hypot(x - u, y - v) || 1;
    context.fillText(label.replace("-", "−"), x + ((x - u) / long) * 30, y + ((y - v) / long) * 24 + 4);
  }
};

export const drawGround = (context, surface, ink) => {
  const { size, heights, turned } = surface;
  const corners = Array.from(heights, (z, k) =>
    surface.project((k % size) / (size - 1) - 0.5, Math.floor(k / size) / (size - 1) - 0.5, z),
  );
  const order = (backwards) => Array.from({ length: size - 1 }, (_, k) => (backwards ? size - 2 - k : k));
  // The far side first.
  const rows = order(Math.cos(turned) > 0);
  const columns = order(Math.sin(turned) > 0);
  context.lineWidth = 0.6;
  for (const row of rows) for (const column of columns) drawCell(context, corners, row * size + column, surface, ink);
  nameEdges(context, corners, surface, ink);
};
