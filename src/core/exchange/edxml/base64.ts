const SLICE = 1024 * 1024;
const SPACES: readonly string[] = ['\n', '\r', ' ', '\t'];
/** Node takes these for digits too; RFC 4648 §4 does not. */
const FOREIGN: readonly string[] = ['-', '_'];

function withoutSpace(text: string): string {
  return SPACES.some((space) => text.includes(space)) ? text.replace(/[\n\r \t]+/g, '') : text;
}

/**
 * Strict base64 (RFC 4648 §4, padded) with white space allowed; undefined when it is wrong. Node's decoder
 * skips what it does not know, and a damaged attachment would arrive shorter without a word; so each slice
 * must give exactly three bytes for four digits.
 */
export function decodeBase64(parts: readonly Buffer[]): Buffer | undefined {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const out = Buffer.allocUnsafeSlow(Math.ceil(length / 4) * 3);
  let written = 0;
  let digits = '';
  let padding = '';
  const decode = (text: string): boolean => {
    if (FOREIGN.some((char) => text.includes(char))) return false;
    const count = out.write(text, written, 'base64');
    written += count;
    return count === Math.floor((text.length * 3) / 4);
  };
  for (const part of parts) {
    for (let at = 0; at < part.length; at += SLICE) {
      const text = withoutSpace(part.toString('latin1', at, at + SLICE));
      const end = padding === '' ? text.indexOf('=') : 0;
      if (end !== -1) padding += text.slice(end);
      if (padding.length > 2 || padding.replaceAll('=', '') !== '') return undefined;
      digits += end === -1 ? text : text.slice(0, end);
      const whole = digits.length - (digits.length % 4);
      if (!decode(digits.slice(0, whole))) return undefined;
      digits = digits.slice(whole);
    }
  }
  if ((digits.length + padding.length) % 4 !== 0 || !decode(digits)) return undefined;
  return out.subarray(0, written);
}
