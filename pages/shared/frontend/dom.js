// Elements as our components make and find them, and one instance of each for the place in which it is shown.

const SVG = "http://www.w3.org/2000/svg";

// An element of a class, which may be none, with texts and elements in it.
export const made = (tag, kind = "", ...content) => {
  const element = document.createElement(tag);
  if (kind) element.className = kind;
  element.append(...content);
  return element;
};

// A name as Keras has it, which may go on in another line after any of its underscores; the text stays the same.
export const breakable = (name) => name.split(/(?<=_)/).flatMap((part, k) => (k ? [made("wbr"), part] : [part]));

// One of a drawing.
export const drawn = (tag, attributes = {}) => {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};

// All that have an id, by it.
export const partsOf = (root) => Object.fromEntries([...root.querySelectorAll("[id]")].map((element) => [element.id, element]));

export const onPress = (button, act) => button.addEventListener("click", act);

// What is typed into, or chosen from by letters: a key that is pressed there is meant for it.
const TYPED_INTO = "input:not([type=range], [type=checkbox], [type=radio]), textarea, select, [contenteditable=true], [role=listbox]";

// A key without modifiers, anywhere in the window but where somebody types; `act` gets the key in lower case, and says whether
// it was one of its own. Gives what ends it.
export const onKey = (act) => {
  const pressed = (event) => {
    const plain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.defaultPrevented;
    const typing = event.composedPath().some((element) => element.matches?.(TYPED_INTO));
    if (plain && !typing && act(event.key.toLowerCase())) event.preventDefault();
  };
  addEventListener("keydown", pressed);
  return () => removeEventListener("keydown", pressed);
};

// What a press on a link does that asks for no other tab; where it cannot be done here the link is followed as any other.
export const onPlainPress = (link, follow) =>
  onPress(link, (event) => {
    const another = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!another && follow() !== false) event.preventDefault();
  });

// Gives for every place the instance that was made there first: a component is called anew with every update.
export const onePerPlace = (make) => {
  const known = new WeakMap();
  return (place, ...first) => {
    if (!known.has(place)) known.set(place, make(place, ...first));
    return known.get(place);
  };
};
