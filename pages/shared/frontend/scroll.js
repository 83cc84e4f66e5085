// Scrolls to a place on a page that is still being drawn, and keeps it in sight until it is whole or the visitor takes over.

const WHOLE_MS = 3000;
const HANDS = ["pointerdown", "wheel", "keydown", "touchmove"];

export const scrollOnceThere = (place) => {
  const look = () => document.querySelector(place)?.scrollIntoView({ block: "start" });
  const drawn = new MutationObserver(look);
  const end = () => {
    drawn.disconnect();
    clearTimeout(late);
    for (const hand of HANDS) removeEventListener(hand, end, true);
  };
  const late = setTimeout(end, WHOLE_MS);
  for (const hand of HANDS) addEventListener(hand, end, true);
  drawn.observe(document.body, { childList: true, subtree: true });
};
