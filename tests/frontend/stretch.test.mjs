// How a rail grows for a value beyond it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { positionOf, valueAt } from "../../pages/shared/frontend/scale.js";
import { fitted } from "../../pages/shared/frontend/stretch.js";

const ANY = [-Number.MAX_VALUE, Number.MAX_VALUE];
const START = { limits: ANY, low: -6, high: 6, positions: 1200, spacing: "even", whole: false };
const RATE = { limits: [1e-12, 1e12], low: 1e-4, high: 100, positions: 600, spacing: "log", whole: false };
const ends = (slider, value) => [fitted(slider, value).low, fitted(slider, value).high];

test("a value on the stretch leaves the rail as it is", () => {
  for (const value of [-6, 0, 6]) assert.deepEqual(ends(START, value), [-6, 6]);
  for (const value of [1e-4, 0.1, 100]) assert.deepEqual(ends(RATE, value), [1e-4, 100]);
});

test("a start beyond it makes the rail wider about its middle, in jumps", () => {
  assert.deepEqual(ends(START, 10), [-12, 12]);
  assert.deepEqual(ends(START, -12.5), [-30, 30]);
  assert.deepEqual(ends(START, 1e5), [-120000, 120000]);
  assert.deepEqual(ends({ ...START, low: 90, high: 110 }, 0), [0, 200]);
});

test("its places have round numbers still, and as many of them", () => {
  const scale = fitted(START, 10);
  assert.equal(scale.positions, 1200);
  assert.deepEqual([valueAt(scale, 0), valueAt(scale, 1100), valueAt(scale, 1101)], [-12, 10, 10.02]);
});

test("a rate beyond it makes the rail longer by decades, with as many places to each", () => {
  assert.deepEqual(ends(RATE, 4e-8), [1e-8, 100]);
  assert.deepEqual(ends(RATE, 1e-9), [1e-10, 100]);
  assert.deepEqual(ends(RATE, 1e-12), [1e-12, 100]);
  assert.deepEqual(ends(RATE, 3000), [1e-4, 1e4]);
  assert.equal(fitted(RATE, 4e-8).positions, 1000);
  assert.equal(valueAt(fitted(RATE, 4e-8), 700), 0.1);
});

test("the thumb has a place at any number", () => {
  for (const value of [...ANY, 1e300, -1e-300, 5e-324]) {
    const scale = fitted(START, value);
    assert.ok(Number.isFinite(scale.high - scale.low));
    assert.ok(Number.isInteger(positionOf(scale, value)));
    assert.ok(Number.isFinite(valueAt(scale, 601)));
  }
});
