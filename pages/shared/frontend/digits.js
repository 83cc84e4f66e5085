// Numbers as NumPy prints them: the fewest digits that are read as this number in its precision.

// The float16 nearest to a number, and of two the even one; Math.f16round is too new for many browsers.
const toFloat16 = (value) => {
  const unit = 2 ** (Math.max(Math.floor(Math.log2(Math.abs(value))), -14) - 10);
  const units = value / unit;
  return unit * (Math.abs(units % 1) === 0.5 ? 2 * Math.round(units / 2) : Math.round(units));
};
// What a number that was typed becomes, by how many digits name every number of the precision.
const HELD = { 5: toFloat16, 9: Math.fround, 17: Number };

export const written = (value, most) => {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  for (let digits = 1; digits < most; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (HELD[most](short) === value) return String(short);
  }
  return String(Number(value.toPrecision(most)));
};
