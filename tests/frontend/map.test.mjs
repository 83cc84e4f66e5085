// A map's window and cells, its bytes and colours, and where a box that was drawn leads.
import assert from "node:assert/strict";
import { deflateSync } from "node:zlib";
import { describe, test } from "node:test";

import { labelAt } from "../../pages/shared/frontend/map_axes.js";
import { paint, rgb, table, unpacked } from "../../pages/shared/frontend/map_picture.js";
import { boxed, cellAt, ends, placed, WHOLE, widened } from "../../pages/shared/frontend/map_view.js";

const RATE = { name: "learning_rate", low: 0.01, high: 1, spacing: "log", limits: [1e-12, 1e12] };
const START = { name: "w", low: -2, high: 2, spacing: "even", limits: [-1e308, 1e308] };
const SIZE = { width: 200, height: 100 };

describe("the window", () => {
  test("becomes narrower about its middle or about a point", () => {
    assert.deepEqual(widened(WHOLE, 0.5), [0.25, 0.75, 0.25, 0.75]);
    assert.deepEqual(widened(WHOLE, 0.5, [0, 1]), [0, 0.5, 0.5, 1]);
  });

  test("has its ends on the axis, in the axis's own spacing and within its limits", () => {
    assert.ok(Math.abs(ends(RATE, 0.5, 1)[0] - 0.1) < 1e-12);
    assert.deepEqual(ends(START, 0.25, 1.5), [-1, 4]);
    assert.deepEqual(ends({ ...RATE, low: 1e-12, high: 1 }, -1, 1), [1e-12, 1]);
  });

  test("of a map before lies where its values are on the map now", () => {
    const before = { across: RATE, up: START };
    const now = { across: RATE, up: { ...START, low: 0, high: 4 } };
    assert.deepEqual(placed(before, now), [0, 1, -0.5, 0.5]);
    assert.equal(placed(before, { ...now, across: { ...RATE, name: "momentum" } }), null);
  });
});

describe("a box that was drawn", () => {
  test("is a window, whichever corner came first", () => {
    assert.deepEqual(boxed([150, 25], [50, 75], SIZE), [0.25, 0.75, 0.25, 0.75]);
  });

  test("is a press where it is hardly any, and means all of a side that it does not span", () => {
    assert.equal(boxed([50, 50], [53, 52], SIZE), null);
    assert.deepEqual(boxed([50, 50], [150, 52], SIZE), [0.25, 0.75, 0, 1]);
  });

  test("ends at the edge of the map", () => {
    assert.deepEqual(boxed([100, 50], [900, -40], SIZE), [0.5, 1, 0.5, 1]);
  });
});

test("the cell under the hand is counted from the left and from the bottom, and is one of the map's", () => {
  assert.deepEqual(cellAt([0, 0], { columns: 4, rows: 2 }), [0, 0]);
  assert.deepEqual(cellAt([0.99, 0.51], { columns: 4, rows: 2 }), [3, 1]);
  assert.deepEqual(cellAt([1.2, -0.1], { columns: 4, rows: 2 }), [3, 0]);
});

test("bytes come out as they were packed", async () => {
  const text = deflateSync(Uint8Array.of(1, 2, 250)).toString("base64");
  assert.deepEqual([...(await unpacked(text))], [1, 2, 250]);
});

describe("colours", () => {
  const LOOK = { colors: ["", "#ff0000"], ramp: ["#000000", "#0000ff"], paper: "#ffffff" };
  const at = (kind, shade) => Array.from(table(LOOK).slice((kind * 256 + shade) * 3, (kind * 256 + shade) * 3 + 3));

  test("of a kind are full in the deepest shade and near the paper in the palest", () => {
    assert.deepEqual(at(1, 255), rgb("#ff0000"));
    assert.deepEqual(at(1, 0), [255, 166, 166]);
  });

  test("without one run along the ramp", () => {
    assert.deepEqual(at(0, 0), [0, 0, 0]);
    assert.deepEqual(at(0, 255), [0, 0, 255]);
  });

  test("fill each cell of a piece, as large as its stride, the lowest row at the bottom", () => {
    const size = { columns: 4, rows: 3 };
    const image = new Uint8ClampedArray(4 * 3 * 4);
    const piece = { row: 0, column: 0, stride: 2, wide: 2, high: 2 };
    // Kinds and shades of (0, 0), (2, 0), (0, 2), (2, 2).
    paint(image, size, piece, Uint8Array.of(1, 0, 0, 1, 255, 0, 255, 255), table(LOOK));
    const pixel = (x, y) => Array.from(image.slice((y * 4 + x) * 4, (y * 4 + x) * 4 + 4));
    assert.deepEqual(pixel(0, 2), [255, 0, 0, 255]);
    assert.deepEqual(pixel(1, 1), [255, 0, 0, 255]);
    assert.deepEqual(pixel(3, 2), [0, 0, 0, 255]);
    assert.deepEqual(pixel(0, 0), [0, 0, 255, 255]);
    assert.deepEqual(pixel(3, 0), [255, 0, 0, 255]);
  });
});

describe("what a line is called stands", () => {
  const PLOT = { left: 100, top: 8, width: 400, height: 200 };

  test("beside one that rises", () => {
    assert.deepEqual(labelAt([[200, 208], [200, 8]], PLOT, 1), [212, 24, "start"]);
    assert.deepEqual(labelAt([[450, 208], [450, 100]], PLOT, 1), [438, 104, "end"]);
  });

  test("over one that is level, or under it where that is the top", () => {
    assert.deepEqual(labelAt([[100, 120], [500, 120]], PLOT, 1), [492, 112, "end"]);
    assert.deepEqual(labelAt([[100, 20], [500, 20]], PLOT, 1), [492, 38, "end"]);
  });

  test("beside a single place", () => {
    assert.deepEqual(labelAt([[200, 100]], PLOT, 1), [212, 104, "start"]);
  });
});
