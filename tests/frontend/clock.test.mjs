// What plays goes by frames, as fast as it was told, and stops at the end, by hand, or when it is gone.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Clock } from "../../pages/shared/frontend/clock.js";

let now; // In milliseconds.
let asked; // The frames that are still to come, by their number.
let pressed; // A key that is pressed on an element; gives whether it was taken.

class Control extends EventTarget {
  constructor() {
    super();
    Object.assign(this, { style: {}, isConnected: true, attributes: {} });
  }

  setAttribute(name, value) {
    this.attributes[name] = String(value);
  }
}

beforeEach(() => {
  [now, asked] = [0, new Map()];
  let count = 0;
  Object.defineProperty(globalThis, "performance", { value: { now: () => now }, configurable: true });
  globalThis.requestAnimationFrame = (draw) => {
    asked.set((count += 1), draw);
    return count;
  };
  const window = new EventTarget();
  for (const name of ["addEventListener", "removeEventListener"]) globalThis[name] = window[name].bind(window);
  pressed = (key, on = "body", more = {}) => {
    const path = [{ matches: (css) => css.includes(on) }];
    const event = Object.assign(new Event("keydown", { cancelable: true }), { key, ...more });
    event.composedPath = () => path;
    window.dispatchEvent(event);
    return event.defaultPrevented;
  };
  globalThis.cancelAnimationFrame = (number) => asked.delete(number);
});

// The next frame, so many milliseconds later.
const frame = (later) => {
  now += later;
  const draws = [...asked.values()];
  asked.clear();
  for (const draw of draws) draw(now);
};

// What plays, from 0 to `last`, and what of it was shown.
const player = (last, how) => {
  const [play, scrub, shown] = [new Control(), new Control(), []];
  const played = { play, scrub, shown, place: 0, last };
  const show = (place) => shown.push((played.place = place));
  played.clock = new Clock({ play, scrub, show, at: () => played.place, last: () => played.last, ...how });
  return played;
};
const press = ({ play }) => play.dispatchEvent(new Event("click"));
const scrubTo = ({ scrub }, place) => {
  scrub.value = String(place);
  scrub.dispatchEvent(new Event("input"));
};
const WALK = { seconds: 8, slowest: 4, fastest: 60 };

test("from end to end it takes its seconds", () => {
  const walk = player(80, WALK); // 10 a second
  press(walk);
  frame(1000);
  frame(3000);
  assert.deepEqual(walk.shown, [10, 40]);
});

test("but few steps go as slowly, and many as fast, as they may", () => {
  for (const [last, place] of [[8, 4], [48_000, 60]]) {
    const walk = player(last, WALK);
    press(walk);
    frame(1000);
    assert.equal(walk.place, place);
  }
});

test("only another step is shown, and never a part of one", () => {
  const walk = player(80, WALK);
  press(walk);
  for (const later of [0, 50, 40, 20, 80]) frame(later);
  assert.deepEqual(walk.shown, [1]);
});

test("a frame that began before the button was pressed goes nowhere", () => {
  const walk = player(80, WALK);
  press(walk);
  frame(-10);
  assert.deepEqual(walk.shown, []);
});

test("what glides is shown at every frame, and pauses at a whole step", () => {
  const glide = player(80, { ...WALK, glides: true });
  press(glide);
  frame(0);
  frame(250);
  assert.deepEqual(glide.shown, [0, 2.5]);
  press(glide);
  assert.equal(glide.place, 2);
});

test("of every step none is passed over: one that comes late is the next one, and the others keep their distance from it", () => {
  const tape = player(10, { seconds: 24, slowest: 2, everyStep: true });
  press(tape);
  for (const later of [500, 3000, 100, 400]) frame(later);
  assert.deepEqual(tape.shown, [1, 2, 3]);
});

test("the button says what it does next, and whether it is pressed", () => {
  const walk = player(80, WALK);
  press(walk);
  assert.deepEqual([walk.play.textContent, walk.play.attributes["aria-pressed"], walk.clock.playing], ["❚❚ Pause", "true", true]);
  press(walk);
  assert.deepEqual([walk.play.textContent, walk.play.attributes["aria-pressed"], walk.clock.playing], ["▶ Play", "false", false]);
  assert.equal(asked.size, 0);
});

test("at the end it stops, and from there it begins anew", () => {
  const walk = player(8, WALK);
  press(walk);
  frame(60_000);
  assert.deepEqual([walk.place, walk.clock.playing, asked.size], [8, false, 0]);
  press(walk);
  assert.equal(walk.place, 0);
  frame(250);
  assert.equal(walk.place, 1);
});

test("after a pause it goes on from where it was", () => {
  const walk = player(80, WALK);
  press(walk);
  frame(1000);
  press(walk);
  now += 5000;
  press(walk);
  frame(500);
  assert.equal(walk.place, 15);
});

test("a hand on the rail stops it where the hand is", () => {
  for (const glides of [false, true]) {
    const walk = player(80, { ...WALK, glides });
    press(walk);
    frame(1000);
    scrubTo(walk, 42);
    assert.deepEqual([walk.place, walk.clock.playing, asked.size], [42, false, 0]);
  }
});

test("a step stops it too, and leads beyond neither end", () => {
  const walk = player(80, WALK);
  press(walk);
  frame(1000);
  walk.clock.step(1);
  assert.deepEqual([walk.place, walk.clock.playing], [11, false]);
  walk.clock.step(-20);
  assert.equal(walk.place, 0);
  walk.clock.go(81);
  assert.equal(walk.place, 80);
});

test("an end that comes nearer while it plays is where it stops", () => {
  const walk = player(80, WALK);
  press(walk);
  frame(1000);
  walk.last = 12;
  frame(1000);
  assert.deepEqual([walk.place, walk.clock.playing], [12, false]);
});

test("what is gone from the page plays no longer", () => {
  const walk = player(80, WALK);
  press(walk);
  walk.play.isConnected = false;
  frame(1000);
  assert.equal(walk.clock.playing, false);
});

test("what is played from the first step is being made, also after a pause; what is chosen by hand is not", () => {
  const walk = player(80, WALK);
  const making = () => walk.clock.making;
  assert.equal(making(), false);
  press(walk);
  frame(1000);
  assert.equal(making(), true);
  press(walk);
  press(walk);
  frame(1000);
  assert.equal(making(), true);
  scrubTo(walk, 5);
  assert.equal(making(), false);
  press(walk);
  frame(1000);
  assert.equal(making(), false);
});

test("keys play, pause and step, but not where somebody types or means the browser, nor once it is gone", () => {
  const walk = player(80, WALK);
  assert.ok(pressed("k"));
  frame(1000);
  assert.ok(pressed("K"));
  assert.equal(walk.clock.playing, false);
  assert.ok(pressed("."));
  assert.ok(pressed("."));
  assert.ok(pressed(","));
  assert.deepEqual(walk.shown, [10, 11, 12, 11]);
  assert.equal(pressed("k", "textarea"), false);
  assert.equal(pressed("k", "body", { ctrlKey: true }), false);
  assert.equal(pressed("x"), false);
  walk.play.isConnected = false;
  assert.equal(pressed("k"), false);
  assert.deepEqual(walk.shown, [10, 11, 12, 11]);
});
