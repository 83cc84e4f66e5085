// Runs the fragment it stands in again whenever the live sliders' own fragment has been answered.
//
// The curves answer to the sliders first and alone; everything else follows one round trip later, and skips turns while
// it is still busy. It also tells the address what is shown. After a single change it lets the curves be painted first; in a
// drag it must not fall behind the hand, nor take the browser's time from the pictures under it: it follows every `rest_ms`.

import { onePerPlace } from "./dom.js";
import { settingsShown, slidersAnswered } from "./hosts.js";
import { post } from "./post.js";

const PATIENCE_MS = 2000;
const DRAG_MS = 150;

export class Follower {
  constructor(turn) {
    this.seen = this.sent = turn; // What the sliders were answered last, and what of it was followed.
    this.sentAt = this.heardAt = -Infinity;
  }

  receive({ turn, rest_ms }, send) {
    Object.assign(this, { turn, rest: rest_ms, send });
    this.follow();
  }

  follow() {
    const busy = this.turn !== this.sent && performance.now() - this.sentAt < PATIENCE_MS;
    if (busy || this.seen === this.sent) return;
    this.sent = this.seen;
    this.sentAt = performance.now();
    this.send(this.sent);
  }

  hear(turn) {
    this.seen = turn;
    const dragged = performance.now() - this.heardAt < DRAG_MS;
    this.heardAt = performance.now();
    this.rests();
    const early = this.rest - (performance.now() - this.sentAt);
    if (!dragged) this.frame = requestAnimationFrame(() => (this.frame = requestAnimationFrame(() => this.follow())));
    else if (early > 0) this.timer = setTimeout(() => this.follow(), early);
    else this.follow();
  }

  rests() {
    clearTimeout(this.timer);
    cancelAnimationFrame(this.frame);
  }
}

const followerOf = onePerPlace((_, turn) => new Follower(turn));

export default function ({ data, parentElement, setStateValue }) {
  const follower = followerOf(parentElement, data.turn);
  follower.receive(data, (turn) => post(() => setStateValue("turn", turn)));
  const { query, path, visit } = data;
  settingsShown.send({ query, path, visit });
  const deaf = slidersAnswered.hear(({ detail }) => follower.hear(detail));
  return () => {
    follower.rests();
    deaf();
  };
}
