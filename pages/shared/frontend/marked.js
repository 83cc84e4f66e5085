// A place in a text and what stands around it. Places count characters as Python does: 𝑥 is one, though two units here.

// What stands before the place, at it and behind it, at most so many characters to either side.
export const around = (text, position, most) => {
  const characters = [...text];
  const before = characters.slice(Math.max(0, position - most), position).join("");
  const after = characters.slice(position + 1, position + 1 + most).join("");
  return {
    before: (position > most ? "…" : "") + before,
    at: characters[position] ?? " ",
    after: after + (characters.length > position + 1 + most ? "…" : ""),
  };
};
