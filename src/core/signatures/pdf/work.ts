import { PdfError } from './values.ts';

const LEAST = 16 << 20;
const MOST = 128 << 20;
const PER_BYTE = 4;

/**
 * How much reading a file may cost, all its states together: about one unit for each byte looked at. An honest file is
 * looked at a few times over; objects that lie inside each other, or hundreds of states that each name everything, would
 * have it read without end.
 */
export class Work {
  private left: number;

  /** `size`: of the whole file, in bytes. */
  constructor(size: number) {
    this.left = Math.min(LEAST + PER_BYTE * size, MOST);
  }

  /** Throws PdfError `too-large` when nothing is left. */
  spend(units: number): void {
    this.left -= units;
    if (this.left < 0) throw new PdfError('too much to read', 'too-large');
  }
}
