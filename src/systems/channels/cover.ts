import sharp from 'sharp';

const WIDTH = 1200;
const HEIGHT = 675;

/** A five-pointed star around a middle. */
function star(x: number, y: number, radius: number): string {
  const points = Array.from({ length: 10 }, (_, index) => {
    const long = index % 2 === 0 ? radius : radius * 0.382;
    const angle = (Math.PI / 5) * index - Math.PI / 2;
    return `${(x + long * Math.cos(angle)).toFixed(1)},${(y + long * Math.sin(angle)).toFixed(1)}`;
  });
  return `<polygon points="${points.join(' ')}" fill="#B98A2F"/>`;
}

let drawn: Promise<Buffer> | undefined;

/** Cover for articles of releases without a picture, which Zalo asks for and hides: a PNG of the house's red with its star. */
export function houseCover(): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect width="100%" height="100%" fill="#9E1B1E"/>${star(WIDTH / 2, HEIGHT / 2, 150)}</svg>`;
  drawn ??= sharp(Buffer.from(svg)).png({ palette: true }).toBuffer();
  return drawn;
}
