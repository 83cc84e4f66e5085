// Sends what changed, one message at a time; what comes meanwhile waits, and only the newest is sent.
const PATIENCE_MS = 2000; // After this long without an answer the next values are sent all the same.

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

  // An answer: whether it is the one to the last message.
  answered(turn) {
    if (this.turn === 0) this.turn = turn;
    if (turn < this.turn || this.timer === null) return;
    // The turns of the sliders are others than ours.
    window.dispatchEvent(new CustomEvent("live-sliders-answered", { detail: `map ${turn}` }));
    this.done();
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

