// Messages leave one at a time, each in a task of its own.
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { post } from "../../pages/shared/frontend/post.js";

let sent;
const send = (name) => () => sent.push(name);

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  sent = [];
  post.release();
  mock.timers.tick(1);
});

test("two messages of one task leave in two", () => {
  post(send("one"));
  post(send("two"));
  assert.deepEqual(sent, ["one"]);
  mock.timers.tick(0);
  assert.deepEqual(sent, ["one", "two"]);
});

test("one that cannot be sent does not hold up the next", () => {
  assert.throws(() => post(() => { throw new Error("gone"); }), /gone/);
  post(send("next"));
  mock.timers.tick(0);
  assert.deepEqual(sent, ["next"]);
});

test("while one is to be alone the others wait, in their order", () => {
  post(send("before"));
  post.alone(send("alone"));
  for (const name of ["after", "at last"]) post(send(name));
  mock.timers.tick(10);
  assert.deepEqual(sent, ["before", "alone"]);
  post.release();
  mock.timers.tick(10);
  assert.deepEqual(sent, ["before", "alone", "after", "at last"]);
});

test("after a press on a control of Streamlit's ours wait until that has left", () => {
  post(send("before"));
  post.rest();
  post(send("after"));
  mock.timers.tick(50);
  assert.deepEqual(sent, ["before"]);
  mock.timers.tick(50);
  assert.deepEqual(sent, ["before", "after"]);
});

test("where ours had not left yet when such a control was pressed that is told, once", () => {
  post.joined = send("joined");
  post(send("ours"));
  post.rest();
  post.rest();
  assert.deepEqual(sent, ["ours", "joined"]);
  mock.timers.tick(100);
  post.rest();
  mock.timers.tick(100);
  assert.deepEqual(sent, ["ours", "joined"]);
  post.joined = undefined;
});
