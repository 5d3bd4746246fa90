/** Shapes that a picture of a release is cut to; `whole` is not cut. */
export const SHAPES = ['whole', '16:9', '4:3', '1:1'] as const;
export type Shape = (typeof SHAPES)[number];

/** The nine places at which a crop may lie, row by row. */
export const FOCUSES = ['top-left', 'top', 'top-right', 'left', 'centre', 'right', 'bottom-left', 'bottom', 'bottom-right'] as const;
export type Focus = (typeof FOCUSES)[number];

/** Left, top, width and height in ten-thousandths of a picture's width and height. */
export type Frame = readonly [number, number, number, number];

/** Of the picture beside a link on social networks. */
export const SHARE = { width: 1200, height: 630 } as const;

/** A crop as it was chosen: somewhere in the picture, or where somebody drew its frame. */
export interface Crop {
  readonly ratio: number | undefined;
  readonly focus: Focus;
  readonly frame?: Frame | undefined;
}

export const WHOLE_PICTURE: Crop = { ratio: undefined, focus: 'centre' };

export interface Region {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Width divided by height; undefined for a picture that keeps its own. */
export function ratioOf(shape: Shape): number | undefined {
  const [width, height] = shape.split(':').map(Number);
  return shape === 'whole' || !width || !height ? undefined : width / height;
}

/** Reads `left,top,width,height`; undefined for anything that is no frame inside a picture. */
export function readFrame(text: string | undefined): Frame | undefined {
  const parts = (text ?? '').split(',').map(Number);
  const [left = -1, top = -1, width = 0, height = 0] = parts;
  const inside = left >= 0 && top >= 0 && width > 0 && height > 0 && left + width <= WHOLE && top + height <= WHOLE;
  return parts.length === 4 && parts.every(Number.isInteger) && inside ? [left, top, width, height] : undefined;
}

const WHOLE = 10_000;

/**
 * The pixels that a crop keeps. A drawn frame keeps its centre and as much of its size as the shape and the picture leave: what a
 * browser measured is never taken for the shape itself.
 */
export function regionOf({ width, height }: Size, { ratio, focus, frame }: Crop): Region {
  if (ratio === undefined) return { left: 0, top: 0, width, height };
  const most = Math.min(width, height * ratio);
  const [x, y, w, h] = frame ?? [0, 0, WHOLE, WHOLE];
  const wide = frame ? Math.min(most, Math.max((w / WHOLE) * width, (h / WHOLE) * height * ratio)) : most;
  const size = { width: Math.max(1, Math.round(wide)), height: Math.max(1, Math.min(height, Math.round(wide / ratio))) };
  const at = frame
    ? { left: ((x + w / 2) / WHOLE) * width - size.width / 2, top: ((y + h / 2) / WHOLE) * height - size.height / 2 }
    : { left: share(focus, 'left', 'right') * (width - size.width), top: share(focus, 'top', 'bottom') * (height - size.height) };
  return { left: within(at.left, width - size.width), top: within(at.top, height - size.height), ...size };
}

/** Of the room that is left over, how much lies before the crop. */
function share(focus: Focus, before: string, after: string): number {
  return focus.includes(before) ? 0 : focus.includes(after) ? 1 : 0.5;
}

function within(value: number, most: number): number {
  return Math.round(Math.max(0, Math.min(value, most)));
}
