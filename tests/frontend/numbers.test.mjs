// Numbers as people type them.
import assert from "node:assert/strict";
import { test } from "node:test";

import { complaint, keyboard, readings } from "../../pages/shared/frontend/numbers.js";

const ONE = {
  "0.25": 0.25, "0,25": 0.25, ".5": 0.5, ",5": 0.5, "5.": 5, "  7 ": 7, "+3": 3, "12": 12,
  "1e-3": 0.001, "1E-3": 0.001, "5e4": 50000, "1,5e-3": 0.0015, "1e−3": 0.001, "1.000e3": 1000,
  "−2": -2, "–2": -2, "—2": -2, "‐2": -2, "‑2": -2, "- 2,5": -2.5, "\u00a0-0,5\u202f": -0.5, "\u200b4": 4,
  "1/4": 0.25, "-1/4": -0.25, "1 / 4": 0.25, "1⁄3": 1 / 3, "1,5/3": 0.5, "1e-3/2": 0.0005,
  "1 000": 1000, "1'000": 1000, "1’000": 1000, "1_000": 1000, "12 345,5": 12345.5, "1\u202f000\u202f000": 1000000,
  "1,000,000": 1000000, "1.000.000": 1000000, "1,000.5": 1000.5, "1.000,5": 1000.5, "1,000,000.25": 1000000.25,
  "0,125": 0.125, "0.125": 0.125, "12,3456": 12.3456, "1234,567": 1234.567, "-1,5": -1.5,
};

test("one meaning, whatever is wanted", () => {
  for (const [text, value] of Object.entries(ONE)) {
    assert.deepEqual(readings(text), [value], text);
    assert.deepEqual(readings(text, true), [value], text);
  }
});

test("a point before three digits is a decimal one, as numbers are shown, but not where whole numbers are wanted", () => {
  assert.deepEqual(readings("1.000"), [1]);
  assert.deepEqual(readings("2.125"), [2.125]);
  assert.deepEqual(readings("1.000", true), [1, 1000]);
  assert.deepEqual(readings("12.500", true), [12.5, 12500]);
});

test("a comma before three digits can be either", () => {
  for (const whole of [true, false]) assert.deepEqual(readings("1,234", whole), [1.234, 1234]);
  assert.deepEqual(readings("-1,234"), [-1.234, -1234]);
});

test("no meaning", () => {
  const none = ["", " ", "fast", "-", ".", ",", "1/0", "0/0", "1/2/3", "1e400", "1,2,3", "1.5,3", "10 00", "1..2", "e5", "0x10", "Infinity", "NaN", "5%", "--5", "1,00,000"];
  for (const text of none) assert.deepEqual(readings(text), [], text);
});

test("what the app writes is read as it is", () => {
  for (const value of [0.1, 1.125, -Math.E, 1e-7, 123.456, 5e-324, 1e21, 1234.567, 50]) {
    assert.deepEqual(readings(String(value)), [value]);
  }
});

test("what is wrong is said with the way out", () => {
  const steps = { limits: [1, 1000], whole: true };
  assert.equal(complaint("50", steps), "");
  assert.equal(complaint("1.000", steps), "1.000 could be 1 or 1000: type it as 1 or as 1000.");
  assert.equal(complaint("1,5", steps), "Type a whole number from 1 to 1000.");
  assert.equal(complaint("2000", steps), "Type a whole number from 1 to 1000.");
  const momentum = { limits: [0, 1], constraint: "`momentum` must be a float between [0, 1]." };
  assert.equal(complaint("0,9", momentum), "");
  const rate = { limits: [1e-12, 1e12] };
  assert.equal(complaint("-1", rate), "Type a number from 1e-12 to 1e12.");
  const start = { limits: [-Number.MAX_VALUE, Number.MAX_VALUE] };
  assert.equal(complaint("1e5", start), "");
  assert.equal(complaint("1e999", start), "Type a number.");
  assert.equal(complaint("1.5", momentum), "Type a number from 0 to 1. Keras: `momentum` must be a float between [0, 1].");
});

test("a keyboard with all that may be typed", () => {
  assert.equal(keyboard({ limits: [-6, 6], spacing: "even" }), "text");
  assert.equal(keyboard({ limits: [1e-4, 100], spacing: "log" }), "text");
  assert.equal(keyboard({ limits: [1, 1000], whole: true, spacing: "even" }), "numeric");
  assert.equal(keyboard({ limits: [0, 1], spacing: "near one" }), "decimal");
});
