// The page's part in the browser's history: there is one book for the window, and whatever page is shown tells it what is.

import { Book } from "./book.js";

export default function ({ data, setStateValue }) {
  globalThis.descentLabBook ??= new Book();
  globalThis.descentLabBook.receive(data, (told) => setStateValue("gone_to", told));
}
