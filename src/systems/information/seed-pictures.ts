import sharp from 'sharp';
import type { FileStore } from '#kernel/files.ts';
import { type Picture, readPicture, storePicture, storePreview } from './pictures.ts';

/** Drawings of ours instead of photographs: nobody's rights, and nobody takes them for something that happened. */
const SIZE = { width: 1_200, height: 800 } as const;

const hills = (y: number, fill: string, shift: number): string =>
  `<path fill="${fill}" d="M0 ${y}q150 ${-110 - shift} 320 -20t330 -${30 + shift}t300 10t260 -30V800H0z"/>`;

const sky = (top: string, bottom: string): string =>
  `<defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient></defs><rect width="1200" height="800" fill="url(#s)"/>`;

const bridge = [
  sky('#f7d9b0', '#f4efe2'),
  '<circle cx="900" cy="230" r="70" fill="#e2613c"/>',
  hills(520, '#8aa79b', 10),
  hills(580, '#5d8577', 0),
  '<rect y="600" width="1200" height="200" fill="#6fa3b5"/>',
  '<path d="M0 560h1200v26H0z" fill="#9e1b1e"/>',
  ...[150, 450, 750, 1050].map((x) => `<path d="M${x - 14} 586h28v150h-28z" fill="#7c1518"/>`),
  ...[0, 300, 600, 900].map((x) => `<path d="M${x} 562q150 -170 300 0" fill="none" stroke="#9e1b1e" stroke-width="12"/>`),
  ...[650, 700, 750].map((y) => `<path d="M${y / 4} ${y}h180M${y} ${y - 8}h220" stroke="#a9cbd6" stroke-width="6"/>`),
];

const terraces = [
  sky('#bfdcea', '#f4f1e4'),
  hills(330, '#7fa08c', 30),
  ...Array.from({ length: 8 }, (_, row) => {
    const y = 380 + row * 56;
    const fill = ['#c9c75b', '#a8bd52', '#86ad4c', '#d8cf78'][row % 4];
    return `<path d="M0 ${y}q200 ${40 - row * 4} 420 6t420 -14t360 18V800H0z" fill="${fill}" stroke="#5f7d33" stroke-width="5"/>`;
  }),
  '<path d="M820 470l60 -46l60 46v52h-120z" fill="#b98a2f"/><path d="M806 474l74 -58l74 58z" fill="#7a4f1d"/>',
];

const boats = [
  sky('#f0e4c8', '#cfe3e0'),
  hills(360, '#86a79d', 0),
  '<rect y="370" width="1200" height="430" fill="#7db2b0"/>',
  ...[
    [180, 470, '#9e1b1e'],
    [520, 560, '#b98a2f'],
    [860, 480, '#1f6f54'],
    [720, 690, '#9e1b1e'],
  ].map(
    ([x, y, fill]) =>
      `<path d="M${Number(x) - 130} ${y}h260q-30 56 -130 56t-130 -56z" fill="${fill}"/><path d="M${Number(x) - 60} ${y}q60 -90 120 0z" fill="#efe6cf" stroke="#7a4f1d" stroke-width="5"/>`,
  ),
  ...[440, 540, 640, 760].map((y) => `<path d="M${y / 3} ${y}h150M${y + 200} ${y + 14}h190" stroke="#a9d0cc" stroke-width="6"/>`),
];

const drawings = { bridge, terraces, boats } as const;
export type Drawing = keyof typeof drawings;

/** A drawing as the newsroom's pictures are kept, with what stands beside links to it. */
export async function storeDrawing(files: FileStore, name: Drawing): Promise<{ readonly picture: Picture; readonly share: string }> {
  const { width, height } = SIZE;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${drawings[name].join('')}</svg>`;
  const source = await readPicture(await sharp(Buffer.from(svg)).jpeg({ quality: 95 }).toBuffer());
  const [picture, share] = await Promise.all([storePicture(files, source), storePreview(files, source, { focus: 'centre' })]);
  return { picture, share };
}
