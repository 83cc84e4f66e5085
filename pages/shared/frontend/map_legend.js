// What stands under a map: its buttons as they are now, how to use it, and what its colours mean.

import { made } from "./dom.js";

const TOUCHED = "(hover: none), (pointer: coarse)";

const entryOf = ({ title, color }, ramp, [pale, deep]) => {
  const swatch = made("i", color ? "" : "ramp");
  swatch.style.background = color || `linear-gradient(to right, ${ramp.join(", ")})`;
  return color ? made("span", "", swatch, title) : made("span", "", `${title}: ${pale} `, swatch, deep);
};

// `parts` are the map's elements by their ids.
export const writeUnder = (parts, { legend, ends, ramp, hint, whole }) => {
  parts.hint.textContent = hint[matchMedia(TOUCHED).matches ? 1 : 0];
  parts.whole.disabled = whole;
  const shades = legend.every(({ color }) => color) ? [made("span", "", `faint: ${ends[0]}, full: ${ends[1]}`)] : [];
  parts.legend.replaceChildren(...legend.map((entry) => entryOf(entry, ramp, ends)), ...shades);
};
