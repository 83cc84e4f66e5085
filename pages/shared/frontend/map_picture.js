// The cells of a map as a bitmap: bytes that the server packed, and the colours that they mean.

const PALEST = 0.35; // How much of its colour a cell has in the palest shade.

// "#rrggbb" as three numbers.
export const rgb = (color) => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));

const mixed = (from, to, share) => from.map((value, k) => Math.round(value + (to[k] - value) * share));

// The colour of every kind in every shade, three numbers each, one after the other: a kind without a colour of its own runs
// along the ramp, the others become paler towards the paper.
export const table = ({ colors, ramp, paper }) => {
  const [ground, stops] = [rgb(paper), ramp.map(rgb)];
  const along = (share) => {
    const at = share * (stops.length - 1);
    const from = Math.min(Math.floor(at), stops.length - 2);
    return mixed(stops[from], stops[from + 1], at - from);
  };
  const found = new Uint8ClampedArray(colors.length * 256 * 3);
  colors.forEach((color, kind) => {
    for (let shade = 0; shade < 256; shade += 1) {
      const share = shade / 255;
      const tone = color ? mixed(ground, rgb(color), PALEST + (1 - PALEST) * share) : along(share);
      found.set(tone, (kind * 256 + shade) * 3);
    }
  });
  return found;
};

// Bytes that were deflated and written as text.
export const unpacked = async (text) => {
  const packed = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

// Paint a piece into an image of `columns` and `rows`: `kinds` and then `shades`, row by row from the bottom, every cell as
// wide and as high as its strides.
export const paint = (image, { columns, rows }, piece, bytes, colors) => {
  const { row, column, stride, wide, high } = piece;
  for (let r = 0; r < high; r += 1) {
    const bottom = row + r * stride;
    for (let c = 0; c < wide; c += 1) {
      const cell = r * wide + c;
      const at = (bytes[cell] * 256 + bytes[wide * high + cell]) * 3;
      const left = column + c * stride;
      for (let y = bottom; y < Math.min(bottom + stride, rows); y += 1) {
        let to = ((rows - 1 - y) * columns + left) * 4;
        for (let x = left; x < Math.min(left + stride, columns); x += 1, to += 4) {
          image[to] = colors[at];
          image[to + 1] = colors[at + 1];
          image[to + 2] = colors[at + 2];
          image[to + 3] = 255;
        }
      }
    }
  }
};
