// Drawings that others make: they come late, on a slow line much later than what is to be done with them, and are made anew.

// Has `act` done as soon as the selector finds something, and whenever it finds other elements than before. Gives what ends it.
export const wheneverDrawn = (selector, act) => {
  let known = [];
  const look = () => {
    const found = [...document.querySelectorAll(selector)];
    if (found.length === known.length && found.every((element, k) => element === known[k])) return;
    known = found;
    if (found.length > 0) act();
  };
  const watcher = new MutationObserver(look);
  watcher.observe(document.body, { childList: true, subtree: true });
  look();
  return () => watcher.disconnect();
};
