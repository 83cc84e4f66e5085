// A tape at each step: recorded forward, swept backward, in words and lights.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Sweep } from "../../pages/shared/frontend/tape_sweep.js";

// y = x * x + x
const TAPE = {
  variables: [{ id: "x", name: "x", value: "3.0", gradient: "7.0", arrivals: ["1.0", "3.0", "3.0"] }],
  operations: [
    {
      id: "1",
      number: 1,
      name: "#1",
      type: "Mul",
      value: "9.0",
      gradient: "1.0",
      arrivals: ["1.0"],
      inputs: [
        { name: "x", value: "3.0", local: "3.0", handed_on: "3.0" },
        { name: "x", value: "3.0", local: "3.0", handed_on: "3.0" },
      ],
    },
    {
      id: "2",
      number: 2,
      name: "#2",
      type: "Add",
      value: "12.0",
      gradient: "1.0",
      arrivals: ["1.0"],
      inputs: [
        { name: "#1", value: "9.0", local: "1.0", handed_on: "1.0" },
        { name: "x", value: "3.0", local: "1.0", handed_on: "1.0" },
      ],
    },
  ],
  turns: [2, 1],
};
const sweep = new Sweep(TAPE);
const steps = [0, 1, 2, 3, 4, 5];

test("forward, backward, and all of it", () => {
  assert.equal(sweep.last, 5);
  assert.deepEqual(steps.map((step) => sweep.phase(sweep.at(step))), [
    "nothing recorded",
    "forward 1 of 2",
    "forward 2 of 2",
    "backward 1 of 2",
    "backward 2 of 2",
    "complete",
  ]);
});

test("one operation is lit at a time, and none at the ends", () => {
  assert.deepEqual(steps.map((step) => sweep.at(step).lit?.id), [undefined, "1", "2", "2", "1", undefined]);
});

test("what is recorded and what is swept; a variable's gradient is whole once all of it has arrived", () => {
  const lights = (name) => steps.map((step) => Object.entries(sweep.lights(sweep.at(step))).filter(([, light]) => light[name]).map(([id]) => id));
  // An id that is a whole number comes first.
  assert.deepEqual(lights("recorded"), [["x"], ["1", "x"], ["1", "2", "x"], ["1", "2", "x"], ["1", "2", "x"], ["1", "2", "x"]]);
  assert.deepEqual(lights("swept"), [[], [], [], ["2"], ["1", "2", "x"], ["1", "2", "x"]]);
});

test("each step in a sentence", () => {
  assert.deepEqual(steps.slice(1).map((step) => sweep.sentence(sweep.at(step))), [
    "#1 is recorded: Mul of x = 3.0 and x = 3.0 is 9.0.",
    "#2 is recorded: Add of #1 = 9.0 and x = 3.0 is 12.0.",
    "At #2 arrives 1.0. It hands on 1.0 to #1 (times 1.0) and 1.0 to x (times 1.0).",
    "At #1 arrives 1.0. It hands on 3.0 to x (times 3.0) and 3.0 to x (times 3.0).",
    "It has come back: to x 1.0 + 3.0 + 3.0 = 7.0.",
  ]);
});

test("a tape on which nothing was swept ends after what it recorded", () => {
  const still = new Sweep({ ...TAPE, turns: [] });
  assert.equal(still.phase(still.at(still.last)), "forward 2 of 2");
});
