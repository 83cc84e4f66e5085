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

test("numbers have a longer line of many colours in the legend, and words alone none", () => {
  const legend = [{ ...entry("loss"), color: "", ramp: ["#ffffff", "#000000"] }, { ...entry("faint"), color: "" }, entry("SGD")];
  const { samples } = headOf({ heading: "a", about: "b", legend }, 600);
  assert.deepEqual(
    samples.map(({ x, long, beside }) => [x, beside && long, beside]),
    [[0, 110, 118], [166, 0, 0], [222, 30, 38]],
  );
});
