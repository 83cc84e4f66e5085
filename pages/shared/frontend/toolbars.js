// A chart's toolbar is one stop on the way of the Tab key, as toolbars are; within it the arrow keys go from button to button.
//
// Streamlit makes every button a stop: four for each chart, before what is played with. Which are there changes with the chart,
// so that nothing is kept of them: whichever button is reached, the others of its toolbar are no stops from then on.

import { TOOLBAR } from "./hosts.js";

const buttonsOf = ({ target }) => [...(target.closest?.(TOOLBAR)?.querySelectorAll("button") ?? [])];
const WAYS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export const oneStopEach = () => {
  addEventListener("focusin", (event) => {
    for (const button of buttonsOf(event)) button.tabIndex = button === event.target ? 0 : -1;
  });
  addEventListener("keydown", (event) => {
    const [way, buttons] = [WAYS[event.key], buttonsOf(event)];
    if (way === undefined || !buttons.length) return;
    event.preventDefault();
    buttons.at((buttons.indexOf(event.target) + way) % buttons.length).focus();
  });
  return true;
};
