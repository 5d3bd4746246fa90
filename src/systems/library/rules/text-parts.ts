/** Size of a part in bytes of UTF-8: with the frame of the page it stays under 14 KB compressed. */
const PART_BYTES = 26_000;

/**
 * Cuts a long text into parts that a phone on a slow network gets one at a time, between paragraphs (a table stays
 * whole unless it alone is larger than a part, then it is cut between rows).
 */
export function textParts(markdown: string, bytes: number = PART_BYTES): string[] {
  const blocks = markdown.split(/\n{2,}/).flatMap((text) => smallEnough(text, bytes));
  return gathered(blocks, '\n\n', bytes)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Pieces put together up to a size, each followed by a separator; a piece larger than that stands alone. */
function gathered(pieces: readonly string[], separator: string, bytes: number): string[] {
  const full: string[] = [];
  let current: string[] = [];
  let size = 0;
  for (const piece of pieces) {
    const more = Buffer.byteLength(piece);
    if (current.length > 0 && size + more > bytes) {
      full.push(current.join(''));
      current = [];
      size = 0;
    }
    current.push(piece, separator);
    size += more + separator.length;
  }
  if (current.length > 0) full.push(current.join(''));
  return full;
}

/** A block larger than a part is cut between lines, and a line between words. */
function smallEnough(block: string, bytes: number): string[] {
  if (Buffer.byteLength(block) <= bytes) return [block];
  const lines = block.split('\n').flatMap((text) => text.match(/[\s\S]{1,8000}(?:\s|$)|[\s\S]{1,8000}/g) ?? []);
  return gathered(lines, '\n', bytes);
}
