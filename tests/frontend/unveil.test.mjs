// A run is drawn as far as it has been made.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { beginning, pointsUpTo, unveil } from "../../pages/shared/frontend/unveil.js";

const WHOLE = "M0,5L10,7.5L20,9M40,2L50,1";
const rows = (...steps) => steps.map((step) => ({ datum: { step, method: "tape" }, defined: step !== 3 }));

class Path {
  constructor(d, items) {
    Object.assign(this, { d, style: {}, __data__: { ...items[0], mark: { items } } });
  }

  getAttribute() {
    return this.d;
  }

  setAttribute(_, d) {
    this.d = d;
  }
}

let [line, theory, dots] = [];
const root = { querySelectorAll: (selector) => (selector.includes("line") ? [line, theory] : dots) };

beforeEach(() => {
  line = new Path(WHOLE, rows(0, 1, 2, 3, 4, 5));
  theory = new Path(WHOLE, [{ datum: { step: 0, method: "theory" } }]);
  dots = rows(0, 1, 2).map((row) => new Path("M1,1", [row]));
});

test("a point for each row that has a place", () => {
  assert.deepEqual([0, 2, 3, 4, 5].map((k) => pointsUpTo(rows(0, 1, 2, 3, 4, 5), k)), [1, 3, 3, 4, 5]);
  assert.equal(beginning(WHOLE, 4), "M0,5L10,7.5L20,9M40,2");
});

test("lines grow and dots come, theory stays, and in the end all is as it was", () => {
  unveil(1, root);
  assert.deepEqual([line.d, theory.d], ["M0,5L10,7.5", WHOLE]);
  assert.deepEqual(dots.map(({ style }) => style.visibility), ["", "", "hidden"]);
  unveil(2, root);
  assert.equal(line.d, "M0,5L10,7.5L20,9");
  unveil(Infinity, root);
  assert.deepEqual([line.d, ...dots.map(({ style }) => style.visibility)], [WHOLE, "", "", ""]);
});

test("what is drawn anew meanwhile is what is cut", () => {
  unveil(1, root);
  line.d = "M0,1L1,1L2,1L3,1L4,1";
  unveil(1, root);
  assert.equal(line.d, "M0,1L1,1");
  unveil(Infinity, root);
  assert.equal(line.d, "M0,1L1,1L2,1L3,1L4,1");
});
