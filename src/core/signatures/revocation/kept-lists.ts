import type { Buffer } from 'node:buffer';

/** Two lists of a million lines and many small ones. */
const MOST_BYTES = 128 << 20;

/** The bytes of lists lately served: a long one costs a second to fetch from the database. The oldest are forgotten first. */
export class KeptLists {
  readonly #lists = new Map<string, { readonly number: number; readonly der: Buffer }>();
  #bytes = 0;

  /** Undefined unless the list of this name is still the one of this number. */
  get(name: string, number: number): Buffer | undefined {
    const known = this.#lists.get(name);
    return known?.number === number ? known.der : undefined;
  }

  keep(name: string, number: number, der: Buffer): void {
    this.#drop(name);
    if (der.length > MOST_BYTES) return;
    this.#lists.set(name, { number, der });
    this.#bytes += der.length;
    for (const oldest of this.#lists.keys()) {
      if (this.#bytes <= MOST_BYTES) return;
      this.#drop(oldest);
    }
  }

  #drop(name: string): void {
    this.#bytes -= this.#lists.get(name)?.der.length ?? 0;
    this.#lists.delete(name);
  }
}
