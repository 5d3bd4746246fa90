import { type Appearance, personalMark, sealMark } from '#core/signatures/index.ts';
import type { Step } from './types.ts';

/** Left, bottom, right, top on the last page: the signer's place, and the seal over the left third of it (Decree 30/2020, annex I, II.8). */
const boxes: Readonly<Record<Step, readonly [number, number, number, number]>> = {
  personal: [350, 90, 500, 160],
  seal: [325, 85, 405, 165],
};

/** The mark of a signature on a page that was set elsewhere: at the end of the text's right half. */
export function lastPageMark(step: Step): Appearance {
  const rect = boxes[step];
  const [width, height] = [rect[2] - rect[0], rect[3] - rect[1]];
  return { page: -1, rect, content: step === 'seal' ? sealMark(width, height) : personalMark(width, height) };
}
