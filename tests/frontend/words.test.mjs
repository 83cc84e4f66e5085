// Where what is said of a word stands.
import assert from "node:assert/strict";
import { test } from "node:test";

import { roomFor } from "../../pages/shared/frontend/words.js";

const BOX = { width: 200, height: 60 };
const at = (left, top) => roomFor({ left, top, bottom: top + 20 }, BOX, 390, 844);

test("below the word, at its beginning", () => assert.deepEqual(at(20, 100), { left: 20, top: 126 }));

test("within the window, where the word stands at its right edge", () => assert.equal(at(350, 100).left, 184));

test("above the word, where there is no room below", () => assert.equal(at(20, 800).top, 734));

test("below all the same, where there is no room above either", () => {
  assert.equal(roomFor({ left: 0, top: 30, bottom: 50 }, BOX, 390, 100).top, 56);
});
