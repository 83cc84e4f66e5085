// Sends what changed. Two messages at most are on their way: while the browser draws one answer the server makes the next.
// What comes meanwhile waits, and only the newest is sent.

const PATIENCE_MS = 2000; // After this long without an answer the next values are sent all the same.
const AHEAD = 2;

class Post {
  constructor() {
    this.turn = 0; // Of the last message sent,
    this.heard = 0; // and of the last one that was answered.
    this.waiting = {};
  }

  put(values) {
    Object.assign(this.waiting, values);
    this.flush();
  }

  get busy() {
    return this.turn > this.heard;
  }

  flush() {
    if (!Object.keys(this.waiting).length || this.turn - this.heard >= AHEAD) return;
    this.turn += 1;
    const [values, turn] = [this.waiting, this.turn];
    this.waiting = {};
    clearTimeout(this.patience);
    this.patience = setTimeout(() => this.answered(turn), PATIENCE_MS);
    post(() => this.send({ values, turn }));
  }

  // The answer to a message.
  answered(turn) {
    if (this.turn === 0) this.turn = this.heard = turn;
    if (turn <= this.heard) return;
    this.heard = turn;
    if (!this.busy) clearTimeout(this.patience);
    this.flush();
    // What follows from the descents takes its own time (see follow.js). The turns of the sliders are others than ours.
    window.dispatchEvent(new CustomEvent("live-sliders-answered", { detail: `map ${turn}` }));
  }
}
