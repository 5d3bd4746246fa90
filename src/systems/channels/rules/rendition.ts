import type { Lang } from '#kernel/i18n.ts';
import type { ReleaseText } from '#systems/information/events.ts';
import type { Platform } from './platforms.ts';

export interface RenderedRelease {
  readonly code: string;
  readonly path: string;
  readonly texts: { readonly vi: ReleaseText; readonly en?: ReleaseText };
  readonly note: string;
  readonly ended: 'withdrawn' | 'retracted' | null;
  readonly endedReason: string;
}

/** Most signs of a whole post, the ending included, and of its first line, as `lengthOn` counts them. */
export const limits: Readonly<Record<Platform, { readonly text: number; readonly title: number }>> = {
  facebook: { text: 63_206, title: 500 },
  // The description is counted in bytes, and most Vietnamese letters have two or three.
  youtube: { text: 5_000, title: 100 },
  // No limit of an article's body is published; a longer one belongs on the release's own page.
  zalo: { text: 20_000, title: 150 },
  // No limit of the protocol; Mastodon folds what is longer than a few hundred signs.
  activitypub: { text: 5_000, title: 500 },
};

/** What a post says besides the release's own words. Notes and reasons are written in Vietnamese only. */
const said = {
  vi: { code: 'Mã kiểm tra', withdrawn: 'THÔNG TIN NÀY ĐÃ ĐƯỢC RÚT.', corrected: 'ĐÍNH CHÍNH:' },
  en: { code: 'Check it by its code', withdrawn: 'THIS INFORMATION HAS BEEN WITHDRAWN.', corrected: 'CORRECTED:' },
} as const;

/** The last lines of every post: the code to check it by and the way to the full text. Nobody can edit them away. */
export function ending(release: Pick<RenderedRelease, 'code' | 'path'>, publicUrl: string, lang: Lang = 'vi'): string {
  return `${said[lang].code}: ${release.code}\n${publicUrl}${release.path}`;
}

/** What is sent: the text and the ending. */
export function wholePost(text: string, release: Pick<RenderedRelease, 'code' | 'path'>, publicUrl: string, lang: Lang = 'vi'): string {
  return `${text.trim()}\n\n${ending(release, publicUrl, lang)}`;
}

/** The whole post in English, where the release has an English text. */
export function englishPost(release: RenderedRelease, platform: Platform, publicUrl: string): string | undefined {
  const { en } = release.texts;
  return en && wholePost(renderIn('en', en, release, platform, publicUrl), release, publicUrl, 'en');
}

/** How long a text is as a platform counts: in UTF-16 units, on YouTube in bytes. */
export function lengthOn(platform: Platform, text: string): number {
  return platform === 'youtube' ? new TextEncoder().encode(text).length : text.length;
}

/** How long a text may be, as its platform counts, before its ending is put below it. */
export function roomFor(platform: Platform, release: Pick<RenderedRelease, 'code' | 'path'>, publicUrl: string): number {
  return limits[platform].text - lengthOn(platform, ending(release, publicUrl)) - 2;
}

/** The text of a release for one platform, without its ending; the first line is the title. Cut between paragraphs, never in a word. */
export function render(release: RenderedRelease, platform: Platform, publicUrl: string): string {
  return renderIn('vi', release.texts.vi, release, platform, publicUrl);
}

function renderIn(
  lang: Lang,
  { title, summary, plain }: ReleaseText,
  release: RenderedRelease,
  platform: Platform,
  publicUrl: string,
): string {
  const clean = (text: string): string => allowedOn(platform, text.trim());
  const head = shorten(clean(title), limits[platform].title);
  const { withdrawn, corrected } = said[lang];
  if (release.ended === 'withdrawn') return [head, clean(`${withdrawn} ${release.endedReason}`)].join('\n\n');
  const note = release.note === '' ? [] : [`${corrected} ${release.note}`];
  const paragraphs = [...note, summary, ...plain.split(/\n{2,}/)].map(clean).filter((part) => part !== '');
  return fill(platform, head, paragraphs, roomFor(platform, release, publicUrl));
}

/** YouTube takes no angle brackets anywhere; what looks like them says the same. */
function allowedOn(platform: Platform, text: string): string {
  return platform === 'youtube' ? text.replaceAll('<', '‹').replaceAll('>', '›') : text;
}

/** Why a platform would not take a text that a person wrote; undefined: it would. */
export function faultOf(platform: Platform, text: string, room: number): 'too-long' | 'title-too-long' | 'brackets' | undefined {
  if (lengthOn(platform, text) > room) return 'too-long';
  // Of bytes only the description is counted; a title has letters everywhere.
  if ((text.trim().split('\n')[0] ?? '').length > limits[platform].title) return 'title-too-long';
  return allowedOn(platform, text) === text ? undefined : 'brackets';
}

function fill(platform: Platform, head: string, paragraphs: readonly string[], room: number): string {
  let text = head;
  for (const paragraph of paragraphs) {
    const longer = `${text}\n\n${paragraph}`;
    if (lengthOn(platform, longer) > room) {
      const left = room - lengthOn(platform, text) - 2;
      return left > 80 ? `${text}\n\n${shorten(paragraph, left, platform)}` : text;
    }
    text = longer;
  }
  return text;
}

/** At most `most` long, as the platform counts or else in signs, cut at a space and marked with an ellipsis. */
export function shorten(text: string, most: number, platform?: Platform): string {
  const length = (said: string): number => (platform ? lengthOn(platform, said) : said.length);
  if (length(text) <= most) return text;
  let cut = text.slice(0, most - 1);
  for (let size = length(`${cut}…`); size > most; size = length(`${cut}…`)) {
    cut = cut.slice(0, Math.min(cut.length - 1, Math.floor((cut.length * most) / size)));
  }
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > cut.length / 2 ? space : cut.length).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
