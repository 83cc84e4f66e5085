// The racers' runs, read from one table; of a long run only every so many-th step.
import assert from "node:assert/strict";
import { test } from "node:test";

import { arrowsAt } from "../../pages/shared/frontend/landscape_arrows.js";
import { Frames } from "../../pages/shared/frontend/landscape_frames.js";

const table = (columns) => ({ getChild: (name) => (columns[name] ? { toArray: () => columns[name] } : null) });
// Two racers, two steps.
const SHORT = {
  x: [4, 2, 1, 4, 0, NaN],
  y: [0, 0, 0, 8, 4, NaN],
  loss: [16, 4, 1, 80, 20, NaN],
  gradient_x: [8, 4, 2, 0, 0, 0],
  gradient_y: [0, 0, 0, 0, 0, 0],
  memory_x: [3, 3, 3, 5, 5, 5],
  memory_y: [0, 1, 2, 0, 0, 0],
};
const short = new Frames({ frames: table(SHORT), racers: [{}, {}], steps: 2, stride: 1 });
// One racer, 25 steps, a stop every ten.
const long = new Frames({
  frames: table({ x: [9, 8, 7, 6], y: [0, 0, 0, 0], moved_x: [-0.1, -0.2, -0.3, NaN], moved_y: [0, 0, 0, NaN] }),
  racers: [{}],
  steps: 25,
  stride: 10,
});

test("the rows of a racer follow those of the one before", () => {
  assert.deepEqual(short.runs, [[[4, 0], [2, 0], [1, 0]], [[4, 8], [0, 4], [NaN, NaN]]]);
  assert.equal(short.number("loss", 1, 1), 20);
});

test("a step is the way to the next row; from the last one none is taken", () => {
  assert.deepEqual(short.moved(1, 0), [-4, -4]);
  assert.deepEqual(short.moved(0, 2), [NaN, NaN]);
});

test("between two stops of a long run lie more steps than one: the server says how long a step was", () => {
  assert.deepEqual(long.moved(0, 1), [-0.2, 0]);
});

test("stops and steps of a long run are told apart; its last stop is its last step", () => {
  assert.equal(long.steps, 3);
  assert.deepEqual([0, 1, 2.5, 3].map((stop) => long.stepAt(stop)), [0, 10, 25, 25]);
  assert.deepEqual([0, 14, 16, 25].map((step) => long.stopOf(step)), [0, 1, 2, 3]);
  assert.deepEqual([0, 0.5, 1].map((share) => long.stopAt(share)), [0, 1, 3]);
});

test("between two steps a dot lies on the line that is drawn, straight on either axis", () => {
  assert.equal(short.heightAt(0.5, 0, { scale: "linear" }), 10);
  assert.equal(Math.round(1e9 * short.heightAt(0.5, 0, { scale: "log", ground: 0 })) / 1e9, 8);
});

test("a loss that is no number, or lies under the ground of a log axis, has no height", () => {
  assert.equal(short.heightAt(2, 1, { scale: "linear" }), "-");
  assert.equal(short.heightAt(2, 0, { scale: "log", ground: 1 }), "-");
});

test("before a loss that has no height the dot stays where it was", () => {
  assert.equal(short.heightAt(1.5, 1, { scale: "linear" }), 20);
});

test("arrows: gradient and first moment point backward, a velocity forward, and none is drawn for nothing", () => {
  const looks = { ink: "black", violet: "violet", racers: [{ color: "red", memory: "velocity" }, { color: "blue", memory: "moment" }] };
  const brief = (racer, step) => arrowsAt(short, racer, step, looks).map(({ by, color, pointing = false }) => [by.map((v) => v + 0), color, pointing]);
  assert.deepEqual(brief(0, 1), [[[-4, 0], "black", true], [[3, 1], "violet", false], [[-1, 0], "red", false]]);
  assert.deepEqual(brief(1, 0), [[[-5, 0], "violet", true], [[-4, -4], "blue", false]]);
  assert.deepEqual(brief(1, 2), []);
});
