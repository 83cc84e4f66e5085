// Where values lie on a rail, and where a key leads: on every slider that the app makes (SLIDERS, by test_frontend.py).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

import { positionOf, valueAt, valueByKey } from "../../pages/shared/frontend/scale.js";

const SLIDERS = JSON.parse(readFileSync(process.env.SLIDERS, "utf8"));
const BETA = { low: 0, high: 0.9999, positions: 1000, spacing: "near one", whole: false };
const STEPS = { low: 1, high: 1000, positions: 1000, spacing: "log", whole: true };
const COUNTS = { low: 0, high: 10000, positions: 1000, spacing: "counts", whole: true };
const RATE = { low: 1e-4, high: 100, positions: 600, spacing: "log", whole: false };
const START = { low: -6, high: 6, positions: 1200, spacing: "even", whole: false };

// Every value that a key leads to from another, until it leads no further.
const walk = (scale, from, key) => {
  const values = [from];
  for (;;) {
    const next = valueByKey(scale, values.at(-1), key);
    if (next === values.at(-1)) return values;
    values.push(next);
  }
};

test("values are rounded to what a person would type", () => {
  assert.equal(valueAt(RATE, 300), 0.1);
  assert.equal(valueAt(RATE, 301), 0.102);
  assert.equal(valueAt(BETA, 250), 0.9);
  assert.equal(valueAt(STEPS, 500), 32);
  assert.equal(valueAt(START, 871), 2.71);
  assert.deepEqual([valueAt(RATE, 0), valueAt(RATE, 600)], [1e-4, 100]);
});

test("a narrow rail keeps its places apart", () => {
  const narrow = { ...START, low: 1, high: 1 + 1e-6, positions: 1000 };
  assert.equal(new Set(Array.from({ length: 1001 }, (_, position) => valueAt(narrow, position))).size, 1001);
});

test("the values named where keys were dead", () => {
  assert.deepEqual(["ArrowLeft", "ArrowRight"].map((key) => valueByKey(BETA, 0.9, key)), [0.89, 0.901]);
  assert.deepEqual(["ArrowLeft", "ArrowRight"].map((key) => valueByKey(BETA, 0.95, key)), [0.949, 0.951]);
  assert.deepEqual(["ArrowDown", "ArrowUp"].map((key) => valueByKey(STEPS, 20, key)), [19, 21]);
});

test("from a value between two positions it goes to the next on either side", () => {
  assert.deepEqual(["ArrowLeft", "ArrowRight"].map((key) => valueByKey(START, 2.7155, key)), [2.71, 2.72]);
});

test("a value beyond the rail comes back to its end, and goes no further", () => {
  assert.equal(valueByKey(START, 50, "ArrowLeft"), 6);
  assert.equal(valueByKey(START, 50, "ArrowRight"), 50);
  assert.equal(valueByKey(START, 50, "Home"), -6);
  assert.equal(positionOf(START, 50), 1200);
  assert.equal(positionOf(RATE, 0), 0);
});

test("a few steps and thousands have as much room on their rail", () => {
  assert.equal(positionOf(COUNTS, 0), 0);
  assert.deepEqual([10, 50, 1000, 5000].map((steps) => positionOf(COUNTS, steps)), [100, 259, 668, 900]);
  assert.deepEqual(["ArrowLeft", "ArrowRight"].map((key) => valueByKey(COUNTS, 50, key)), [49, 51]);
  assert.deepEqual(["ArrowLeft", "ArrowRight"].map((key) => valueByKey(COUNTS, 9999, key)), [9930, 10000]);
});

test("other keys move nothing", () => {
  assert.equal(valueByKey(START, 1, "Tab"), undefined);
});

describe("every slider that the app makes", () => {
  assert.ok(SLIDERS.length > 40);
  for (const scale of SLIDERS) {
    const { low, high, value } = scale;
    const name = `${scale.name}: ${low} to ${high}, ${scale.spacing}${scale.whole ? ", whole" : ""}`;
    test(name, () => {
      const up = walk(scale, low, "ArrowRight");
      const down = walk(scale, high, "ArrowLeft");
      assert.equal(up.at(-1), high);
      assert.equal(down.at(-1), low);
      // The same values both ways, each a step further than the one before.
      assert.deepEqual(down, up.toReversed());
      assert.ok(up.every((each, k) => k === 0 || each > up[k - 1]));
      // The thumb stands at its value, or, where it is rounded, next to it.
      for (const each of up) {
        const position = positionOf(scale, each);
        assert.ok(valueAt(scale, position - 1) <= each && each <= valueAt(scale, position + 1));
      }
      // Typed ones: where it begins, and between any two; whole ones have none between.
      const sides = (typed) => ["ArrowLeft", "ArrowRight"].map((key) => valueByKey(scale, typed, key));
      assert.deepEqual(sides(value), [up.findLast((each) => each < value) ?? value, up.find((each) => each > value) ?? value]);
      if (!scale.whole) up.slice(1).forEach((each, k) => assert.deepEqual(sides((each + up[k]) / 2), [up[k], each]));
      for (const [key, end] of [["Home", low], ["End", high]]) assert.equal(valueByKey(scale, value, key), end);
      // Pages lead to either end, in ten presses or little more.
      const pages = [walk(scale, low, "PageUp"), walk(scale, high, "PageDown")];
      assert.deepEqual(pages.map((page) => page.at(-1)), [high, low]);
      assert.ok(pages.every(({ length }) => length <= 14), `${pages.map(({ length }) => length)} presses`);
    });
  }
});
