// A window's history: what is written into it, and what the server is asked to open.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Book } from "../../pages/shared/frontend/book.js";
import { post } from "../../pages/shared/frontend/post.js";

const CHANGING_MS = 400;
const PATIENCE_MS = 1500;
let browser; // Entries of { path, search }, and which one is shown.
let heard; // What listens to the window.

const entry = () => browser.entries[browser.at];
const addresses = () => browser.entries.map(({ path, search }) => path + search);
const moved = (url) => {
  const { pathname, search, hash } = new URL(url, `http://lab${entry().path}${entry().search}`);
  return { path: pathname, search, ...(hash && { hash }) };
};

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  browser = { entries: [{ path: "/", search: "" }], at: 0 };
  heard = {};
  const stored = new Map();
  const faked = {
    location: {
      get search() {
        return entry().search;
      },
      get hash() {
        return entry().hash ?? "";
      },
      get pathname() {
        return entry().path;
      },
      get href() {
        return `http://lab${entry().path}${entry().search}`;
      },
    },
    history: {
      state: null,
      pushState(_state, _title, url) {
        browser.entries.splice(browser.at + 1, Infinity, moved(url));
        browser.at += 1;
      },
      replaceState(_state, _title, url) {
        browser.entries[browser.at] = moved(url);
      },
    },
    performance: { getEntriesByType: () => [{ type: "navigate" }] },
    sessionStorage: { getItem: (key) => stored.get(key) ?? null, setItem: (key, text) => stored.set(key, text) },
    addEventListener: (name, listener) => (heard[name] = listener),
  };
  for (const [name, value] of Object.entries(faked)) Object.defineProperty(globalThis, name, { value, configurable: true });
});

// What is still to be sent belongs to no other test.
afterEach(() => {
  post.release();
  mock.timers.tick(10);
});

// A page as the server shows it: what it was asked to open, and what stands there now.
class Page {
  constructor(book, path, query, visit = "first") {
    Object.assign(this, { book, path, query, visit, asked: [], turn: 0, told: 0 });
    this.opened = { query: entry().search.slice(1), id: `${path} 0` };
  }

  show(query = this.query) {
    this.query = query;
    const { path, visit, opened, turn } = this;
    this.book.receive({ path, visit, opened, query, turn }, (told) => {
      this.asked.push(told.query);
      this.told = told.turn;
    });
  }

  open(link, query = link) {
    this.turn = this.told;
    this.opened = { query: link, id: `${this.path} ${(this.count = (this.count ?? 0) + 1)}` };
    this.show(query);
  }
}

const opened = (search = "", query = "steps=50") => {
  entry().search = search;
  const page = new Page(new Book(), "/", query);
  page.show();
  return page;
};
const rest = () => {
  for (let again = 0; again < 3; again += 1) mock.timers.tick(CHANGING_MS);
};
const go = (by) => {
  browser.at += by;
  heard.popstate();
};
const leave = (path) => history.pushState(null, "", path);

test("the address that was opened says in full what is on screen, in the same entry", () => {
  opened("?steps=50&fbclid=x&embed_options=light_theme");
  assert.deepEqual(addresses(), ["/?steps=50&embed_options=light_theme"]);
});

test("an entry for every change, one for all that come close together", () => {
  const page = opened();
  for (const steps of [51, 52, 53]) page.show(`steps=${steps}`);
  rest();
  page.show("steps=9");
  rest();
  assert.deepEqual(addresses(), ["/?steps=50", "/?steps=53", "/?steps=9"]);
});

test("an address is not written over before the server has opened it", () => {
  const page = opened();
  page.show("steps=9");
  rest();
  go(-1);
  page.show("steps=9"); // What was on its way when the visitor went back.
  assert.deepEqual(addresses(), ["/?steps=50", "/?steps=9"]);
  page.open("steps=50");
  rest();
  assert.deepEqual([addresses(), browser.at, page.asked], [["/?steps=50", "/?steps=9"], 0, []]);
});

test("a link on the page is an entry of its own, and what is said meanwhile is not written into it", () => {
  const page = opened("?steps=50&embed=true");
  page.show("steps=51");
  assert.equal(page.book.open("steps=9"), true);
  page.show("steps=52"); // What was on its way.
  mock.timers.tick(0);
  assert.deepEqual(page.asked, ["steps=9&embed=true"]);
  page.open("steps=9&embed=true", "steps=9&dtype=float32");
  rest();
  assert.deepEqual(
    addresses(),
    ["steps=50", "steps=51", "steps=9&dtype=float32"].map((query) => `/?${query}&embed=true`),
  );
});

test("going back does not end what lies ahead; a change does", () => {
  const page = opened();
  for (const steps of [1, 2]) {
    page.show(`steps=${steps}`);
    rest();
  }
  go(-2);
  page.open("steps=50");
  go(1);
  page.open("steps=1");
  assert.deepEqual(addresses(), ["/?steps=50", "/?steps=1", "/?steps=2"]);
  page.show("steps=7");
  assert.deepEqual(addresses(), ["/?steps=50", "/?steps=1", "/?steps=7"]);
});

test("a reset is a change like any other: back leads to what was there before it", () => {
  const page = opened();
  page.show("steps=9");
  rest();
  page.show("steps=50");
  rest();
  go(-1);
  page.open("steps=9");
  assert.deepEqual([addresses(), browser.at], [["/?steps=50", "/?steps=9", "/?steps=50"], 1]);
});

test("the server is asked again when what was sent to it got lost", () => {
  const page = opened();
  page.show("steps=9");
  rest();
  go(-1);
  mock.timers.tick(PATIENCE_MS);
  assert.deepEqual(page.asked, ["steps=50"]);
  page.open("steps=50");
  mock.timers.tick(10 * PATIENCE_MS);
  assert.deepEqual(page.asked, ["steps=50"]);
});

test("what it is asked again counts anew: by then its controls may say what it would take for a choice of the visitor's", () => {
  const page = opened();
  page.show("steps=9");
  rest();
  go(-1);
  const turns = [];
  page.book.send = ({ turn }) => turns.push(turn);
  mock.timers.tick(PATIENCE_MS);
  mock.timers.tick(PATIENCE_MS);
  assert.equal(new Set(turns).size, 2);
});

// Three screens of one page, shown at the last.
const walked = () => {
  const page = opened();
  for (const steps of [1, 2]) {
    page.show(`steps=${steps}`);
    rest();
  }
  return page;
};
const SCREENS = ["/?steps=50", "/?steps=1", "/?steps=2"];

test("what was to be asked before the visitor went on is asked no more", () => {
  const page = walked();
  page.book.ask("steps=2");
  go(-1);
  mock.timers.tick(0);
  assert.deepEqual([page.asked, page.book.asked], [[], "steps=1"]);
});

test("back, forth and back again: no answer of the way there is taken for the last, and none for a choice", () => {
  const page = walked();
  for (const by of [-1, 1, -1]) go(by);
  for (const [run, steps] of [1, 2, 1].entries()) {
    page.opened = { query: `steps=${steps}`, id: `run ${run}` };
    page.show(`steps=${steps}`);
    mock.timers.tick(0);
    heard["settings-shown"]({ detail: { path: "/", query: "steps=2", visit: "first" } });
  }
  assert.deepEqual([page.asked, page.book.asked], [["steps=1"], "steps=1"]);
  page.open("steps=1");
  rest();
  assert.deepEqual([addresses(), browser.at, page.book.asked], [SCREENS, 1, null]);
});

test("the same on a page to which the visitor comes back", () => {
  const page = walked();
  page.book.follow("/maps");
  leave("/maps");
  new Page(page.book, "/maps", "cells=256").show();
  for (const by of [-1, -1, 1]) go(by);
  page.opened = { query: "steps=2", id: "of the first move" };
  page.show("steps=2");
  mock.timers.tick(0);
  assert.deepEqual([page.asked, page.book.asked], [["steps=2"], "steps=2"]);
  page.open("steps=2");
  rest();
  assert.deepEqual([addresses(), browser.at], [[...SCREENS, "/maps?cells=256"], 2]);
});

test("while the server is asked to open an address nothing else is sent: it would carry what stood on screen before", () => {
  const page = opened();
  page.show("steps=9");
  rest();
  go(-1);
  const sent = [];
  post(() => sent.push("a follower"));
  mock.timers.tick(PATIENCE_MS);
  assert.deepEqual([page.asked, sent], [["steps=50"], []]);
  page.open("steps=50");
  assert.deepEqual(sent, ["a follower"]);
});

test("a page that is left while it is asked to open something holds up nothing", () => {
  const page = opened();
  page.show("steps=9");
  rest();
  go(-1);
  page.book.follow("/compare");
  leave("/compare");
  const sent = [];
  post(() => sent.push("of Compare"));
  new Page(page.book, "/compare", "rate_adam=0.1").show();
  assert.deepEqual(sent, ["of Compare"]);
});

test("a page whose link was pressed is waited for: nothing is asked of the one that is left, until the visitor stays", () => {
  const page = opened();
  page.show("steps=9");
  rest();
  go(-1);
  page.book.follow("/compare");
  mock.timers.tick(PATIENCE_MS);
  page.show("steps=9");
  page.book.askForAll();
  mock.timers.tick(PATIENCE_MS);
  assert.deepEqual(page.asked, []);
  page.book.follow("/");
  mock.timers.tick(PATIENCE_MS);
  mock.timers.tick(0);
  assert.deepEqual(page.asked, ["steps=50"]);
});

test("a page that was waited for and a line that broke are no reason to ask nothing more", () => {
  const page = opened();
  page.book.follow("/compare");
  leave("/compare");
  const compare = new Page(page.book, "/compare", "rate_adam=0.1");
  compare.show();
  compare.book.askForAll();
  assert.deepEqual(compare.asked, [null]);
  compare.book.follow("/");
  compare.book.connected();
  assert.deepEqual(compare.asked, [null, null]);
});

test("a visitor who leaves and returns before the other page has spoken is at home again", () => {
  const page = opened();
  page.book.follow("/compare");
  leave("/compare");
  page.book.follow("/");
  leave("/");
  page.show();
  page.book.askForAll();
  assert.deepEqual(page.asked, [null]);
});

test("a page that has been left by the time it is said to run makes no entry: what lies ahead stays", () => {
  const page = opened();
  for (const path of ["/compare", "/maps"]) {
    page.book.follow(path);
    leave(path);
  }
  go(-1);
  go(-1);
  leave("/compare?rate_adam=0.1"); // As Streamlit does when it hears of the first of the two.
  assert.deepEqual([addresses(), browser.at], [["/?steps=50", "/compare", "/maps"], 0]);
});

test("a page to which a press leads is an entry, by a link or by what the server knows", () => {
  const { book } = opened();
  leave("/maps");
  go(-1);
  book.follow("/maps");
  leave("/compare"); // Of a link before that one.
  go(-1);
  book.pressElsewhere();
  leave("/landscapes");
  assert.deepEqual(addresses(), ["/?steps=50", "/landscapes"]);
});

test("another server is asked to open what is on screen, and its first answer writes nothing", () => {
  const page = opened("?problem=steep");
  page.show("problem=steep&steps=9");
  rest();
  const again = new Page(page.book, "/", "problem=steep", "another");
  again.opened = { query: "problem=steep", id: "anew" };
  again.show();
  mock.timers.tick(0);
  assert.deepEqual([again.asked, location.search], [["problem=steep&steps=9"], "?problem=steep&steps=9"]);
  again.open("problem=steep&steps=9");
  assert.equal(location.search, "?problem=steep&steps=9");
});

test("a drag is one change, however late its answers come", () => {
  const page = opened();
  page.book.press();
  for (const steps of [51, 60]) {
    page.show(`steps=${steps}`);
    rest();
  }
  page.book.lift();
  page.show("steps=70");
  mock.timers.tick(1000);
  page.show("steps=71");
  assert.deepEqual(addresses(), ["/?steps=50", "/?steps=70"]);
  rest();
  assert.deepEqual(addresses(), ["/?steps=50", "/?steps=71"]);
  page.book.press();
  page.show("steps=9");
  page.book.lift();
  page.book.key();
  page.show("steps=10");
  assert.deepEqual(addresses(), ["/?steps=50", "/?steps=71", "/?steps=9", "/?steps=10"]);
});

test("connected again, it has the server say who it is", () => {
  const page = opened();
  page.show("steps=9");
  page.book.connected();
  assert.deepEqual(page.asked, [null]);
  const again = new Page(page.book, "/", "steps=50", "another");
  again.opened = { query: "", id: "anew" }; // What Streamlit remembers of the address.
  again.show();
  mock.timers.tick(0);
  assert.deepEqual(again.asked, ["steps=9"]);
});

test("a server that begins while it is asked to open an address is asked again, as for something new", () => {
  const page = opened();
  page.show("steps=9");
  rest();
  go(-1);
  mock.timers.tick(PATIENCE_MS);
  const turns = [];
  const { path, query } = page;
  const says = (visit, known, turn = 0) =>
    page.book.receive({ path, visit, opened: known, query, turn }, (told) => turns.push(told.turn));
  says("another", { query: "steps=9", id: "anew" });
  mock.timers.tick(0);
  says("another", { query: "steps=9", id: "anew" });
  mock.timers.tick(0);
  assert.equal(turns.length, 1);
  assert.ok(turns[0] > 1);
  says("another", { query: "steps=50", id: "at last" }, turns[0]);
  assert.equal(page.book.asked, null);
});

test("what another server shows of an old link is not taken for a change", () => {
  const page = opened("?problem=steep");
  page.show("problem=steep&steps=9");
  rest();
  const old = { path: "/", query: "problem=steep&steps=50" };
  heard["settings-shown"]({ detail: { ...old, visit: "another" } });
  rest();
  assert.equal(location.search, "?problem=steep&steps=9");
  heard["settings-shown"]({ detail: { ...old, visit: "first" } });
  assert.equal(location.search, "?problem=steep&steps=50");
});

test("a page that comes again shows what it showed last, in one entry, and what is left keeps its own", () => {
  const descent = opened();
  descent.show("steps=9");
  leave("/compare"); // In the moment of a change.
  assert.deepEqual(addresses(), ["/?steps=50", "/?steps=9", "/compare"]);
  descent.show("steps=10"); // An answer that comes too late.
  const compare = new Page(descent.book, "/compare", "rate_adam=0.1");
  compare.show();
  rest();
  leave("/");
  descent.show("steps=10");
  rest();
  assert.deepEqual(addresses(), ["/?steps=50", "/?steps=9", "/compare?rate_adam=0.1", "/?steps=10"]);
});

test("a page that a new server has not seen is brought back from what the window remembers", () => {
  const descent = opened();
  descent.show("steps=9");
  rest();
  leave("/compare");
  new Page(descent.book, "/compare", "rate_adam=0.1").show();
  leave("/");
  const again = new Page(descent.book, "/", "steps=50", "another");
  again.show();
  mock.timers.tick(0);
  assert.deepEqual(again.asked, ["steps=9"]);
});

test("a tab that was doubled takes its own way", () => {
  opened().show("steps=9");
  rest();
  // The double begins with the same storage and address, and with a visit of its own.
  const doubled = new Page(new Book(), "/", "steps=9", "second");
  doubled.show();
  doubled.show("steps=3");
  rest();
  assert.deepEqual([location.search, doubled.asked], ["?steps=3", []]);
});

test("an anchor is no other screen, and stays on the address of the next one", () => {
  const book = new Book();
  const page = new Page(book, "/variables", "first=5");
  browser.entries = [{ path: "/variables", search: "?first=5" }];
  page.open("first=5");
  browser.entries.push({ path: "/variables", search: "?first=5", hash: "#shape" });
  browser.at = 1;
  heard.popstate();
  assert.equal(book.asked, null);
  page.show("first=6");
  assert.deepEqual(entry(), { path: "/variables", search: "?first=6", hash: "#shape" });
});
