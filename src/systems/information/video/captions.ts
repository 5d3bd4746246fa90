import { invalid } from '#kernel/problem.ts';

/** One line of speech: seconds from the start, and its words without any mark-up. */
export interface Cue {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export const MAX_CAPTION_BYTES = 1024 * 1024;
const MOST_CUES = 20_000;
const MOST_SIGNS = 500;
const TIMES = /^((?:\d{1,3}:)?[0-5]?\d:[0-5]\d[.,]\d{1,3})[ \t]+-->[ \t]+((?:\d{1,3}:)?[0-5]?\d:[0-5]\d[.,]\d{1,3})(?:[ \t].*)?$/;
/** Signs that show nothing; line ends are left. */
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b\u2028-\u202e\u2060-\u2069\ufeff]/g;

function refusal(vi: string, en: string): Error {
  return invalid([{ field: 'captions', message: { vi, en } }]);
}

/**
 * Reads captions: WebVTT, or SubRip (SRT), which differs in its head and its commas. Only times and words are taken: styles,
 * regions, places and tags are left behind, so that nothing in the file can act. Throws a Problem 422 with a sentence.
 */
export function readCaptions(bytes: Buffer): Cue[] {
  if (bytes.length > MAX_CAPTION_BYTES) throw refusal('Tệp phụ đề không quá 1 MB.', 'A caption file has at most 1 MB.');
  const text = decode(bytes);
  const cues: Cue[] = [];
  for (const block of text.split(/\n[ \t]*\n+/)) {
    const cue = readCue(block.split('\n'));
    if (cue) cues.push(cue);
    if (cues.length > MOST_CUES) throw refusal('Phụ đề có quá nhiều câu.', 'There are too many captions.');
  }
  if (cues.length === 0) {
    throw refusal(
      'Không thấy câu phụ đề nào. Tệp phải ở dạng WebVTT (.vtt) hoặc SubRip (.srt).',
      'No caption was found. The file must be WebVTT (.vtt) or SubRip (.srt).',
    );
  }
  return cues.toSorted((a, b) => a.from - b.from);
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll(/\r\n?/g, '\n').replaceAll(CONTROLS, '').normalize('NFC');
  } catch {
    throw refusal('Tệp phụ đề phải là văn bản UTF-8.', 'A caption file must be text in UTF-8.');
  }
}

function readCue(lines: readonly string[]): Cue | undefined {
  const at = lines.findIndex((line) => line.includes('-->'));
  if (at < 0 || at > 1) return undefined;
  const times = TIMES.exec(lines[at]!.trim());
  const words = plain(lines.slice(at + 1).join('\n'));
  if (!times)
    throw refusal(`Dòng thời gian không đúng: “${lines[at]!.slice(0, 60)}”.`, `This line of times is wrong: “${lines[at]!.slice(0, 60)}”.`);
  const from = seconds(times[1]!);
  const to = seconds(times[2]!);
  if (to <= from) throw refusal(`Câu phụ đề kết thúc trước khi bắt đầu: “${times[0]}”.`, `A caption ends before it begins: “${times[0]}”.`);
  return words === '' ? undefined : { from, to, text: words.slice(0, MOST_SIGNS) };
}

/** Words without tags. What looks like one is taken out until none is left, and what remains is text to be escaped. */
function plain(text: string): string {
  let words = text;
  for (let before = ''; before !== words;) {
    before = words;
    words = words.replaceAll(/<[^<>]*>|\{\\[^{}]*\}/g, '');
  }
  return unescaped(words)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

function unescaped(text: string): string {
  const names: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', nbsp: ' ', lrm: '', rlm: '' };
  return text.replaceAll(/&(lt|gt|amp|nbsp|lrm|rlm);/g, (_whole, name: string) => names[name] ?? '');
}

function seconds(clock: string): number {
  const [left = '', thousandths = '0'] = clock.split(/[.,]/);
  const whole = left.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return whole + Number(thousandths.padEnd(3, '0')) / 1000;
}

/** The captions as WebVTT of ours (w3.org/TR/webvtt1): times and escaped words, nothing else. */
export function writeVtt(cues: readonly Cue[]): string {
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `WEBVTT\n\n${cues.map(({ from, to, text }) => `${clock(from)} --> ${clock(to)}\n${escaped(text)}\n`).join('\n')}`;
}

function clock(at: number): string {
  const thousandths = Math.round(at * 1000);
  const part = (unit: number, most: number, signs = 2) => String(Math.floor(thousandths / unit) % most).padStart(signs, '0');
  return `${part(3_600_000, 1_000)}:${part(60_000, 60)}:${part(1_000, 60)}.${part(1, 1_000, 3)}`;
}

/** What is said, for reading: captions that follow each other closely stand in one paragraph. */
export function transcriptOf(cues: readonly Cue[]): { readonly from: number; readonly text: string }[] {
  const paragraphs: { from: number; to: number; text: string }[] = [];
  for (const cue of cues) {
    const last = paragraphs.at(-1);
    const text = cue.text.replaceAll('\n', ' ');
    if (last && cue.from - last.to < PAUSE_SECONDS && last.text.length < LONGEST_PARAGRAPH) {
      last.text += ` ${text}`;
      last.to = cue.to;
    } else paragraphs.push({ from: cue.from, to: cue.to, text });
  }
  return paragraphs.map(({ from, text }) => ({ from, text }));
}

const PAUSE_SECONDS = 2;
const LONGEST_PARAGRAPH = 400;
