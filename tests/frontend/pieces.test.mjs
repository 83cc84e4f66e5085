// Where a line of code may be broken.
import assert from "node:assert/strict";
import { test } from "node:test";

import { pieces } from "../../pages/shared/frontend/pieces.js";

const LINES = {
  "optimizer.apply_gradients(...)": ["optimizer", ".apply_gradients(", "...)"],
  "tape.gradient(loss, w)": ["tape", ".gradient(", "loss, ", "w)"],
  "w - learning_rate * gradient": ["w ", "- ", "learning_rate ", "* ", "gradient"],
  "5 - 0.1 * 10": ["5 ", "- ", "0.1 ", "* ", "10"],
  "1e-12 * (-1.5e-07) ** 2": ["1e-12 ", "* ", "(", "-1.5e-07) ", "** ", "2"],
  "where(w >= .5, 1, 0)": ["where(", "w ", ">= ", ".5, ", "1, ", "0)"],
  "sqrt((w + 1)**2)": ["sqrt(", "(", "w ", "+ ", "1)**2)"],
  "": [],
};

test("behind spaces, brackets and commas, before a method, and never within a name or a number", () => {
  for (const [line, expected] of Object.entries(LINES)) {
    assert.deepEqual(pieces(line), expected, line);
    assert.equal(pieces(line).join(""), line);
  }
});
