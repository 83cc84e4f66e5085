// Every component sends through this. Streamlit gathers what is set within one task into one message, which runs one
// fragment: values of two fragments must not meet in it, or one of the two would never run.
//
// Every message also carries what stands in all of Streamlit's own controls. So none may go out between the moment that the
// server was asked to open another address and the one in which all controls have what it opened: the server would take what
// still stands in them for a choice of the visitor's. Nor between a press on one of Streamlit's own controls and the message of
// that: it would leave with ours, as a run of our fragment alone, and the rest of the page would not hear of the choice. Where
// ours was set already and had not left, that cannot be helped any more, and the whole page is asked for later.
const LEAVING_MS = 100; // Streamlit waits up to 4 ms, and as long as the browser has to draw.

export const post = (globalThis.descentLabPost ??= (() => {
  const queue = [];
  let busy = false;
  let held = false;
  let resting; // The timer that ends it.
  const next = () => {
    if (held || resting !== undefined) busy = false;
    else run(queue.shift());
  };
  const run = (send) => {
    busy = send !== undefined;
    if (!busy) return;
    try {
      send();
    } finally {
      // After Streamlit's own timer, and also after what could not be sent: it must not hold up the others.
      setTimeout(next, 0);
    }
  };
  const line = (send) => {
    queue.push(send);
    if (!busy) next();
  };
  // What asks the server to open an address, in a task of its own: nothing else is sent until `release`.
  line.alone = (send) => {
    held = true;
    setTimeout(send, 0);
  };
  line.rest = () => {
    if (busy && resting === undefined) line.joined?.();
    clearTimeout(resting);
    resting = setTimeout(() => {
      resting = undefined;
      if (!busy) next();
    }, LEAVING_MS);
  };
  // What is done where such a press may leave with a message of ours.
  line.joined = undefined;
  line.hold = () => (held = true);
  line.release = () => {
    held = false;
    if (!busy) next();
  };
  return line;
})());
