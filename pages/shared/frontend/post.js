// Every component sends through this. Streamlit gathers what is set within one task into one message, which runs one
// fragment: values of two fragments must not meet in it, or one of the two would never run.
export const post = (globalThis.descentLabPost ??= (() => {
  const queue = [];
  let busy = false;
  const next = () => {
    const send = queue.shift();
    busy = send !== undefined;
    if (!busy) return;
    try {
      send();
    } finally {
      // After Streamlit's own timer, and also after what could not be sent: it must not hold up the others.
      setTimeout(next, 0);
    }
  };
  return (send) => {
    queue.push(send);
    if (!busy) next();
  };
})());
