// Numbers as people type them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { complaint, keyboard, readings } from "../../pages/shared/frontend/numbers.js";

// What core/numbers.py is held to as well.
const READ = JSON.parse(readFileSync(new URL("../readings.json", import.meta.url), "utf-8"));

test("one meaning, whatever is wanted", () => {
  for (const [text, value] of Object.entries(READ.one)) {
    assert.deepEqual(readings(text), [value], text);
    assert.deepEqual(readings(text, true), [value], text);
  }
});

test("three digits behind a comma can be either, and behind a point where whole numbers are wanted, as numbers are shown with one", () => {
  for (const [text, values] of Object.entries(READ.decimal)) assert.deepEqual(readings(text), values, text);
  for (const [text, values] of Object.entries(READ.whole)) assert.deepEqual(readings(text, true), values, text);
});

test("no meaning", () => {
  for (const text of READ.none) assert.deepEqual(readings(text), [], text);
});

test("a number that is too large is one", () => {
  assert.deepEqual(readings("1e400"), [Infinity]);
  assert.deepEqual(readings("-1e400"), [-Infinity]);
  assert.deepEqual(readings("1e400/1e400"), []);
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
  assert.equal(complaint("1e400", start), "1e400 is too large: the largest number here is 1.79e308.");
  assert.equal(complaint("fast", start), "Type a number.");
  assert.equal(complaint("1e400", rate), "Type a number from 1e-12 to 1e12.");
  assert.equal(complaint("1.5", momentum), "Type a number from 0 to 1. Keras: `momentum` must be a float between [0, 1].");
});

test("a keyboard with all that may be typed", () => {
  assert.equal(keyboard({ limits: [-6, 6], spacing: "even" }), "text");
  assert.equal(keyboard({ limits: [1e-4, 100], spacing: "log" }), "text");
  assert.equal(keyboard({ limits: [1, 1000], whole: true, spacing: "even" }), "numeric");
  assert.equal(keyboard({ limits: [0, 1], spacing: "near one" }), "decimal");
});
