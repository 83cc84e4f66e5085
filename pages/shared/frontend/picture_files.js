// The pictures of a page, each to be saved as a file, which the browser makes of what it shows.

import { made, onPress } from "./dom.js";
import { placeOf } from "./hosts.js";
import { KINDS, saved } from "./picture.js";

export default function ({ data, parentElement }) {
  const root = parentElement;
  const said = root.querySelector("[role=status]");
  const button = ({ title, name, ...head }, kind) => {
    const element = made("button", "", kind.toUpperCase());
    element.type = "button";
    element.setAttribute("aria-label", `${title} as ${kind.toUpperCase()}`);
    onPress(element, async () => {
      const done = await saved(placeOf(head.place), head, name, kind).catch(() => false);
      said.textContent = done ? `Saved as ${name}.${kind}.` : "This picture is not on the page right now.";
    });
    return element;
  };
  root.querySelector("ul").replaceChildren(
    ...data.pictures.map((picture) =>
      made("li", "", made("span", "", picture.title), ...Object.keys(KINDS).map((kind) => button(picture, kind))),
    ),
  );
}
