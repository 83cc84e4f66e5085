// The scale of a rail (see scale.js) on which a value has a place: the stretch that a slider shows at first, from `low` to `high`, or
// more of what may be typed, from `limits[0]` to `limits[1]`. It is fitted to a value that was typed or came from elsewhere, and
// stays as it is under the hand that moves the thumb.

const DECADES = 300;

// A stretch that is 2, 5, 10, 20, 50, ... times as wide about its middle, as the pictures' domains grow (core/stretches.py).
const wider = ({ low, high }, value) => {
  const [middle, half] = [(low + high) / 2, (high - low) / 2];
  const enough = (times) => Math.abs(value - middle) <= times * half || times * half >= Number.MAX_VALUE / 20;
  for (let decade = 0; decade < DECADES; decade += 1) {
    const times = [1, 2, 5].map((digit) => Number(`${digit}e${decade}`)).find((each) => each > 1 && enough(each));
    if (times) return [middle - times * half, middle + times * half];
  }
  return [low, high];
};

// One with as many decades more as the value needs to have a factor of two on both sides.
const longer = ({ low, high }, value) => [
  Math.min(low, Number(`1e${Math.floor(Math.log10(value / 2))}`)),
  Math.max(high, Number(`1e${Math.ceil(Math.log10(value * 2))}`)),
];

export const fitted = ({ limits, low, high, positions, spacing, whole }, value) => {
  const stretch = { low, high, positions, spacing, whole };
  if (value >= low && value <= high) return stretch;
  const [from, to] = (spacing === "log" ? longer : wider)(stretch, value);
  const found = { ...stretch, low: Math.max(limits[0], from), high: Math.min(limits[1], to) };
  // As many places to the decade as before; on an even rail as many in all, or there would be millions.
  const decades = Math.log(found.high / found.low) / Math.log(high / low);
  return spacing === "log" ? { ...found, positions: Math.round(positions * decades) } : found;
};
