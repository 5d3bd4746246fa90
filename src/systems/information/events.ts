/** What this system announces. Others subscribe to the names and `import type` the shapes. */

/** The words of an edition in one language. */
export interface ReleaseText {
  readonly title: string;
  readonly summary: string;
  /** Paragraphs parted by an empty line. */
  readonly plain: string;
}

export interface ReleaseMedia {
  /** SHA-256, hex, key in the file store. */
  readonly hash: string;
  readonly type: string;
  readonly alt: string;
  readonly credit: string;
  readonly width: number;
  readonly height: number;
}

export interface ReleaseEdition {
  readonly releaseId: string;
  /** Short code people can type, e.g. `CP-261122-0042-K7F3`: agency's prefix, day, number of the day, four signs that cannot be guessed. */
  readonly code: string;
  readonly edition: number;
  readonly kind: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly publishedAt: Date;
  /** Path on this site. */
  readonly path: string;
  readonly texts: { readonly vi: ReleaseText; readonly en?: ReleaseText };
  readonly media: readonly ReleaseMedia[];
}

/** `information.published` */
export type ReleasePublished = ReleaseEdition;

/** `information.corrected` */
export interface ReleaseCorrected extends ReleaseEdition {
  readonly major: boolean;
  /** Public note of a major change. */
  readonly note: string;
}

/** `information.withdrawn` (page stays, with the reason) and `information.retracted` (must disappear from every channel) */
export interface ReleaseEnded {
  readonly releaseId: string;
  readonly code: string;
  readonly reason: string;
  readonly at: Date;
}
