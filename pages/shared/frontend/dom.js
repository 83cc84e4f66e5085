// Elements as our components make and find them, and one instance of each for the place in which it is shown.

const SVG = "http://www.w3.org/2000/svg";

// An element of a class, which may be none, with texts and elements in it.
export const made = (tag, kind = "", ...content) => {
  const element = document.createElement(tag);
  if (kind) element.className = kind;
  element.append(...content);
  return element;
};

// One of a drawing.
export const drawn = (tag, attributes = {}) => {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};

// All that have an id, by it.
export const partsOf = (root) => Object.fromEntries([...root.querySelectorAll("[id]")].map((element) => [element.id, element]));

export const onPress = (button, act) => button.addEventListener("click", act);

// Gives for every place the instance that was made there first: a component is called anew with every update.
export const onePerPlace = (make) => {
  const known = new WeakMap();
  return (place, ...first) => {
    if (!known.has(place)) known.set(place, make(place, ...first));
    return known.get(place);
  };
};
