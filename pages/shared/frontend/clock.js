// One clock for all that plays: play, pause, step, scrub, and the end, by press or by the keys that players of films have. It goes
// by the browser's frames and keeps no place of its own: it asks where that which plays stands, and says where it goes.

import { onKey, onPress } from "./dom.js";
import { byFinger } from "./finger.js";

const KEYS = "K plays and pauses; , and . go a step back and on";

export const DESCENT_PACE = { seconds: 8, slowest: 4, fastest: 60 };

export class Clock {
  // `play` is a button and `scrub` a range input; `at` gives the place where all stands, `last` the last one, and `show` goes
  // to another. From end to end it takes so many `seconds`, but never goes slower than `slowest` nor faster than `fastest`
  // steps a second. What `glides` is shown between two steps too, as long as it plays; of what takes `everyStep` none is
  // passed over when a frame comes late.
  constructor({ play, scrub, at, last, show, seconds, slowest, fastest = Infinity, glides = false, everyStep = false }) {
    Object.assign(this, { play, scrub, at, last, show, seconds, slowest, fastest, glides, everyStep });
    this.frame = null;
    this.making = false; // Whether all since the first step was played: what is played then is being made.
    byFinger(scrub);
    scrub.addEventListener("input", () => this.go(Number(scrub.value)));
    onPress(play, () => this.toggle());
    play.title = KEYS;
    const deaf = onKey((key) => (play.isConnected ? this.key(key) : deaf()));
  }

  toggle() {
    if (this.playing) this.stop();
    else this.start();
  }

  key(key) {
    const act = { k: () => this.toggle(), ",": () => this.step(-1), ".": () => this.step(1) }[key];
    act?.();
    return act !== undefined;
  }

  get playing() {
    return this.frame !== null;
  }

  // From where it stands; from the end anew.
  start() {
    const speed = Math.min(this.fastest, Math.max(this.slowest, this.last() / this.seconds));
    const ended = this.at() >= this.last();
    let [begun, from] = [performance.now(), ended ? 0 : this.at()];
    this.making ||= from === 0;
    const tick = (now) => {
      let place = Math.min(this.last(), from + Math.max(0, ((now - begun) / 1000) * speed));
      if (!this.glides) place = Math.floor(place);
      if (this.everyStep && place > this.at() + 1) [begun, from, place] = [now, this.at() + 1, this.at() + 1];
      if (this.glides || place !== this.at()) this.show(place);
      if (this.at() >= this.last() || !this.play.isConnected) this.stop();
      else this.frame = requestAnimationFrame(tick);
    };
    this.frame = requestAnimationFrame(tick);
    if (ended) this.show(0);
    this.say("❚❚ Pause");
  }

  stop() {
    if (!this.playing) return;
    cancelAnimationFrame(this.frame);
    this.frame = null;
    if (this.glides) this.show(Math.floor(this.at()));
    this.say("▶ Play");
  }

  // Nothing that was chosen by hand is played away.
  go(place) {
    this.making = false;
    this.stop();
    this.show(Math.max(0, Math.min(this.last(), place)));
  }

  step(by) {
    this.stop();
    this.go(this.at() + by);
  }

  say(words) {
    this.play.textContent = words;
    this.play.setAttribute("aria-pressed", this.playing);
  }
}
