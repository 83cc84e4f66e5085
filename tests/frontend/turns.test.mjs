// When messages are sent: never faster than they are answered, the last values win, and late answers count.
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import follow, { Follower } from "../../pages/shared/frontend/follow.js";
import { Turns } from "../../pages/shared/frontend/turns.js";

let now;
const pass = (milliseconds) => {
  // In frames, so that what a timer starts is timed from when it does.
  for (let left = milliseconds; left > 0; left -= 10) {
    now += 10;
    mock.timers.tick(10);
  }
};

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  now = 1000;
  globalThis.performance = { now: () => now };
  globalThis.requestAnimationFrame = (frame) => setTimeout(frame, 10);
  globalThis.cancelAnimationFrame = clearTimeout;
});

const turns = (options = {}) => {
  const sent = [];
  const followed = [];
  const all = new Turns({ send: (message) => sent.push(message), follow: (turn) => followed.push(turn), ...options });
  return { all, sent, followed };
};

test("one message is on its way; of what comes meanwhile the newest is sent when it is answered", () => {
  const { all, sent, followed } = turns();
  for (const rate of [1, 2, 3]) all.put({ rate });
  all.put({ steps: 7 });
  assert.deepEqual(sent, [{ values: { rate: 1 }, turn: 1 }]);
  assert.equal(all.quiet, false);
  all.answered(1);
  assert.deepEqual(sent[1], { values: { rate: 3, steps: 7 }, turn: 2 });
  all.answered(2);
  assert.deepEqual([sent.length, followed, all.quiet], [2, [1, 2], true]);
});

test("two may be on their way where the browser draws one while the server makes the next", () => {
  const { all, sent } = turns({ ahead: 2 });
  for (const start of [1, 2, 3, 4]) all.put({ start });
  assert.deepEqual(sent.map(({ values }) => values.start), [1, 2]);
  all.answered(1);
  assert.deepEqual(sent.at(-1), { values: { start: 4 }, turn: 3 });
});

for (const ahead of [1, 2]) {
  test(`an answer after any time is followed, with ${ahead} ahead`, () => {
    const { all, followed } = turns({ ahead });
    all.put({ rate: 1 });
    pass(5000);
    assert.deepEqual([followed, all.quiet], [[], false]);
    all.answered(1);
    assert.deepEqual([followed, all.quiet], [[1], true]);
  });
}

test("after two seconds the next values are sent all the same, and every answer counts once", () => {
  const { all, sent, followed } = turns();
  all.put({ rate: 1 });
  all.put({ rate: 2 });
  pass(1990);
  assert.equal(sent.length, 1);
  pass(10);
  assert.deepEqual(sent[1], { values: { rate: 2 }, turn: 2 });
  all.answered(1);
  assert.equal(all.quiet, false);
  all.put({ rate: 3 });
  assert.equal(sent.length, 2);
  all.answered(1);
  all.answered(2);
  assert.deepEqual([sent[2], followed], [{ values: { rate: 3 }, turn: 3 }, [1, 2]]);
});

test("what follows is sent before the values that waited", () => {
  const order = [];
  const all = new Turns({ send: ({ turn }) => order.push(`values ${turn}`), follow: (turn) => order.push(`follow ${turn}`) });
  all.put({ rate: 1 });
  all.put({ rate: 2 });
  all.answered(1);
  assert.deepEqual(order, ["values 1", "follow 1", "values 2"]);
});

test("one that is shown anew goes on counting where its session is", () => {
  const { all, sent, followed } = turns();
  all.answered(7);
  assert.deepEqual([followed, all.quiet], [[], true]);
  all.put({ rate: 1 });
  assert.equal(sent[0].turn, 8);
});

const following = (rest_ms = 0) => {
  const sent = [];
  const follower = new Follower(0);
  const shown = (turn) => follower.receive({ turn, rest_ms }, (message) => sent.push(message));
  shown(0);
  return { follower, shown, sent };
};

test("a single change is followed after the curves are painted", () => {
  const { follower, sent } = following();
  follower.hear({ turn: 1 });
  assert.deepEqual(sent, []);
  pass(20);
  assert.deepEqual(sent, [1]);
});

test("while what follows is busy turns are skipped, and the last is followed however late", () => {
  const { follower, shown, sent } = following();
  follower.hear({ turn: 1 });
  pass(20);
  for (const turn of [2, 3, 4]) {
    follower.hear({ turn });
    pass(50);
  }
  assert.deepEqual(sent, [1]);
  pass(5000);
  assert.deepEqual(sent, [1]);
  shown(1);
  assert.deepEqual(sent, [1, 4]);
  shown(4);
  assert.deepEqual(sent, [1, 4]);
});

test("in a drag it rests between, and comes to the end", () => {
  const { follower, shown, sent } = following(800);
  follower.hear({ turn: 1 });
  pass(20);
  shown(1);
  for (let turn = 2; turn <= 10; turn += 1) {
    follower.hear({ turn });
    pass(50);
  }
  assert.deepEqual(sent, [1]);
  pass(100);
  assert.deepEqual(sent, [1, 10]);
});

test("in a drag that goes on it follows every so many milliseconds", () => {
  const { follower, shown, sent } = following(400);
  for (let turn = 1; turn <= 20; turn += 1) {
    follower.hear({ turn, more: true });
    pass(50);
    shown(sent.at(-1) ?? 0);
  }
  assert.deepEqual(sent, [1, 8, 16]);
});

test("a drag on a slow server is one too: newer values wait at every answer", () => {
  const { follower, shown, sent } = following(800);
  for (let turn = 1; turn <= 5; turn += 1) {
    follower.hear({ turn, more: turn < 5 });
    pass(300);
    shown(sent.at(-1) ?? 0);
  }
  assert.deepEqual(sent, [1, 3, 5]);
});

test("what is waited for in a drag is not lost, nor hurried, when the answer of what follows is drawn", () => {
  const hears = new Set();
  globalThis.addEventListener = (_name, listener) => hears.add(listener);
  globalThis.removeEventListener = (_name, listener) => hears.delete(listener);
  globalThis.dispatchEvent = () => {};
  const [parentElement, sent] = [{}, []];
  const drawn = (turn) => follow({ data: { turn, rest_ms: 400 }, parentElement, setStateValue: (_name, value) => sent.push(value) });
  const answered = (turn) => [...hears].forEach((listener) => listener({ detail: { turn, more: true } }));
  const leave = drawn(0);
  answered(1);
  pass(50);
  answered(2);
  leave(true);
  drawn(1);
  pass(100);
  assert.deepEqual(sent, [1]);
  pass(300);
  assert.deepEqual(sent, [1, 2]);
});

test("what was waited for when it was taken off the page is followed when it is there again", () => {
  const { follower, shown, sent } = following(400);
  follower.hear({ turn: 1, more: true });
  follower.hear({ turn: 2, more: true });
  assert.deepEqual(sent, [1]);
  follower.rests();
  shown(1);
  assert.deepEqual(sent, [1, 2]);
});

test("whether newer values wait is said with every answer", () => {
  const said = [];
  const all = new Turns({ send: () => {}, follow: (turn, more) => said.push([turn, more]) });
  all.put({ rate: 1 });
  all.put({ rate: 2 });
  all.answered(1);
  all.answered(2);
  assert.deepEqual(said, [[1, true], [2, false]]);
});

test("a server that knows of no turn is told the next values at once", () => {
  const { all, sent } = turns();
  all.answered(0, "one visit");
  all.put({ rate: 1 });
  all.put({ rate: 2 });
  all.answered(0, "another");
  assert.ok(all.quiet);
  all.put({ rate: 3 });
  assert.deepEqual(sent.map(({ values }) => values.rate), [1, 3]);
  assert.ok(!all.quiet);
});

test("what waited when the visitor went back is not sent after", () => {
  const listeners = new Set();
  globalThis.addEventListener = (_name, listener) => listeners.add(listener);
  globalThis.removeEventListener = (_name, listener) => listeners.delete(listener);
  const { all, sent } = turns();
  const end = all.untilGone();
  all.put({ rate: 1 });
  all.put({ rate: 2 });
  for (const gone of listeners) gone();
  all.answered(1);
  assert.deepEqual(sent.map(({ values }) => values.rate), [1]);
  end();
  assert.equal(listeners.size, 0);
});
