// Which part of the map is seen, and where a start is put.
import assert from "node:assert/strict";
import { test } from "node:test";

import { kept, same, scaled, shifted, startAt } from "../../pages/shared/frontend/landscape_view.js";

const MAP = [-2, 2, -1, 3];

test("closer is about the middle, or about the point under the hand", () => {
  assert.deepEqual(scaled(MAP, 0.5), [-1, 1, 0, 2]);
  assert.deepEqual(scaled(MAP, 0.5, [-2, -1]), [-2, 0, -1, 1]);
});

test("what lies beyond the map is moved back onto it, in the same size", () => {
  assert.deepEqual(kept(shifted([-1, 1, 0, 2], 5, 0), MAP), [0, 2, 0, 2]);
});

test("all of the map, or more, is no part of it", () => {
  assert.equal(kept(MAP, MAP), null);
  assert.equal(kept(scaled(MAP, 3), MAP), null);
});

test("the narrowest part is a ten-thousandth of the map, in digits that can be told apart", () => {
  assert.deepEqual(kept([0.5, 0.5 + 1e-9, 0.5, 0.5 + 1e-9], MAP), [0.4998, 0.5002, 0.4998, 0.5002]);
});

test("two views are the same to a thousandth of their width", () => {
  assert.equal(same(MAP, [-2.003, 2.003, -1, 3]), true);
  assert.equal(same(MAP, [-2.005, 2, -1, 3]), false);
  assert.equal(same(MAP, undefined), false);
});

test("a start stays on the map and is as round as the eye is sharp, and sharper from nearby", () => {
  assert.deepEqual(startAt({ x: 1.23456789, y: 7 }, MAP, MAP), [1.23, 3]);
  assert.deepEqual(startAt({ x: 1.23456789, y: 0.5 }, [1.23, 1.24, 0, 1], MAP), [1.23457, 0.5]);
});
