const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const LONGEST = 12;

/**
 * Everything one slip away from a folded word: a letter missing, doubled, exchanged with its neighbour, wrong, or too
 * many. Vietnamese syllables are short, so these are few hundred, and looking them all up needs no special index.
 */
export function variantsOf(word: string): string[] {
  const variants = new Set<string>();
  const base = word.slice(0, LONGEST);
  for (let at = 0; at <= base.length; at++) {
    const before = base.slice(0, at);
    const after = base.slice(at);
    if (after !== '') variants.add(before + after.slice(1));
    if (after.length > 1) variants.add(before + after.charAt(1) + after.charAt(0) + after.slice(2));
    for (const letter of LETTERS) {
      variants.add(before + letter + after);
      if (after !== '') variants.add(before + letter + after.slice(1));
    }
  }
  variants.delete(word);
  variants.delete('');
  return [...variants];
}
