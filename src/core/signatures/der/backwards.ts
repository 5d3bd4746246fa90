import { Buffer } from 'node:buffer';

const FIRST_SIZE = 8192;

/**
 * Writes one structure from its end to its beginning, so that every length is known when it is written and every byte is
 * copied once: for structures that come by thousands a second. One at a time; the space is used again.
 */
export class BackwardsDer {
  #bytes: Buffer = Buffer.allocUnsafeSlow(FIRST_SIZE);
  #at = FIRST_SIZE;

  /** Forgets what was written. */
  begin(): void {
    this.#at = this.#bytes.length;
  }

  /** How many bytes stand already: where something that will be wrapped ends. */
  get written(): number {
    return this.#bytes.length - this.#at;
  }

  /** Puts bytes before what stands. */
  put(part: Uint8Array): void {
    if (part.length > this.#at) this.#grow(part.length);
    this.#at -= part.length;
    this.#bytes.set(part, this.#at);
  }

  /** Wraps what was written since `written` was so: puts its tag and length before it. */
  wrap(tag: number, since: number): void {
    const length = this.written - since;
    if (this.#at < 6) this.#grow(6);
    if (length < 0x80) {
      this.#bytes[--this.#at] = length;
    } else {
      let count = 0;
      for (let left = length; left > 0; left >>>= 8) {
        this.#bytes[--this.#at] = left & 0xff;
        count += 1;
      }
      this.#bytes[--this.#at] = 0x80 | count;
    }
    this.#bytes[--this.#at] = tag;
  }

  /** A copy of all that stands. */
  take(): Buffer {
    return Buffer.from(this.#bytes.subarray(this.#at));
  }

  #grow(needed: number): void {
    const { written } = this;
    const larger = Buffer.allocUnsafeSlow(2 * (this.#bytes.length + needed));
    this.#bytes.copy(larger, larger.length - written, this.#at);
    this.#bytes = larger;
    this.#at = larger.length - written;
  }
}
