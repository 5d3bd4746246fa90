import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FOCUSES, type Frame, ratioOf, readFrame, regionOf, SHAPES } from './frames.ts';

const frame = fc
  .tuple(fc.integer({ min: 0, max: 9_900 }), fc.integer({ min: 0, max: 9_900 }), fc.nat(9_999), fc.nat(9_999))
  .map(([x, y, w, h]): Frame => [x, y, 1 + (w % (10_000 - x)), 1 + (h % (10_000 - y))]);

test('a crop has its shape and lies inside the picture, wherever its frame was drawn', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 200, max: 4_000 }),
      fc.integer({ min: 200, max: 4_000 }),
      fc.constantFrom(...SHAPES),
      fc.constantFrom(...FOCUSES),
      fc.option(frame, { nil: undefined }),
      (width, height, shape, focus, drawn) => {
        const ratio = ratioOf(shape);
        const cut = regionOf({ width, height }, { ratio, focus, frame: drawn });
        expect(cut.left).toBeGreaterThanOrEqual(0);
        expect(cut.top).toBeGreaterThanOrEqual(0);
        expect(cut.left + cut.width).toBeLessThanOrEqual(width);
        expect(cut.top + cut.height).toBeLessThanOrEqual(height);
        if (ratio === undefined) expect(cut).toEqual({ left: 0, top: 0, width, height });
        else expect(Math.abs(cut.width - cut.height * ratio)).toBeLessThanOrEqual(Math.max(1, ratio));
      },
    ),
  );
});

test('the nine places are where they say', () => {
  const picture = { width: 2_000, height: 1_000 };
  const lefts = FOCUSES.map((focus) => regionOf(picture, { ratio: 1, focus }).left);
  expect(lefts).toEqual([0, 500, 1_000, 0, 500, 1_000, 0, 500, 1_000]);
  const tops = FOCUSES.map((focus) => regionOf({ width: 1_000, height: 2_000 }, { ratio: 1, focus }).top);
  expect(tops).toEqual([0, 0, 0, 500, 500, 500, 1_000, 1_000, 1_000]);
});

test('a drawn frame is kept to the pixel', () => {
  expect(regionOf({ width: 2_000, height: 1_000 }, { ratio: 1, focus: 'centre', frame: [1_000, 2_000, 2_500, 5_000] })).toEqual({
    left: 200,
    top: 200,
    width: 500,
    height: 500,
  });
});

test('what is no frame is none', () => {
  for (const text of ['', '1,2,3', 'a,b,c,d', '0,0,0,5', '-1,0,5,5', '9000,0,1001,5', '0.5,0,5,5', '0,0,5,5,5', undefined]) {
    expect(readFrame(text), text).toBeUndefined();
  }
  expect(readFrame('0,10,5000,9990')).toEqual([0, 10, 5_000, 9_990]);
});
