/** What this system announces. Others subscribe to the names and `import type` the shapes. */

/** The words of an edition in one language. */
export interface ReleaseText {
  readonly title: string;
  readonly summary: string;
  /** Paragraphs parted by an empty line. */
  readonly plain: string;
}

export interface ReleaseCaptions {
  readonly lang: 'vi' | 'en';
  /** SHA-256, hex, of a WebVTT file in the file store. */
  readonly hash: string;
}

export interface ReleaseMedia {
  /** Absent in what was announced before there were videos: a picture. */
  readonly kind?: 'picture' | 'video';
  /** SHA-256, hex, key in the file store; a video is read from there in pieces, never whole. */
  readonly hash: string;
  /** `image/jpeg`, `video/mp4` or `video/webm`. */
  readonly type: string;
  /** Length of the file; absent as `kind` is. */
  readonly bytes?: number;
  /** How long a video lasts, rounded up; absent for a picture. */
  readonly seconds?: number;
  /** Of a video; Vietnamese is always among them. */
  readonly captions?: readonly ReleaseCaptions[];
  /** Of a picture: SHA-256, hex, of its preview beside links, a JPEG of 1200 × 630; absent where there is none. */
  readonly share?: string;
  /** Of a video: SHA-256, hex, of its poster in the file store, a JPEG. */
  readonly poster?: string;
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
  /** Codes of topics; absent, as the next two, in what was announced before anybody followed by them. */
  readonly topics?: readonly string[];
  /** Names of the persons it is about. */
  readonly persons?: readonly string[];
  /** Code of the administrative unit it is about. */
  readonly placeCode?: string;
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

/** `information.live-changed`: an event that was opened reads otherwise than before. */
export interface LiveChanged {
  readonly code: string;
}
