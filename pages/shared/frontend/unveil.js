// Draws a run only as far as it has been made: its lines are cut behind a step, its dots after it are hidden. Vega draws a line
// as one path with a point for each row that has a place, and hangs the rows on it.

import { RUN_DOTS, RUN_LINES, rowOf } from "./hosts.js";

const cut = new WeakMap(); // What Vega drew of a line, and what is left of it.

const stepOf = (item) => item?.datum?.step;
// Theory is no run: it was there before.
const ofARun = (item) => stepOf(item) !== undefined && item.datum.method !== "theory";

// As many points of a path as rows have come.
export const beginning = (whole, points) => whole.split(/(?=[ML])/).slice(0, points).join("");

// How many points of a line's path lie up to a step.
export const pointsUpTo = (items, k) => items.filter((item) => item.defined !== false && stepOf(item) <= k).length;

let veiled = false;

const each = (root, selector) => [...root.querySelectorAll(selector)].filter((path) => ofARun(rowOf(path)));

// Nothing is cut where k is Infinity.
export const unveil = (k, root = document) => {
  if (k === Infinity && !veiled) return;
  veiled = k !== Infinity;
  for (const path of each(root, RUN_LINES)) {
    const drawn = path.getAttribute("d") ?? "";
    const before = cut.get(path);
    const whole = before && before.left === drawn ? before.whole : drawn;
    const left = k === Infinity ? whole : beginning(whole, pointsUpTo(rowOf(path).mark.items, k));
    cut.set(path, { whole, left });
    if (left !== drawn) path.setAttribute("d", left);
  }
  for (const dot of each(root, RUN_DOTS)) dot.style.visibility = stepOf(rowOf(dot)) > k ? "hidden" : "";
};
