import { withoutMarks } from '#kernel/text.ts';

/**
 * Signs that are taken for another: from the Unicode confusables (UTS 39), those that letters of Vietnamese names can be
 * swapped for, and digits that stand for letters.
 */
const LOOKALIKES: Readonly<Record<string, string>> = {
  ...pairs(
    'а:a ɑ:a α:a в:b ь:b с:c ϲ:c ԁ:d е:e ё:e є:e ε:e ɡ:g һ:h н:h і:i ї:i ι:i ɩ:i ј:j к:k κ:k ӏ:l м:m п:n η:n о:o ο:o σ:o ө:o р:p ρ:p ԛ:q г:r ѕ:s т:t τ:t υ:u ц:u ν:v ѵ:v ԝ:w ω:w х:x χ:x у:y γ:y з:z',
  ),
  ...pairs('0:o 1:l 3:e 4:a 5:s 7:t 8:b 9:g !:l $:s @:a |:l'),
};

function pairs(text: string): Record<string, string> {
  return Object.fromEntries(text.split(' ').map((pair) => pair.split(':') as [string, string]));
}

/** What a name looks like to somebody who glances at it: `Th0ng.Tin-Chính Phủ` and `Тhông tin Chinh phu` become one. */
export function skeleton(name: string): string {
  const plain = withoutMarks(name.normalize('NFKC').toLowerCase()).toLowerCase();
  const letters = [...plain].map((sign) => LOOKALIKES[sign] ?? sign).join('');
  return letters
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replaceAll('i', 'l');
}

function trigrams(text: string): Set<string> {
  const padded = `  ${text} `;
  return new Set(Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3)));
}

/** How much two names look alike, 0 to 100: trigrams of their skeletons in common; a name wholly within the other counts 85 at least. */
export function likeness(a: string, b: string): number {
  const [one, other] = [skeleton(a), skeleton(b)];
  if (one === '' || other === '') return 0;
  if (one === other) return 100;
  const [mine, theirs] = [trigrams(one), trigrams(other)];
  const shared = [...mine].filter((gram) => theirs.has(gram)).length;
  const dice = Math.round((200 * shared) / (mine.size + theirs.size));
  const [short = '', long = ''] = [one, other].toSorted((x, y) => x.length - y.length);
  return short.length >= 8 && long.includes(short) ? Math.max(85, Math.min(99, dice)) : Math.min(99, dice);
}
