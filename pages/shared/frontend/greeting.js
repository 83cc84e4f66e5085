// What plays by itself when somebody comes, so that it is seen what there is to play.

import { stored } from "./stored.js";

export const motionWanted = () => !matchMedia("(prefers-reduced-motion: reduce)").matches;

// Who came from another page of ours has seen and touched things.
const cameHere = () => new URL(performance.getEntriesByType("navigation")[0].name).pathname === location.pathname;

// Asked when a page comes: whether it may play by itself, which is once in a browser, and not in a frame.
export const greets = (page) => {
  const seen = stored(`seen-${page}`);
  const first = !seen.get();
  seen.set("yes");
  return first && motionWanted() && window.top === window && cameHere();
};

// Start a clock as soon as there is something `drawn` to watch, unless the visitor is quicker: what is touched outside of the
// `player` ends it, and all is as it would have been without.
const LOOK_MS = 250;

export const greet = (clock, player, drawn) => {
  const end = (event) => {
    clearInterval(looking);
    forget();
    if (clock.playing && !event.composedPath().includes(player)) clock.go(0);
  };
  const hands = ["pointerdown", "keydown"];
  const forget = () => hands.forEach((hand) => removeEventListener(hand, end, true));
  for (const hand of hands) addEventListener(hand, end, true);
  const looking = setInterval(() => {
    const here = clock.play.isConnected;
    if (here && !drawn()) return;
    clearInterval(looking);
    if (here) clock.start();
    else forget();
  }, LOOK_MS);
};
