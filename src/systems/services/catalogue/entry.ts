import type { TermUnit } from '#core/calendar/index.ts';

/** Who decides: the four words of the national database. */
export const LEVELS = ['ministry', 'province', 'commune', 'other'] as const;
export type Level = (typeof LEVELS)[number];

export const CHANNELS = ['online', 'post', 'in-person'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Why a value is not taken for sure; the reader then gets the source's own words. */
export const DOUBTS = [
  'no-unit',
  'glued',
  'words',
  'unsaid',
  'cut',
  'differs',
  'free-but-text',
  'no-count',
  'long-count',
  'file-name',
  'no-number',
  'no-code',
  'no-steps',
  'unknown-word',
  'shape',
  'too-long',
] as const;
export type Doubt = (typeof DOUBTS)[number];

/** How long it takes. `text` is the source's; without `amount` only that may be shown. */
export interface Time {
  readonly text: string;
  readonly amount?: number;
  readonly unit?: TermUnit;
  readonly doubt?: Doubt;
}

/** What it costs. `amount` (whole dong, or dollars) is there only when the text beside it does not contradict it. */
export interface Fee {
  readonly kind: 'free' | 'amount' | 'unsure' | 'unsaid';
  readonly text: string;
  /** The words in brackets beside the cell: where exemptions stand, and where a cut number stands whole. */
  readonly said: string;
  readonly amount?: number;
  readonly currency?: 'VND' | 'USD';
  /** The text names other amounts too, for other cases. */
  readonly several?: true;
  readonly doubt?: Doubt;
}

export interface ChannelRow {
  readonly channel: Channel;
  readonly time: Time;
  readonly fees: readonly Fee[];
  readonly note: string;
}

/** A required paper. Counts are undefined where the source's could not be read. */
export interface Paper {
  readonly text: string;
  /** Names of the form's files on the national portal. */
  readonly files: readonly string[];
  readonly originals?: number;
  readonly copies?: number;
  readonly doubt?: Doubt;
}

/** Papers of one case; `title` is '' where the source has none. */
export interface PaperGroup {
  readonly title: string;
  readonly papers: readonly Paper[];
}

export interface LegalBasis {
  readonly text: string;
  /** `118/2025/NĐ-CP`; undefined where none could be read. */
  readonly number?: string;
  /** yyyy-mm-dd, where the text says it beside the number. */
  readonly date?: string;
}

export interface Result {
  readonly text: string;
  /** `KQ.G15.000031`; other codes of the source are kept as they are. */
  readonly code?: string;
}

export interface Step {
  readonly title: string;
  readonly text: string;
}

/** A piece that could not be taken apart, or only with doubt; counted, listed, and shown word for word. */
export interface Gap {
  readonly field: GapField;
  readonly doubt: Doubt;
  readonly piece: string;
}

export const GAP_FIELDS = ['time', 'fee', 'channels', 'papers', 'basis', 'results', 'steps', 'levels', 'audience'] as const;
export type GapField = (typeof GAP_FIELDS)[number];

/** How many pieces of each field there are, how many of them were taken apart without doubt, and where the source says nothing. */
export type Tally = Readonly<Record<GapField, { readonly pieces: number; readonly parsed: number; readonly unsaid: number }>>;

/** A procedure as readers get it, made of a record of the national database or of a definition of this site. */
export interface Entry {
  readonly name: string;
  readonly decision: string;
  readonly kind: string;
  readonly field: string;
  readonly levels: readonly Level[];
  readonly audiences: readonly string[];
  /** Agencies as the source words them; '' where it says nothing. */
  readonly implementing: string;
  readonly competent: string;
  readonly authorised: string;
  readonly coordinating: string;
  readonly address: string;
  readonly channels: readonly ChannelRow[];
  readonly papers: readonly PaperGroup[];
  readonly steps: readonly Step[];
  readonly results: readonly Result[];
  readonly basis: readonly LegalBasis[];
  readonly conditions: string;
  readonly related: string;
  /** The source's words of tables that could not be taken apart at all, by field. */
  readonly verbatim: Readonly<Partial<Record<GapField, string>>>;
  readonly gaps: readonly Gap[];
  readonly tally: Tally;
}
