// Sends what changed, one message at a time; what comes meanwhile waits, and only the newest is sent.
const PATIENCE_MS = 2000; // After this long without an answer the next values are sent all the same.

const FOLLOW_MS = 500;

class Post {
  constructor() {
    this.turn = 0;
    this.waiting = {};
    this.timer = null;
  }

  put(values) {
    Object.assign(this.waiting, values);
    if (this.timer === null) this.flush();
  }

  flush() {
    this.turn += 1;
    this.timer = setTimeout(() => this.done(), PATIENCE_MS);
    const values = this.waiting;
    this.waiting = {};
    post(() => this.send({ values, turn: this.turn }));
  }

  // The answer to a message; `dragging` says that more are to come.
  answered(turn, dragging) {
    if (this.turn === 0) this.turn = turn;
    if (turn < this.turn || this.timer === null) return;
    this.done();
    this.tellLater(dragging ? FOLLOW_MS : 0);
  }

  // What follows from the descents is shown now and then while the hand drags, and when it rests: it takes as long as they.
  tellLater(wait) {
    const due = (this.told ?? 0) + wait - performance.now();
    clearTimeout(this.telling);
    this.telling = setTimeout(() => {
      this.told = performance.now();
      // The turns of the sliders are others than ours.
      window.dispatchEvent(new CustomEvent("live-sliders-answered", { detail: `map ${this.turn}` }));
    }, Math.max(0, due));
  }

  get busy() {
    return this.timer !== null;
  }

  done() {
    clearTimeout(this.timer);
    this.timer = null;
    if (Object.keys(this.waiting).length) this.flush();
  }
}

