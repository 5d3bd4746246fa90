import type { Block, Letters, MailContent, PushContent } from '#core/notifications/index.ts';
import type { Lang } from '#kernel/i18n.ts';
import type { ReleaseText } from '#systems/information/events.ts';
import { footerOf, metaOf, ofTheList, words } from './words.ts';

/** A release as this system keeps it. */
export interface KeptRelease {
  readonly id: string;
  readonly code: string;
  readonly kind: string;
  readonly agencyName: string;
  readonly path: string;
  readonly publishedAt: Date;
  readonly texts: { readonly vi: ReleaseText; readonly en?: ReleaseText };
  readonly note: string;
  readonly ended: 'withdrawn' | 'retracted' | null;
  readonly endedReason: string | null;
}

export type ReleaseLetter = 'release' | 'correction' | 'end';

/** Longest text in a letter; the rest is on the page. */
const LONGEST = 1_500;
const PUSH_TITLE = 120;
const PUSH_BODY = 240;

/** The words in the reader's language; where there are none, the Vietnamese, said to be so. */
export function textIn(lang: Lang, { texts }: Pick<KeptRelease, 'texts'>): { text: ReleaseText; lang: Lang } {
  const english = lang === 'en' ? texts.en : undefined;
  return english ? { text: english, lang: 'en' } : { text: texts.vi, lang: 'vi' };
}

/** Code and address by which anybody can check it, and where: the end of every letter about a release. */
export function signOff(lang: Lang, { code, path }: Pick<KeptRelease, 'code' | 'path'>): Block[] {
  const m = words[lang];
  return [
    { kind: 'line' },
    { kind: 'fact', term: m.code, value: code, to: { path } },
    { kind: 'fact', term: m.check, value: m.checkHere, to: { path: `/kiem-tra-tin?ma=${code}` } },
  ];
}

function opening(text: string): string {
  if (text.length <= LONGEST) return text;
  const cut = text.slice(0, LONGEST);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), LONGEST - 100))}…`;
}

function subjectAndBlocks(lang: Lang, kind: ReleaseLetter, release: KeptRelease): { subject: string; blocks: Block[] } {
  const m = words[lang];
  const { path, note, ended, endedReason } = release;
  const own = textIn(lang, release);
  const { title, summary, plain } = own.text;
  const meta: Block = { kind: 'meta', text: metaOf(lang, release.kind, release.agencyName, release.publishedAt) };
  const heading: Block = { kind: 'heading', text: title, to: { path }, lang: own.lang };
  if (kind === 'end' && ended === 'retracted') {
    const subject = m.retractedSubject(release.code);
    const reason: Block = { kind: 'note', title: m.retracted, text: endedReason ?? '' };
    return { subject, blocks: [{ kind: 'heading', text: subject }, { kind: 'text', text: m.retractedText(release.agencyName) }, reason] };
  }
  if (kind === 'end') {
    const reason: Block = { kind: 'note', title: m.withdrawn, text: endedReason ?? '' };
    const subject = m.withdrawnSubject(title);
    return { subject, blocks: [meta, { ...heading, text: subject }, { kind: 'text', text: m.withdrawnText }, reason] };
  }
  const missing: Block[] = lang === 'en' && own.lang === 'vi' ? [{ kind: 'meta', text: m.noEnglish }] : [];
  const corrected: Block[] = note === '' ? [] : [{ kind: 'note', title: m.corrected, text: note }];
  const body: Block[] = [
    { kind: 'text', text: summary, lang: own.lang },
    { kind: 'text', text: opening(plain), lang: own.lang },
    { kind: 'button', text: m.read, to: { path } },
  ];
  const subject = kind === 'correction' ? m.correctedSubject(title) : title;
  return { subject, blocks: [meta, heading, ...missing, ...corrected, ...body] };
}

function short(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

function pushOf(lang: Lang, kind: ReleaseLetter, release: KeptRelease, subject: string): PushContent {
  const { code, path, note, endedReason } = release;
  const { summary } = textIn(lang, release).text;
  const body = kind === 'end' ? (endedReason ?? '') : kind === 'correction' ? note : summary;
  return { lang, title: short(subject, PUSH_TITLE), body: short(`${body} (${code})`, PUSH_BODY), path, tag: code };
}

/** What subscribers are told of a release: as a mail and as a notification on a screen. */
export function releaseLetters(lang: Lang, kind: ReleaseLetter, release: KeptRelease): Letters {
  const { subject, blocks } = subjectAndBlocks(lang, kind, release);
  const mail: MailContent = { lang, subject, blocks: [...blocks, ...signOff(lang, release)], footer: footerOf(lang), ...ofTheList };
  return { mail, push: pushOf(lang, kind, release, subject) };
}
