// Runs the fragment it stands in again whenever the live sliders' own fragment has been answered.
//
// The curves answer to the sliders first and alone; everything else follows one round trip later, and skips turns while
// it is still busy. It also tells the address what is shown. After a single change it lets the curves be painted first; in a
// drag it must not fall behind the hand, nor take time from the pictures under it, the browser's or the server's: it follows
// when the hand rests, and every `rest_ms` while it does not.

import { onePerPlace } from "./dom.js";
import { settingsShown, slidersAnswered } from "./hosts.js";
import { post } from "./post.js";

const PATIENCE_MS = 2000;
// Answers that come no further apart than this belong to a drag, and a hand that nothing was heard of for so long rests.
const DRAG_MS = 150;

export class Follower {
  constructor(turn) {
    this.seen = this.sent = turn; // What the sliders were answered last, and what of it was followed.
    this.sentAt = this.heardAt = -Infinity;
  }

  receive({ turn, rest_ms }, send) {
    Object.assign(this, { turn, rest: rest_ms, send });
    if (!this.waits) this.follow();
  }

  follow() {
    this.waits = false;
    const busy = this.turn !== this.sent && performance.now() - this.sentAt < PATIENCE_MS;
    if (busy || this.seen === this.sent) return;
    this.sent = this.seen;
    this.sentAt = performance.now();
    this.send(this.sent);
  }

  // `more`: newer values wait already. So a drag is known on a server that needs longer than DRAG_MS for an answer.
  hear({ turn, more }) {
    this.seen = turn;
    const dragged = more || performance.now() - this.heardAt < DRAG_MS;
    this.heardAt = performance.now();
    this.rests();
    this.waits = true;
    const early = this.rest - (performance.now() - this.sentAt);
    if (!dragged) this.frame = requestAnimationFrame(() => (this.frame = requestAnimationFrame(() => this.follow())));
    else if (early > 0) this.timer = setTimeout(() => this.follow(), more ? early : Math.min(early, DRAG_MS));
    else this.follow();
  }

  rests() {
    this.waits = false;
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
  // What it waits for is not over with an answer of what follows.
  return (again) => {
    if (!again) follower.rests();
    deaf();
  };
}
