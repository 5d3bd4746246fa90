/** Size of a part in bytes of UTF-8: with the frame of the page it stays under 14 KB compressed. */
const PART_BYTES = 26_000;

/**
 * Cuts a long text into parts that a phone on a slow network gets one at a time, between paragraphs (a table stays
 * whole unless it alone is larger than a part, then it is cut between rows).
 */
export function textParts(markdown: string, bytes: number = PART_BYTES): string[] {
  const parts: string[] = [];
  let current = '';
  const push = () => {
    if (current.trim() !== '') parts.push(current.trim());
    current = '';
  };
  for (const block of markdown.split(/\n{2,}/).flatMap((text) => smallEnough(text, bytes))) {
    if (current !== '' && Buffer.byteLength(current) + Buffer.byteLength(block) > bytes) push();
    current += `${block}\n\n`;
  }
  push();
  return parts;
}

/** A block larger than a part is cut between lines, and a line between words. */
function smallEnough(block: string, bytes: number): string[] {
  if (Buffer.byteLength(block) <= bytes) return [block];
  const pieces: string[] = [];
  let current = '';
  for (const line of block.split('\n').flatMap((text) => text.match(/[\s\S]{1,8000}(?:\s|$)|[\s\S]{1,8000}/g) ?? [])) {
    if (current !== '' && Buffer.byteLength(current) + Buffer.byteLength(line) > bytes) {
      pieces.push(current);
      current = '';
    }
    current += `${line}\n`;
  }
  if (current !== '') pieces.push(current);
  return pieces;
}
