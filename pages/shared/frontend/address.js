// Keeps the page's address equal to what is on screen, and says so when the visitor goes back or forward.
//
// The address is written a moment after the last change, not while a slider is dragged: a browser refuses more than some
// hundred history entries in ten seconds, and nobody wants to go back through each of them.

import { post } from "./post.js";

const SETTLED_MS = 400;
// Streamlit runs the page itself when the visitor goes back, and what is sent in that moment can be lost: ask again.
const PATIENCE_MS = 1500;
const STATE = new WeakMap();

const wanted = (query) => {
  const all = new URLSearchParams(query);
  // Streamlit's own entries (embed, embed_options) stay.
  for (const [key, value] of new URLSearchParams(location.search)) if (key.startsWith("embed")) all.append(key, value);
  return `?${all}`;
};

export default function ({ data, parentElement, setStateValue }) {
  const arrived = !STATE.has(parentElement);
  if (arrived) STATE.set(parentElement, { turn: data.turn, timer: null, again: null });
  const state = STATE.get(parentElement);
  state.answered = data.turn;
  state.send = (to) => post(() => setStateValue("gone_to", to));
  // Gone to another page, which Streamlit brings: this is its address and no longer ours.
  const bare = (path) => path.replace(/\/+$/, "");
  const elsewhere = () => data.path !== "" && bare(location.pathname) !== bare(data.path);

  const write = (query, how) => {
    const target = wanted(query);
    if (target !== location.search && !elsewhere()) history[how](history.state, "", target);
  };
  const settle = (query) => {
    clearTimeout(state.timer);
    // While an answer to going back is awaited, what is shown is not what the address says.
    if (data.turn >= state.turn) state.timer = setTimeout(write, SETTLED_MS, query, "pushState");
  };
  // Another page may still have shown something while it was left.
  const shown = ({ detail }) => detail.path === data.path && settle(detail.query);
  const gone = () => {
    clearTimeout(state.timer);
    if (elsewhere()) return;
    ask();
  };
  const ask = () => {
    state.turn += 1;
    state.send({ query: location.search.slice(1), turn: state.turn });
    clearTimeout(state.again);
    state.again = setTimeout(() => state.answered < state.turn && !elsewhere() && ask(), PATIENCE_MS);
  };

  if (arrived) write(data.query, "replaceState");
  else settle(data.query);
  window.addEventListener("settings-shown", shown);
  window.addEventListener("popstate", gone);
  return () => {
    clearTimeout(state.timer);
    window.removeEventListener("settings-shown", shown);
    window.removeEventListener("popstate", gone);
  };
}
