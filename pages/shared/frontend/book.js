// Keeps the browser's history in step with what is on screen: an entry for every change, and on each what stood there last.
//
// An address is taken for understood when the server says that it has opened that very text, after all that it was asked, and
// is never overwritten before. Whatever address is neither understood nor written here was put there by the visitor (back,
// forward, a link), and the server is asked to open it; so it is when another server answers than the one that knew what was on
// screen.
//
// Streamlit makes an entry of every page that a server says it runs and that is not in the address. Of one that the visitor has
// left meanwhile, back through several pages at once, that would end all that lies ahead: it makes none.

import { settingsShown } from "./hosts.js";
import { post } from "./post.js";

const CHANGING_MS = 400; // Changes no farther apart are one, as in a drag: browsers bear some three writings a second.
const LATE_MS = 1500; // So long after a hand was lifted what is answered belongs to what it did.
const PATIENCE_MS = 1500; // Streamlit, too, runs the page when the visitor goes back, and what is sent then can be lost.
const KEPT = "descent-lab";

export class Book {
  constructor() {
    this.turn = 0; // Of what was asked last,
    this.due = 0; // and of what must be answered before this page's answers count.
    this.moving = this.hasty = false; // Whether the visitor went back or forward and nothing answered it, and did so twice.
    this.goal = null; // The path of the page that the visitor has gone back or forward to, until something else is pressed.
    this.turnTo();
    this.push = history.pushState.bind(history);
    // An entry of another page is next: what stood here last must be on this one.
    history.pushState = (...entry) => {
      if (this.hasLeft(new URL(entry[2], location.href).pathname)) return;
      this.flush();
      this.moving = this.hasty = false;
      this.leaving = false;
      this.push(...entry);
    };
    if (performance.getEntriesByType("navigation")[0]?.type === "navigate") this.keep({});
    addEventListener("popstate", () => this.gone());
    settingsShown.hear(({ detail }) => this.shown(detail));
  }

  // The browser is connected again, perhaps with a server that knows nothing of this window: have it say who it is.
  connected() {
    this.leaving = false; // What was asked for before is lost.
    post(() => this.askForAll());
  }

  // The whole page once more, as it stands.
  askForAll() {
    if (this.left()) return;
    this.turn += 1;
    this.send({ query: null, turn: this.turn });
  }

  // A link to `path` was pressed. Until that page is shown nothing is asked of this one: the server would take the visitor back.
  follow(path) {
    this.pressElsewhere();
    this.leaving = bare(path) !== bare(location.pathname);
    if (!this.leaving && this.asked !== null) this.expect(this.asked);
  }

  // Something was pressed that may lead to another page: which one, the server knows, and whether it does, Streamlit.
  pressElsewhere() {
    this.goal = null;
  }

  // Whether the visitor has gone back or forward to another page than the one at `path`.
  hasLeft(path) {
    return this.goal !== null && bare(path) !== bare(this.goal);
  }

  left() {
    return this.leaving || this.data === undefined || elsewhere(this.data.path);
  }

  // All that changes while the pointer is pressed is one change, as in a drag, and so is what is answered late of it.
  press() {
    this.part();
    clearTimeout(this.lifting);
    this.held = true;
  }

  lift() {
    clearTimeout(this.lifting);
    this.lifting = setTimeout(() => (this.held = false), LATE_MS);
  }

  key() {
    if (this.held) this.part();
    this.held = false;
  }

  // What changes from here on is another change.
  part() {
    this.flush();
    clearTimeout(this.changing);
    this.changing = null;
  }

  // The page that is shown has something to say: what is on screen, and what the server has opened last.
  receive(data, send) {
    if (elsewhere(data.path)) return;
    if (data.path !== this.data?.path) {
      this.turnTo();
      this.due = 0;
    }
    Object.assign(this, { data, send });
    const there = location.search.slice(1);
    const answered = this.asked === null || data.turn >= this.due;
    const { visit, query } = this.kept()[data.path] ?? {};
    const forgotten = visit !== undefined && visit !== data.visit;
    if (this.asked === null && ownEntries(there).length === 0) {
      forgotten ? this.ask(query) : this.write(data.query, "replaceState");
    } else if (answered && data.opened.query === (this.asked ?? there) && data.opened.id !== this.understood) {
      // Back and forth, and one of the earlier moves may have led to this very address: only a turn says which is answered.
      this.hasty && this.due === 0 ? this.ask(there) : this.understand();
    } else if (this.asked !== null) {
      // A server that has begun since: what it was sent before it knew this page it has not taken for a wish.
      if (data.visit !== this.told) this.ask(this.asked);
    } else if (there !== this.written || forgotten) this.ask(there);
    else this.settle(data.query);
  }

  understand() {
    this.moving = this.hasty = false;
    this.expect(null);
    this.understood = this.data.opened.id;
    this.write(this.data.query, "replaceState");
  }

  ask(query) {
    if (this.left()) return;
    this.turn += 1;
    const told = { query, turn: this.turn };
    this.due = this.turn;
    this.expect(query);
    // Unless the visitor has gone on by then.
    post.alone(() => this.due === told.turn && !this.left() && this.send(told));
  }

  expect(query) {
    Object.assign(this, { asked: query, told: this.data?.visit });
    query === null ? post.release() : post.hold();
    clearTimeout(this.patience);
    // As something new, or the server would take for choices what its controls still say here, and open nothing.
    if (query !== null) this.patience = setTimeout(() => this.ask(query), PATIENCE_MS);
  }

  turnTo() {
    clearTimeout(this.changing);
    this.changing = this.written = null;
    this.leaving = false;
    this.expect(null);
  }

  // A link on the page that is shown to another screen of it, as an entry of its own.
  open(query) {
    if (this.data === undefined || elsewhere(this.data.path)) return false;
    this.part();
    this.turnTo();
    this.push(history.state, "", `?${withEmbedding(query)}`);
    this.ask(location.search.slice(1));
    return true;
  }

  gone() {
    this.goal = location.pathname;
    const here = this.data !== undefined && !elsewhere(this.data.path);
    // An anchor on the page that is shown is no other screen.
    if (here && this.asked === null && location.search.slice(1) === this.written) return;
    this.hasty = this.moving || this.asked !== null;
    this.moving = true;
    this.turnTo();
    this.due = 0;
    // Streamlit itself has the page run with this address. Another page takes this one off the screen, also if the visitor is
    // back by then: until it speaks again there is nothing to ask through.
    here ? this.expect(location.search.slice(1)) : (this.data = undefined);
  }

  // Another page may still show something while it is left, this one what it was before the visitor went back, and another
  // server what it makes of the link by which the page was opened once.
  shown({ path, query, visit }) {
    if (path === this.data?.path && visit === this.data.visit && this.asked === null && !elsewhere(this.data.path)) this.settle(query);
  }

  settle(query) {
    this.query = query;
    if (!this.changing) this.rest(this.write(query, "pushState"));
  }

  // Until nothing has changed for a while the entry that was made at first is written over.
  rest(changed) {
    this.changing = changed || this.held ? setTimeout(() => this.rest(this.flush()), CHANGING_MS) : null;
  }

  flush() {
    return this.changing && !elsewhere(this.data.path) ? this.write(this.query, "replaceState") : false;
  }

  write(query, how) {
    const target = withEmbedding(query);
    const changed = target !== location.search.slice(1);
    if (how === "pushState") changed && this.push(history.state, "", `?${target}${location.hash}`);
    else if (changed) history.replaceState(history.state, "", `?${target}${location.hash}`);
    this.written = target;
    this.keep({ ...this.kept(), [this.data.path]: { visit: this.data.visit, query } });
    return changed;
  }

  // What this window showed last on each page, and on which visit: also after a reload, for the pages not on screen.
  kept() {
    try {
      return JSON.parse(sessionStorage.getItem(KEPT)) ?? {};
    } catch {
      return this.unkept ?? {};
    }
  }

  keep(pages) {
    this.unkept = pages;
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(pages));
    } catch {
      // A frame without storage: nothing is known after a reload.
    }
  }
}

const bare = (path) => path.replace(/\/+$/, "");
const elsewhere = (path) => path !== "" && bare(location.pathname) !== bare(path);
// What Streamlit reads of an address stays on it.
const withEmbedding = (query) =>
  [query, ...location.search.slice(1).split("&").filter((entry) => entry.startsWith("embed"))].join("&");
const ownEntries = (query) => query.split("&").filter((entry) => entry !== "" && !entry.startsWith("embed"));
