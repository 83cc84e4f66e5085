// Runs the fragment it stands in again whenever the live sliders' own fragment has been answered.
//
// The curves answer to the sliders first and alone; everything else follows one round trip later, and skips turns while
// it is still busy. It also tells the address what is shown. After a single change it lets the curves be painted first; in a
// drag it must not fall behind the hand, nor take the browser's time from the pictures under it: it follows every `rest_ms`.

const FOLLOWERS = new WeakMap();
const PATIENCE_MS = 2000;
const DRAG_MS = 150;

export default function ({ data, parentElement, setStateValue }) {
  if (!FOLLOWERS.has(parentElement)) FOLLOWERS.set(parentElement, { seen: 0, sent: 0, at: 0, heard: 0 });
  const state = FOLLOWERS.get(parentElement);
  const follow = () => {
    const busy = data.turn !== state.sent && performance.now() - state.at < PATIENCE_MS;
    if (busy || state.seen === state.sent) return;
    state.sent = state.seen;
    state.at = performance.now();
    post(() => setStateValue("turn", state.sent));
  };
  const heard = (event) => {
    state.seen = event.detail;
    const dragged = performance.now() - state.heard < DRAG_MS;
    state.heard = performance.now();
    clearTimeout(state.timer);
    const early = data.rest_ms - (performance.now() - state.at);
    if (!dragged) requestAnimationFrame(() => requestAnimationFrame(follow));
    else if (early > 0) state.timer = setTimeout(follow, early);
    else follow();
  };
  if (state.sent === 0) state.sent = state.seen = data.turn;
  follow();
  window.dispatchEvent(new CustomEvent("settings-shown", { detail: { query: data.query, path: data.path } }));
  window.addEventListener("live-sliders-answered", heard);
  return () => {
    clearTimeout(state.timer);
    window.removeEventListener("live-sliders-answered", heard);
  };
}
