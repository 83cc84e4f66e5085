// A picture of the page as a file: the drawing as it stands, on the page's ground, under a heading that says what is shown.

import { drawn, made } from "./dom.js";
import { drawings } from "./drawings.js";
import { APP, DRAWING, GRAPH_DRAWING, PASSING, PX_PER_PT } from "./hosts.js";
import { unexplain } from "./words.js";

const EDGE = 16;
const LINE = 20;
const LETTER = 8; // So wide is a letter at most on the average, in pixels.
const SAMPLE = 30; // As long is a line of the legend,
const RAMP = 110; // and as long one of many colours.
const SHARP = 2; // Pixels of a PNG to each of the screen.

// Words in lines of so many letters at most, where that can be.
const lines = (text, letters) =>
  text.split(" ").reduce((found, word) => {
    const longer = found.length ? `${found.at(-1)} ${word}` : word;
    return found.length && longer.length <= letters ? [...found.slice(0, -1), longer] : [...found, word];
  }, []);

// What stands over a picture so many pixels wide: texts and lines of the legend with their places, and how high it all is.
export const headOf = ({ heading, about, legend }, width) => {
  const letters = Math.floor(width / LETTER);
  const texts = [
    ...lines(heading, letters).map((text) => ({ text, bold: true })),
    ...lines(about, letters).map((text) => ({ text, bold: false })),
  ].map((line, k) => ({ ...line, x: 0, y: (k + 1) * LINE - 6 }));
  let [x, y] = [0, texts.length * LINE];
  const samples = legend.map((entry) => {
    const long = entry.ramp?.length ? RAMP : SAMPLE;
    const beside = entry.color || entry.ramp?.length ? long + 8 : 0;
    const wide = beside + LETTER * entry.title.length + 16;
    if (x > 0 && x + wide > width) [x, y] = [0, y + LINE];
    const placed = { ...entry, x, y: y + LINE / 2, long, beside };
    x += wide;
    return placed;
  });
  return { texts, samples, height: y + (samples.length ? LINE : 0) + 8 };
};

const worded = ({ text, x, y, bold }, fill) => {
  const element = drawn("text", { x, y, fill, "font-size": 14, "font-weight": bold ? 700 : 400 });
  element.textContent = text;
  return element;
};

// Colours that run along a line, under a name. A level line has no box of its own to measure them in.
const rampOf = (id, colors, from, to) => {
  const ramp = drawn("linearGradient", { id, gradientUnits: "userSpaceOnUse", x1: from, x2: to });
  ramp.append(...colors.map((color, k) => drawn("stop", { offset: k / (colors.length - 1), "stop-color": color })));
  return ramp;
};

const sampled = ({ title, color, ramp = [], dash, width, opacity, x, y, long, beside }, ink, k) => [
  ...(ramp.length ? [rampOf(`ramp-${k}`, ramp, x, x + long)] : []),
  ...(beside ? [drawn("line", {
    x1: x, y1: y, x2: x + long, y2: y, stroke: ramp.length ? `url(#ramp-${k})` : color,
    "stroke-dasharray": dash, "stroke-width": width, "stroke-opacity": opacity,
  })] : []),
  worded({ text: title, x: x + beside, y: y + 5, bold: false }, ink),
];

// What the page's styles make of a drawing, which its file does not have.
const LOOKS = ["fill", "stroke", "stroke-width", "opacity", "font-family", "font-size", "font-weight"];

// The tape's graph as large as it was laid out, in the colours of the step that is shown.
const graphAlone = (shown) => {
  const drawing = shown.cloneNode(true);
  const of = (svg) => svg.querySelectorAll("g, path, polygon, text");
  const looks = [...of(shown)].map((element) => getComputedStyle(element));
  for (const [place, element] of [...of(drawing)].entries()) {
    for (const look of LOOKS) element.style.setProperty(look, looks[place].getPropertyValue(look));
  }
  const [width, height] = [shown.viewBox.baseVal.width, shown.viewBox.baseVal.height].map((side) => side * PX_PER_PT);
  for (const [name, value] of Object.entries({ width, height })) drawing.setAttribute(name, value);
  drawing.removeAttribute("style");
  return { drawing, width, height };
};

// The inside of a picture without what marks the step that is shown; a surface as it is seen. Null where there is none.
const inside = (place) => {
  const canvas = place?.querySelector("canvas");
  if (canvas) {
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    return { drawing: drawn("image", { href: canvas.toDataURL("image/png"), width, height }), width, height };
  }
  const graph = place?.querySelector(GRAPH_DRAWING);
  if (graph) return graphAlone(graph);
  const shown = place?.querySelector(DRAWING);
  if (!shown) return null;
  const drawing = shown.cloneNode(true);
  for (const element of drawing.querySelectorAll(PASSING)) element.remove();
  for (const word of drawing.querySelectorAll("[data-word]")) unexplain(word);
  for (const element of drawing.querySelectorAll("[style*=opacity]")) element.style.opacity = "";
  const { width, height } = shown.viewBox.baseVal;
  return { drawing, width, height };
};

// The file of a family of letters as a rule of CSS; empty where there is none. An image asks for no other file.
const lettersOf = async (family) => {
  const rules = [...document.styleSheets].filter(({ href }) => href?.startsWith(location.origin)).flatMap((sheet) => [...sheet.cssRules]);
  const named = (name) => name && family.replaceAll('"', "").startsWith(name.replaceAll('"', ""));
  const rule = rules.find(({ style, type }) => type === CSSRule.FONT_FACE_RULE && style.fontStyle === "normal" && named(style.fontFamily));
  if (!rule) return "";
  const [, file] = rule.style.src.match(/url\("?(.*?)"?\)/);
  const bytes = new Uint8Array(await (await fetch(new URL(file, rule.parentStyleSheet.href))).arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return `@font-face { font-family: ${rule.style.fontFamily}; font-weight: 100 900; src: url(data:font/woff2;base64,${btoa(text)}); }`;
};

// The whole as an SVG, with its size.
const composed = (place, head) => {
  const found = drawings.get(head.place)?.() ?? inside(place);
  if (!found) return null;
  const { color: ink, backgroundColor: paper, fontFamily: family } = getComputedStyle(document.querySelector(APP));
  const { texts, samples, height } = headOf(head, found.width);
  const [wide, high] = [found.width + 2 * EDGE, found.height + height + 2 * EDGE];
  const svg = drawn("svg", { width: wide, height: high, viewBox: `0 0 ${wide} ${high}` });
  const words = drawn("g", { transform: `translate(${EDGE}, ${EDGE})`, "font-family": family });
  words.append(...texts.map((text) => worded(text, ink)), ...samples.flatMap((sample, k) => sampled(sample, ink, k)));
  found.drawing.setAttribute("x", EDGE);
  found.drawing.setAttribute("y", EDGE + height);
  svg.append(drawn("rect", { width: wide, height: high, fill: paper }), words, found.drawing);
  return { svg, wide, high, family };
};

const written = (svg) => new XMLSerializer().serializeToString(svg);

const painted = async ({ svg, wide, high, family }) => {
  const [image, letters] = [new Image(), drawn("style")];
  letters.textContent = await lettersOf(family).catch(() => "");
  svg.prepend(letters);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(written(svg))}`;
  await image.decode();
  const canvas = made("canvas");
  [canvas.width, canvas.height] = [SHARP * wide, SHARP * high];
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
};

// How a picture becomes a file, by the file's ending.
export const KINDS = {
  png: painted,
  svg: async ({ svg }) => new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${written(svg)}\n`], { type: "image/svg+xml" }),
};

// Save what is drawn at a place as a file; whether there was anything.
export const saved = async (place, head, name, kind) => {
  const picture = composed(place, head);
  if (!picture) return false;
  const link = made("a");
  link.href = URL.createObjectURL(await KINDS[kind](picture));
  link.download = `${name}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return true;
};
