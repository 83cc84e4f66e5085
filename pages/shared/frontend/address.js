// Keeps the page's address equal to what is on screen, and says so when the visitor goes back or forward.
//
// The address is written a moment after the last change, not while a slider is dragged: a browser refuses more than some
// hundred history entries in ten seconds, and nobody wants to go back through each of them.

const SETTLED_MS = 400;
const STATE = new WeakMap();

const wanted = (query) => {
  const all = new URLSearchParams(query);
  // Streamlit's own entries (embed, embed_options) stay.
  for (const [key, value] of new URLSearchParams(location.search)) if (key.startsWith("embed")) all.append(key, value);
  return `?${all}`;
};

export default function ({ data, parentElement, setStateValue }) {
  if (!STATE.has(parentElement)) STATE.set(parentElement, { turn: data.turn, timer: null, first: true });
  const state = STATE.get(parentElement);
  clearTimeout(state.timer);
  if (data.turn >= state.turn) {
    const write = () => {
      const target = wanted(data.query);
      if (target === location.search) return;
      if (state.first) history.replaceState(history.state, "", target);
      else history.pushState(history.state, "", target);
    };
    if (state.first) write();
    else state.timer = setTimeout(write, SETTLED_MS);
    state.first = false;
  }
  const gone = () => {
    clearTimeout(state.timer);
    state.turn += 1;
    const to = { query: location.search.slice(1), turn: state.turn };
    post(() => setStateValue("gone_to", to));
  };
  window.addEventListener("popstate", gone);
  return () => {
    clearTimeout(state.timer);
    window.removeEventListener("popstate", gone);
  };
}
