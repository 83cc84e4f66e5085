// The source that was recorded, with the part marked that asked for an operation, as Python's own line table has it.

import { made } from "./dom.js";

// A `span` is the first line and the last, from 1, and the columns at which it starts and ends; without one nothing is marked.
export const markSource = (element, source, span, backward) => {
  if (!span) {
    element.replaceChildren(source);
    return;
  }
  const [first, last, start, end] = span;
  const text = source.split("\n");
  const offset = (line, column) => text.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column;
  const [from, to] = [offset(first, start), offset(last, end)];
  const marked = made("mark", backward ? "back" : "", source.slice(from, to));
  element.replaceChildren(source.slice(0, from), marked, source.slice(to));
  const [top, height] = [marked.offsetTop - element.offsetTop, element.clientHeight];
  if (top < element.scrollTop || top + 40 > element.scrollTop + height) element.scrollTop = top - height / 2;
};
