// What a finger on a rail means, and where it points.
import assert from "node:assert/strict";
import { test } from "node:test";

import { meant, positionUnder } from "../../pages/shared/frontend/finger.js";

test("a finger along the rail drags, one up or down does nothing, one that stays taps", () => {
  assert.equal(meant(0, 0), "tap");
  assert.equal(meant(-5, 5), "tap");
  assert.equal(meant(12, 4), "drag");
  assert.equal(meant(-12, 4), "drag");
  assert.equal(meant(4, 12), "nothing");
  assert.equal(meant(0, -150), "nothing");
});

test("the thumb stays within its rail", () => {
  const rail = { left: 100, width: 216 };
  assert.deepEqual([0, 108, 208, 308, 400].map((x) => positionUnder(x, rail, 50)), [0, 0, 25, 50, 50]);
});
