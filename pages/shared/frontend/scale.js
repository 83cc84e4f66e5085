// Where the values of a slider lie on its rail. Positions are whole, from 0 to `positions`; values are rounded to what a person
// would type. `low` and `high` are the ends of the rail: a value beyond them stands at the nearer end.

const FEW = 10; // Of so many counts from the lowest one lies as far from the next as another; of more, as in the logarithm.
const PAGES = 10; // So many presses of Page Up lead from one end to the other.

// The value at a share of the rail, not rounded.
export const along = ({ low, high, spacing }, share) => {
  if (spacing === "log") return low * (high / low) ** share;
  if (spacing === "near one") return 1 - (1 - low) * ((1 - high) / (1 - low)) ** share;
  if (spacing === "counts") return low + FEW * ((1 + (high - low) / FEW) ** share - 1);
  return low + (high - low) * share;
};

const SHARES = {
  even: ({ low, high }, value) => (value - low) / (high - low),
  counts: ({ low, high }, value) => Math.log(1 + (value - low) / FEW) / Math.log(1 + (high - low) / FEW),
  log: ({ low, high }, value) => Math.log(value / low) / Math.log(high / low),
  "near one": ({ low, high }, value) => Math.log((1 - value) / (1 - low)) / Math.log((1 - high) / (1 - low)),
};

// Six decimals, or more where positions lie closer.
const decimals = ({ low, high, positions }) => Math.min(100, Math.max(6, 2 - Math.floor(Math.log10((high - low) / positions))));

export const valueAt = (scale, position) => {
  const { low, high, positions, spacing, whole } = scale;
  if (position <= 0) return low;
  if (position >= positions) return high;
  const value = along(scale, position / positions);
  if (whole) return Math.round(spacing === "counts" ? Number(value.toPrecision(3)) : value);
  if (spacing === "near one") return Number((1 - Number((1 - value).toPrecision(2))).toFixed(6));
  return spacing === "log" ? Number(value.toPrecision(3)) : Number(value.toFixed(decimals(scale)));
};

// How far along the rail a value lies; beyond its ends below 0 or above 1.
export const placeOn = (scale, value) => SHARES[scale.spacing](scale, value);

// The same from 0 to 1.
export const shareOf = (scale, value) => {
  if (value <= scale.low) return 0;
  return value >= scale.high ? 1 : placeOn(scale, value);
};

export const positionOf = (scale, value) => Math.round(scale.positions * shareOf(scale, value));

// The value some positions further, or, where that is no other one, the next that is: many positions may share a value, and
// one that was typed may lie between two.
const further = (scale, value, by) => {
  const step = Math.sign(by);
  let position = positionOf(scale, value) + by;
  if (Math.abs(by) === 1) position -= by; // The nearest position may already lie further.
  const last = step > 0 ? scale.positions : 0;
  while (step * (valueAt(scale, position) - value) <= 0 && step * (last - position) > 0) position += step;
  const found = valueAt(scale, position);
  return step * (found - value) > 0 ? found : value;
};

// The value that a key leads to from another; undefined for a key that moves no slider.
export const valueByKey = (scale, value, key) => {
  const page = Math.max(1, Math.round(scale.positions / PAGES));
  const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -page, PageUp: page }[key];
  if (by !== undefined) return further(scale, value, by);
  return { Home: scale.low, End: scale.high }[key];
};
