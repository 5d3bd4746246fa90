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

/** Most signs (UTF-16 units, as the platforms count) of a whole post, the ending included, and of its first line. */
export const limits: Readonly<Record<Platform, { readonly text: number; readonly title: number }>> = {
  facebook: { text: 63_206, title: 500 },
  // No limit of the protocol; Mastodon folds what is longer than a few hundred signs.
  activitypub: { text: 5_000, title: 500 },
};

/** The last lines of every post: the code to check it by and the way to the full text. Nobody can edit them away. */
export function ending(release: Pick<RenderedRelease, 'code' | 'path'>, publicUrl: string): string {
  return `Mã kiểm tra: ${release.code}\n${publicUrl}${release.path}`;
}

/** What is sent: the text and the ending. */
export function wholePost(text: string, release: Pick<RenderedRelease, 'code' | 'path'>, publicUrl: string): string {
  return `${text.trim()}\n\n${ending(release, publicUrl)}`;
}

/** How many signs a text may have before its ending is put below it. */
export function roomFor(platform: Platform, release: Pick<RenderedRelease, 'code' | 'path'>, publicUrl: string): number {
  return limits[platform].text - ending(release, publicUrl).length - 2;
}

/** The text of a release for one platform, without its ending; the first line is the title. Cut between paragraphs, never in a word. */
export function render(release: RenderedRelease, platform: Platform, publicUrl: string): string {
  const { title, summary, plain } = release.texts.vi;
  const head = shorten(title.trim(), limits[platform].title);
  if (release.ended === 'withdrawn') {
    return [head, `THÔNG TIN NÀY ĐÃ ĐƯỢC RÚT. ${release.endedReason}`.trim()].join('\n\n');
  }
  const note = release.note === '' ? [] : [`ĐÍNH CHÍNH: ${release.note}`];
  const paragraphs = [...note, summary, ...plain.split(/\n{2,}/)].map((part) => part.trim()).filter((part) => part !== '');
  return fill(head, paragraphs, roomFor(platform, release, publicUrl));
}

function fill(head: string, paragraphs: readonly string[], room: number): string {
  let text = head;
  for (const paragraph of paragraphs) {
    const longer = `${text}\n\n${paragraph}`;
    if (longer.length > room) {
      const left = room - text.length - 2;
      return left > 80 ? `${text}\n\n${shorten(paragraph, left)}` : text;
    }
    text = longer;
  }
  return text;
}

/** At most `most` signs, cut at a space and marked with an ellipsis. */
function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > most / 2 ? space : most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
