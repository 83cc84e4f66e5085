// How high a loss stands on the surface, and in which shade.
import assert from "node:assert/strict";
import { test } from "node:test";

import { mixed } from "../../pages/shared/frontend/landscape_ground.js";
import { Surface } from "../../pages/shared/frontend/landscape_surface.js";

// No canvas is needed for this.
const surface = Object.assign(Object.create(Surface.prototype), { edges: [1, 2, 4, 8, 16], domain: [-2, 2, -1, 3] });

test("a loss stands as high as its share between two contour levels", () => {
  assert.deepEqual([1, 2, 3, 4, 6, 16].map((loss) => surface.heightOf(loss)), [0, 0.25, 0.375, 0.5, 0.625, 1]);
});

test("below the lowest level it lies on the ground, above the highest at the top", () => {
  assert.deepEqual([surface.heightOf(-5), surface.heightOf(1e9)], [0, 1]);
});

test("what is no number has no height, and no place", () => {
  for (const loss of [NaN, Infinity, -Infinity]) assert.equal(surface.heightOf(loss), null);
  assert.equal(surface.at(0, 0, NaN), null);
});

test("the middle of the map at half the height is the middle of the canvas, seen from anywhere", () => {
  for (const [turned, tilt] of [[0, 0.75], [-2.2, 0.15], [3, 1.45]]) {
    Object.assign(surface, { turned, tilt, scale: 300, middle: [320, 240] });
    assert.deepEqual(surface.at(0, 1, 4), [320, 240]);
  }
});

test("shades are mixed between the two nearest, and end at the ends", () => {
  const stops = [[0, 0, 0], [100, 50, 0], [200, 250, 0]];
  assert.deepEqual(mixed(stops, 0.25), [50, 25, 0]);
  assert.deepEqual(mixed(stops, 0.5), [100, 50, 0]);
  assert.deepEqual([mixed(stops, -1), mixed(stops, 2)], [[0, 0, 0], [200, 250, 0]]);
});
