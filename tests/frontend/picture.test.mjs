// What stands over a picture that is saved.
import assert from "node:assert/strict";
import { test } from "node:test";

import { headOf } from "../../pages/shared/frontend/picture.js";

const entry = (title) => ({ title, color: "#000000", dash: [1, 0], width: 2, opacity: 1 });

test("words are broken where the picture ends, each line below the one before", () => {
  const head = headOf({ heading: "Parabola: w**2", about: "SGD, learning rate 0.1, from 5, 50 steps", legend: [] }, 230);
  assert.deepEqual(
    head.texts.map(({ text, y, bold }) => [text, y, bold]),
    [["Parabola: w**2", 14, true], ["SGD, learning rate 0.1, from", 34, false], ["5, 50 steps", 54, false]],
  );
  assert.equal(head.height, 68);
});

test("a legend goes on in the next line, and an entry wider than the picture stands alone", () => {
  const head = headOf({ heading: "a", about: "b", legend: ["SGD, tape", "Adam, tape", "x".repeat(50)].map(entry) }, 280);
  assert.deepEqual(
    head.samples.map(({ x, y }) => [x, y]),
    [[0, 50], [126, 50], [0, 70]],
  );
  assert.equal(head.height, 88);
});
