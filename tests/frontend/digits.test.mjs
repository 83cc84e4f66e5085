// Numbers of a step as NumPy prints them.
import assert from "node:assert/strict";
import { test } from "node:test";

import { written } from "../../pages/shared/frontend/digits.js";

// Every float16 from 0 up, by its bits.
const float16 = (bits) => {
  const [exponent, fraction] = [bits >> 10, bits & 1023];
  return exponent ? (1 + fraction / 1024) * 2 ** (exponent - 15) : fraction * 2 ** -24;
};

test("what was chosen is recognised in its precision", () => {
  assert.equal(written(0.0999755859375, 5), "0.1"); // np.float16(0.1)
  assert.equal(written(-0.0999755859375, 5), "-0.1");
  assert.equal(written(1.1920928955078125e-7, 5), "1e-7"); // np.float16(1e-7)
  assert.equal(written(Math.fround(0.1), 9), "0.1");
  assert.equal(written(Math.fround(1e-7), 9), "1e-7");
  assert.equal(written(0.1, 17), "0.1");
});

test("neighbours are told apart", () => {
  assert.equal(written(0.10003662109375, 5), "0.10004");
  assert.equal(written(65504, 5), "65500");
  assert.equal(written(0.10000000894069672, 9), "0.10000001");
  assert.equal(written(0.30000000000000004, 17), "0.30000000000000004");
  assert.equal(written(5e-324, 17), "5e-324");
});

test("no two numbers of float16 are written alike, and none is longer than five digits", () => {
  const texts = new Set();
  for (let bits = 0; bits < 0x7c00; bits += 1) texts.add(written(float16(bits), 5));
  assert.equal(texts.size, 0x7c00);
  assert.ok([...texts].every((text) => text.replace(/e.*|^0\.0*|\./g, "").length <= 5));
});

test("what is no number is a word", () => {
  assert.deepEqual([Infinity, -Infinity, NaN].map((value) => written(value, 9)), ["inf", "-inf", "nan"]);
  assert.equal(written(0, 5), "0");
});
