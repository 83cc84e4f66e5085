// Numbers as people type them: with a decimal point or comma, any dash for a minus, as a fraction, with groups of thousands.

const DASHES = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g; // Hyphens, en and em dash, minus sign.
const BAR = /[/\u2044\u2215\u00f7]/; // Of a fraction.
const UNSEEN = /[\u200b-\u200f\u2060]/g;
const PLAIN = /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const SPACED = /^\d{1,3}([ '])\d{3}(\1\d{3})*([.,]\d*)?$/; // Nothing but a group of thousands has these.
const GROUPED = /^\d{1,3}([.,])\d{3}(\1\d{3})*$/;
const GROUPED_AND_DECIMAL = /^\d{1,3}([.,])\d{3}(\1\d{3})*(?!\1)[.,]\d*$/;

// What a number without sign and spaces about it can mean.
const meanings = (digits, whole) => {
  const text = SPACED.test(digits) ? digits.replace(/[ ']/g, "") : digits;
  const decimal = Number(text.replace(",", "."));
  const [, mark, more] = text.match(GROUPED) ?? [];
  if (mark) {
    const thousands = Number(text.replaceAll(mark, ""));
    if (more) return [thousands];
    // Numbers are shown here with a point, so that "1.234" is one where no whole number is wanted.
    return text.startsWith("0") || (mark === "." && !whole) ? [decimal] : [decimal, thousands];
  }
  const [, group] = text.match(GROUPED_AND_DECIMAL) ?? [];
  if (group) return [Number(text.replaceAll(group, "").replace(",", "."))];
  return PLAIN.test(text.replace(",", ".")) ? [decimal] : [];
};

// All that a text can mean: one number, none, or several that only the writer can tell apart. `whole` says that whole numbers
// are wanted. A number that is too large for the machine is an infinity. core/numbers.py reads those of links likewise.
export const readings = (typed, whole = false) => {
  const text = typed.replace(UNSEEN, "").replace(DASHES, "-").replace(/[_’]/g, "'").replace(/\s+/g, " ");
  const [over, under, ...rest] = text.split(BAR).map((part) => {
    const [, sign, digits] = part.trim().match(/^([+-]?) ?(.*)$/);
    return meanings(digits, whole).map((value) => (sign === "-" ? -value : value));
  });
  if (rest.length) return [];
  return (under ? over.flatMap((value) => under.filter(Boolean).map((by) => value / by)) : over).filter((value) => !Number.isNaN(value));
};

const written = (value) => (Math.abs(value) > 1e6 ? value.toExponential().replace("+", "") : String(value));

// What is wrong with a text that should be a number from one limit to the other, which somebody may have a `constraint` for; empty if
// nothing is.
export const complaint = (typed, { limits: [low, high], whole = false, constraint = "" }) => {
  const found = readings(typed, whole);
  if (found.length > 1) return `${typed.trim()} could be ${found.join(" or ")}: type it as ${found.join(" or as ")}.`;
  const fits = (value) => value >= low && value <= high && (!whole || Number.isInteger(value));
  if (found.length && fits(found[0])) return "";
  const range = high === Number.MAX_VALUE ? "" : ` from ${written(low)} to ${written(high)}`;
  if (found.length && range === "") return `${typed.trim()} is too large: the largest number here is 1.79e308.`;
  return `Type ${whole ? "a whole number" : "a number"}${range}.${constraint && ` Keras: ${constraint}`}`;
};

// The keyboard of a phone: those for numbers have neither a minus nor an e, nor do all have a bar.
export const keyboard = ({ limits: [low], whole, spacing }) => (low < 0 || spacing === "log" ? "text" : whole ? "numeric" : "decimal");
