// Where the columns of a strip lie on a rail, and how they look.
import assert from "node:assert/strict";
import { test } from "node:test";

import { columnsOf } from "../../pages/shared/frontend/strip.js";

const NAMES = ["diverged", "undefined", "converged"];
const RATES = { low: 1e-4, high: 1, spacing: "log", words: "2200", depths: "0900" };
const RAIL = { low: 1e-4, high: 1, positions: 400, spacing: "log", whole: false };
const close = (found, expected) => assert.ok(Math.abs(found - expected) < 1e-9, `${found} is not ${expected}`);

test("on the rail for which it was made the columns share it evenly", () => {
  const columns = columnsOf(RATES, RAIL, NAMES);
  columns.forEach(({ from, to }, place) => [from - place / 4, to - (place + 1) / 4].forEach((apart) => close(apart, 0)));
  assert.deepEqual(columns.map(({ name }) => name), ["converged", "converged", "diverged", "diverged"]);
});

test("a rail that became longer keeps them where their values are", () => {
  const columns = columnsOf(RATES, { ...RAIL, low: 1e-8 }, NAMES);
  close(columns[0].from, 0.5);
  close(columns[3].to, 1);
});

test("what came far down is in full colour, and so is what has no loss to tell", () => {
  const [high, low, diverged] = columnsOf(RATES, RAIL, NAMES).map(({ opacity }) => opacity);
  assert.ok(high < low);
  assert.deepEqual([low, diverged], [1, 1]);
});
