// The place of an error in a text that was typed.
import assert from "node:assert/strict";
import { test } from "node:test";

import { around } from "../../pages/shared/frontend/marked.js";

test("a place counts characters, also those of two units", () => {
  assert.deepEqual(around("𝑥² + 😀!", 5, 18), { before: "𝑥² + ", at: "😀", after: "!" });
  assert.deepEqual(around("𝑤𝑤 + b", 5, 2), { before: "…+ ", at: "b", after: "" });
});

test("long texts are cut on either side, and an end is a place", () => {
  assert.deepEqual(around("abcdefg", 3, 2), { before: "…bc", at: "d", after: "ef…" });
  assert.deepEqual(around("w +", 3, 18), { before: "w +", at: " ", after: "" });
});
