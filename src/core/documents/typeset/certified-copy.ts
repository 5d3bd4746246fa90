import { officialDate } from '#kernel/time.ts';
import type { Signer } from '../types.ts';
import { capitals, mapStrings, printable, punctuated, signerTitles } from './input.ts';

/** What stands at the top of an electronic copy, a line each, in the place of a picture of the seal. */
export interface MarkInput {
  readonly lines: readonly string[];
}

/** The end of a copy whose pages are made anew (Decree 30/2020/NĐ-CP, annex I part II.II): form, agency, number, date, signer, recipients. */
export interface CertificationInput {
  /** "Trích sao" */
  readonly form: string;
  readonly agencyName: string;
  /** 05/TrS-VPCP */
  readonly numberNotation: string;
  readonly place: string;
  /** Calendar date. */
  readonly madeOn: string;
  /** What it was copied from, and how that was checked; a paragraph each. */
  readonly statements: readonly string[];
  readonly signer: Signer;
  readonly recipients: readonly string[];
}

/** What the template reads; all strings are text. */
export type CertifiedCopyData =
  | { readonly part: 'mark'; readonly lines: readonly string[] }
  | {
      readonly part: 'certification';
      readonly title: string;
      readonly author: string;
      readonly date: { readonly year: number; readonly month: number; readonly day: number };
      readonly form: string;
      readonly agency: string;
      readonly number: string;
      readonly 'place-and-date': string;
      readonly statements: readonly string[];
      readonly signer: { readonly titles: readonly string[]; readonly name: string };
      readonly 'recipients-label': string;
      readonly recipients: readonly string[];
    };

export function markData({ lines }: MarkInput): CertifiedCopyData {
  return mapStrings({ part: 'mark' as const, lines }, printable);
}

export function certificationData(input: CertificationInput): CertifiedCopyData {
  const [year = 0, month = 1, day = 1] = input.madeOn.split('-').map(Number);
  const data: CertifiedCopyData = {
    part: 'certification',
    title: `${input.form} ${input.numberNotation}`,
    author: input.agencyName,
    date: { year, month, day },
    form: capitals(input.form),
    agency: capitals(input.agencyName),
    number: `Số: ${input.numberNotation}`,
    'place-and-date': `${input.place}, ${officialDate(input.madeOn)}`,
    statements: input.statements,
    signer: { titles: signerTitles(input.signer), name: input.signer.name ?? '' },
    'recipients-label': 'Nơi nhận:',
    recipients: punctuated(input.recipients).map((line) => `- ${line}`),
  };
  return mapStrings(data, printable);
}
