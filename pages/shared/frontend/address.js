// The page's part in the browser's history: there is one book for the window, and whatever page is shown tells it what is.
// And what explains the words of all pages, once for the window too.

import { Book } from "./book.js";
import { APP, CONNECTED, CONNECTION, OURS, RUNNING } from "./hosts.js";
import { Legends } from "./legends.js";
import { post } from "./post.js";
import { oneStopEach } from "./toolbars.js";
import { Words } from "./words.js";

// What is pressed in one of Streamlit's own controls is told first. A link is told at once, whatever waits.
const OTHERS = ["click", "change", "keydown"];
const PRESSING = ["Enter", " "]; // What presses a part of ours without a click.
const UNSEEN_MS = 3000; // A run that is as short as a frame may not be seen.
const resting = ({ target }) => target.closest?.(`${OURS}, a[href]`) || post.rest();

// A press on a link that this window follows to a page.
const followed = (event) => {
  const link = event.target.closest?.("a[href]");
  const inAnother = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  const toNoPage = link?.origin !== location.origin || link.target === "_blank" || link.hash !== "";
  return inAnother || toNoPage ? undefined : link;
};

// Once a run has begun and ended: one that is cut short by another may not take what it was sent.
const afterARun = (act) => {
  const app = document.querySelector(APP);
  let begun = false;
  const done = () => {
    running.disconnect();
    clearTimeout(patience);
    act();
  };
  const running = new MutationObserver(() => {
    if (app.matches(RUNNING)) begun = true;
    else if (begun) done();
  });
  const patience = setTimeout(done, UNSEEN_MS);
  running.observe(app, { attributes: true });
};

// What a book must know of the window besides: the visitor's hand, and whether the server is there.
const kept = (book) => {
  addEventListener("pointerdown", () => book.press(), true);
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => book.lift(), true);
  const key = (event) => {
    book.key();
    if (PRESSING.includes(event.key)) book.pressElsewhere();
  };
  addEventListener("keydown", key, true);
  const follow = (event) => {
    const link = followed(event);
    link ? book.follow(link.pathname) : book.pressElsewhere();
  };
  addEventListener("click", follow, true);
  for (const kind of OTHERS) addEventListener(kind, resting, true);
  post.joined = () => afterARun(() => post(() => book.askForAll()));
  let lost = false;
  const app = document.querySelector(`[${CONNECTION}]`);
  const look = () => {
    const there = app.getAttribute(CONNECTION) === CONNECTED;
    if (there && lost) book.connected();
    lost = !there;
  };
  if (app) new MutationObserver(look).observe(app, { attributeFilter: [CONNECTION] });
  return book;
};

export default function ({ data, setStateValue }) {
  globalThis.descentLabWords ??= new Words();
  globalThis.descentLabLegends ??= new Legends();
  globalThis.descentLabLegends.receive(data.words);
  globalThis.descentLabToolbars ??= oneStopEach();
  globalThis.descentLabBook ??= kept(new Book());
  globalThis.descentLabBook.receive(data, (told) => setStateValue("gone_to", told));
}
