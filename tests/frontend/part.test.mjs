// A component whose file is still on its way shows what it was told last, in each place once.
import assert from "node:assert/strict";
import { test } from "node:test";

import { part } from "../../pages/shared/frontend/part.js";
import { showing } from "../../pages/shared/frontend/parts.js";

test("what was told meanwhile is shown once, the newest of a place, and later at once", async () => {
  const shown = [];
  globalThis.document = { baseURI: "http://127.0.0.1/compare" };
  globalThis.descentLabParts.file = Promise.resolve({ show: (name, { data }) => shown.push(`${name} ${data}`) });
  const [here, there] = [{}, {}];
  const answers = [
    part("sliders", "file", { data: 1, parentElement: here }),
    part("sliders", "file", { data: 2, parentElement: there }),
    part("sliders", "file", { data: 3, parentElement: here }),
  ];
  assert.deepEqual(await Promise.all(answers), [undefined, 1, 2]);
  assert.equal(part("sliders", "file", { data: 4, parentElement: here }), 3);
  assert.deepEqual(shown, ["sliders 2", "sliders 3", "sliders 4"]);
});

test("a part is made once, and its page is put into each place once", () => {
  const element = () => ({ children: [], append(...given) { this.children.push(...given); } });
  globalThis.document.createElement = element;
  let made = 0;
  const show = showing({ box: { html: "<p></p>", css: "p {}", make: () => (made += 1) && (({ data }) => data) } });
  const [here, there] = [element(), element()];
  assert.deepEqual([here, there, here].map((parentElement, data) => show("box", { parentElement, data })), [0, 1, 2]);
  assert.equal(made, 1);
  assert.deepEqual([here, there].map(({ children }) => children.length), [1, 1]);
  const [content, style] = here.children[0].children;
  assert.deepEqual([content.innerHTML, style.textContent], ["<p></p>", "p {}"]);
});
