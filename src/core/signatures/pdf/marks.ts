import type { Appearance } from './prepare.ts';

/** A place on a page as typesetting measures it: from 1, in points from below. */
interface Box {
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** A mark in the place that was left for it. */
export function placed(box: Box, mark: (width: number, height: number) => string): Appearance {
  return { page: box.page - 1, rect: [box.x, box.y, box.x + box.w, box.y + box.h], content: mark(box.w, box.h) };
}

/** A blue tick where the handwritten signature would stand, as page operators for a box of that size. */
export function personalMark(width: number, height: number): string {
  const at = (x: number, y: number): string => `${(x * width).toFixed(2)} ${(y * height).toFixed(2)}`;
  return `q 0.05 0.2 0.6 RG 1.4 w 1 J 1 j ${at(0.38, 0.5)} m ${at(0.47, 0.28)} l ${at(0.64, 0.78)} l S Q`;
}

/** The agency's mark in seal red (Decree 30/2020, annex I, II.8): two rings and a star; the proof is the signature, not the drawing. */
export function sealMark(width: number, height: number): string {
  const radius = Math.min(width, height) / 2 - 1;
  const [x, y] = [width / 2, height / 2];
  return `q 0.8 0.05 0.1 RG 0.8 0.05 0.1 rg 1.6 w ${circle(x, y, radius)} S 0.6 w ${circle(x, y, radius * 0.8)} S ${star(x, y, radius * 0.45)} f Q`;
}

/** Four Bézier arcs. */
function circle(x: number, y: number, r: number): string {
  const k = 0.5523 * r;
  const n = (value: number): string => value.toFixed(2);
  return [
    `${n(x + r)} ${n(y)} m`,
    `${n(x + r)} ${n(y + k)} ${n(x + k)} ${n(y + r)} ${n(x)} ${n(y + r)} c`,
    `${n(x - k)} ${n(y + r)} ${n(x - r)} ${n(y + k)} ${n(x - r)} ${n(y)} c`,
    `${n(x - r)} ${n(y - k)} ${n(x - k)} ${n(y - r)} ${n(x)} ${n(y - r)} c`,
    `${n(x + k)} ${n(y - r)} ${n(x + r)} ${n(y - k)} ${n(x + r)} ${n(y)} c`,
    'h',
  ].join(' ');
}

function star(x: number, y: number, r: number): string {
  const points = Array.from({ length: 10 }, (_, index) => {
    const angle = Math.PI / 2 + (index * Math.PI) / 5;
    const reach = index % 2 === 0 ? r : r * 0.382;
    return `${(x + reach * Math.cos(angle)).toFixed(2)} ${(y + reach * Math.sin(angle)).toFixed(2)}`;
  });
  return `${points[0]} m ${points
    .slice(1)
    .map((point) => `${point} l`)
    .join(' ')} h`;
}
