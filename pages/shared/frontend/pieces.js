// A line of code, which may be broken behind a space, a bracket that opens, a comma or an equals sign, and before the dot of a
// method: nowhere within a name or a number.

import { made } from "./dom.js";

const PLACES = /(?<=[\s([,=])(?=[^\s=])|(?=\.[A-Za-z_])/;

export const pieces = (text) => text.split(PLACES).filter(Boolean);

// Show it in an element whose style has `.piece` keep together.
export const writeCode = (element, text) => {
  if (element.textContent === text) return;
  element.replaceChildren(...pieces(text).flatMap((piece) => [made("span", "piece", piece), made("wbr")]));
};
