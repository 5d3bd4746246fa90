const INVALID = 0;
const DIGIT = 1;
const SPACE = 2;
const PAD = 3;

const kinds = new Uint8Array(256);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/') kinds[char.charCodeAt(0)] = DIGIT;
for (const char of ' \t\r\n') kinds[char.charCodeAt(0)] = SPACE;
kinds['='.charCodeAt(0)] = PAD;

/** A multiple of four, so that each flush decodes to whole bytes. */
const CHUNK = 64 * 1024;

/**
 * Strict base64 (RFC 4648 §4) with line breaks allowed: Node's own decoder skips whatever it does not
 * know, and a damaged attachment would arrive shorter without a word. Undefined when it is wrong.
 */
export function decodeBase64(parts: readonly Buffer[]): Buffer | undefined {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const out = Buffer.allocUnsafeSlow(Math.ceil(length / 4) * 3);
  const digits = Buffer.allocUnsafe(CHUNK);
  let written = 0;
  let held = 0;
  let count = 0;
  let pads = 0;
  for (const part of parts) {
    for (let at = 0; at < part.length; at += 1) {
      const byte = part[at] as number;
      const kind = kinds[byte];
      if (kind === DIGIT && pads === 0) {
        digits[held] = byte;
        held += 1;
        if (held === CHUNK) {
          written += out.write(digits.toString('latin1', 0, held), written, 'base64');
          count += held;
          held = 0;
        }
      } else if (kind === PAD) pads += 1;
      else if (kind === INVALID || kind === DIGIT) return undefined;
    }
  }
  count += held;
  if ((count + pads) % 4 !== 0 || pads > 2) return undefined;
  written += out.write(digits.toString('latin1', 0, held), written, 'base64');
  return out.subarray(0, written);
}
