// Pictures that a component of ours draws itself, by name: how each gives what it shows as a drawing, with its size.

export const drawings = (globalThis.descentLabDrawings ??= new Map());

const DRAWN_LOOKS = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "font-size",
  "font-weight",
  "paint-order",
];

// A copy of a drawing that looks alike where its style sheet is not.
export const styled = (drawing) => {
  const copy = drawing.cloneNode(true);
  const copies = [...copy.querySelectorAll("*")];
  for (const [k, element] of [...drawing.querySelectorAll("*")].entries()) {
    const looks = getComputedStyle(element);
    for (const look of DRAWN_LOOKS) copies[k].setAttribute(look, looks.getPropertyValue(look));
  }
  return copy;
};
