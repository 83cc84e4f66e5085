// A chart is one stop on the way of the Tab key, with its buttons and the words of its legend, and so are a page's takeaways,
// the things to try and the racers, as toolbars are; within a stop the arrow keys go from one to the next.
//
// Streamlit makes every button a stop: four for each chart, before what is played with. Which are there changes with the chart,
// so that nothing is kept of them: whichever is reached, the others beside it are no stops from then on.

import { STOPS } from "./hosts.js";

const WAYS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export const oneStop = (reached, all) => {
  for (const each of all) each.tabIndex = each === reached ? 0 : -1;
};

export const goAlong = (event, all) => {
  const way = WAYS[event.key];
  if (way === undefined || !all.includes(event.target)) return;
  event.preventDefault();
  all.at((all.indexOf(event.target) + way) % all.length).focus();
};

const besides = ({ target }) => {
  const [whole, stops] = Object.entries(STOPS).find(([, each]) => target.matches?.(each)) ?? [];
  return whole ? [...(target.closest(whole)?.querySelectorAll(stops) ?? [])] : [];
};

// What comes later than what it stands beside is reached by way of that.
export const join = (late) => {
  const reachable = besides({ target: late }).some((each) => each !== late && each.tabIndex === 0 && each.checkVisibility());
  late.tabIndex = reachable ? -1 : 0;
};

export const oneStopEach = () => {
  addEventListener("focusin", (event) => oneStop(event.target, besides(event)));
  addEventListener("keydown", (event) => goAlong(event, besides(event)));
  return true;
};
