import type { ReleaseText } from '#systems/information/events.ts';
import type { Platform } from './platforms.ts';
import { ending, lengthOn, limits, render, wholePost } from './rendition.ts';

/** A text as one platform would show it, with how much of the room it takes. */
export interface Preview {
  readonly text: string;
  readonly used: number;
  readonly most: number;
  readonly titleUsed: number;
  readonly titleMost: number;
  readonly cut: boolean;
  readonly titleCut: boolean;
}

/** As long as a real code and path, so that the lengths are right. */
const SAMPLE = { code: 'CQ-000000-0000-XXXX', path: '/tin/CQ-000000-0000-XXXX' };

/** What an account on a platform would get of words that nobody has saved yet. */
export function previewOf(platform: Platform, words: ReleaseText, note: string, publicUrl: string): Preview {
  const release = { ...SAMPLE, texts: { vi: words }, note, ended: null, endedReason: '' };
  const text = render(release, platform, publicUrl);
  const whole = wholePost(text, release, publicUrl);
  const title = words.title.trim();
  const paragraphs = [note === '' ? '' : `ĐÍNH CHÍNH: ${note}`, words.summary, ...words.plain.split(/\n{2,}/)].map((part) => part.trim());
  const all = [title, ...paragraphs.filter((part) => part !== ''), ending(release, publicUrl)].join('\n\n');
  const { text: most, title: titleMost } = limits[platform];
  return {
    text: whole,
    used: lengthOn(platform, all),
    most,
    titleUsed: title.length,
    titleMost,
    cut: lengthOn(platform, all) > most,
    titleCut: title.length > titleMost,
  };
}
