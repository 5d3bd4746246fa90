import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const palette = readFileSync(new URL('palette.css', import.meta.url), 'utf8');

type Scheme = 'light' | 'dark';

/** The colour of a token in a scheme, as `#rrggbb`. */
function color(token: string, scheme: Scheme): string {
  const both = new RegExp(`--${token}: var\\(--mc-light, (#\\w{3,6})\\) var\\(--mc-dark, (#\\w{3,6})\\);`).exec(palette);
  const found = scheme === 'light' ? both?.[1] : both?.[2];
  if (!found) throw new Error(`palette.css does not state --${token} for both schemes`);
  return found.length === 4 ? `#${found.slice(1).replaceAll(/./g, '$&$&')}` : found;
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2.2 contrast ratio. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ['background-default', 'background-tinted', 'surface-default', 'surface-tinted'];

describe.each<Scheme>(['light', 'dark'])('%s scheme', (scheme) => {
  const ratio = (text: string, ground: string) => contrast(color(text, scheme), color(ground, scheme));

  describe.each(['neutral', 'accent', 'success', 'warning', 'info'])('%s', (name) => {
    const token = (role: string) => `ds-color-${name}-${role}`;
    test.each(grounds)('text is readable on %s', (ground) => {
      expect(ratio(token('text-default'), token(ground))).toBeGreaterThanOrEqual(4.5);
      expect(ratio(token('text-subtle'), token(ground))).toBeGreaterThanOrEqual(4.5);
    });
    test.each(['surface-hover', 'surface-active'])('text is readable on %s', (ground) => {
      expect(ratio(token('text-default'), token(ground))).toBeGreaterThanOrEqual(4.5);
    });
    test.each(['base-default', 'base-hover', 'base-active'])('text is readable on %s', (ground) => {
      expect(ratio(token('base-contrast-default'), token(ground))).toBeGreaterThanOrEqual(4.5);
    });
    test('borders of controls can be seen', () => {
      expect(ratio(token('border-default'), 'ds-color-neutral-background-default')).toBeGreaterThanOrEqual(3);
      expect(ratio(token('border-default'), 'ds-color-neutral-surface-default')).toBeGreaterThanOrEqual(3);
    });
  });

  test.each([...grounds, 'surface-hover'])('links are readable on %s', (ground) => {
    expect(ratio('mc-link', `ds-color-neutral-${ground}`)).toBeGreaterThanOrEqual(4.5);
    expect(ratio('mc-link-visited', `ds-color-neutral-${ground}`)).toBeGreaterThanOrEqual(4.5);
  });
  test.each(['accent', 'success', 'warning', 'info'])('links and quiet text are readable on a %s notice', (name) => {
    expect(ratio('mc-link', `ds-color-${name}-background-tinted`)).toBeGreaterThanOrEqual(4.5);
    expect(ratio('mc-link', `ds-color-${name}-surface-tinted`)).toBeGreaterThanOrEqual(4.5);
  });
  test('the header is readable', () => {
    expect(contrast('#ffffff', color('mc-lacquer', scheme))).toBeGreaterThanOrEqual(4.5);
    expect(contrast('#f9e7e3', color('mc-lacquer', scheme))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color('ds-color-neutral-text-default', scheme), color('mc-mark', scheme))).toBeGreaterThanOrEqual(4.5);
  });
});
