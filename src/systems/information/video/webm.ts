import { Budget, type ByteReader, damaged, type Judged, refuse, type Traces } from './reading.ts';

/** An element of EBML (RFC 8794): `at` is where its id begins, `body` where its content does. */
interface Element {
  readonly id: number;
  readonly at: number;
  readonly body: number;
  readonly end: number;
}

const ID = {
  ebml: 0x1a45dfa3,
  docType: 0x4282,
  segment: 0x18538067,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  duration: 0x4489,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackType: 0x83,
  codecId: 0x86,
  contentEncodings: 0x6d80,
  video: 0xe0,
  pixelWidth: 0xb0,
  pixelHeight: 0xba,
  cluster: 0x1f43b675,
  tags: 0x1254c367,
  attachments: 0x1941a469,
} as const;

const VOID = 0xec;
/** A cluster holds some seconds: twelve hours have fewer. */
const MOST_ELEMENTS = 50_000;
const LARGEST_VALUE = 64;
const LARGEST_TRACES = 8 * 1024 * 1024;
const FILMS = new Set(['V_VP8', 'V_VP9', 'V_AV1']);
const SOUNDS = new Set(['A_OPUS', 'A_VORBIS']);

/** Reads the heads of a WebM's elements; throws a Problem 422 for what is no film that browsers play. */
export async function judgeWebm(file: ByteReader): Promise<Judged> {
  const budget = new Budget(MOST_ELEMENTS);
  const [head, segment, ...rest] = await children(file, 0, file.size, budget);
  if (head?.id !== ID.ebml || segment?.id !== ID.segment || rest.length > 0) throw damaged();
  const docType = (await children(file, head.body, head.end, budget)).find(({ id }) => id === ID.docType);
  if (!docType || (await text(file, docType)) !== 'webm') {
    throw refuse('Tệp này không phải WebM. Hãy xuất lại dạng MP4 (H.264).', 'This is no WebM. Export it again as MP4 (H.264).');
  }
  const parts = await children(file, segment.body, segment.end, budget);
  if (!parts.some(({ id }) => id === ID.cluster)) throw damaged();
  const film = checkTracks(await readTracks(file, parts, budget));
  const traces = parts.filter(({ id }) => id === ID.tags || id === ID.attachments).map(blank);
  return { type: 'video/webm', seconds: await durationOf(file, parts, budget), ...film, traces };
}

/** The elements side by side in a span, which they must fill exactly. */
async function children(file: ByteReader, from: number, to: number, budget: Budget): Promise<Element[]> {
  const found: Element[] = [];
  for (let at = from; at < to;) {
    budget.spend();
    const head = await file.read(at, Math.min(12, to - at));
    const idLength = lengthOf(head[0], 4);
    const sizeLength = lengthOf(head[idLength], 8);
    if (head.length < idLength + sizeLength) throw damaged();
    const body = at + idLength + sizeLength;
    const end = body + sizeOf(head.subarray(idLength, idLength + sizeLength));
    if (!Number.isSafeInteger(end) || end > to) throw damaged();
    found.push({ id: head.readUIntBE(0, idLength), at, body, end });
    at = end;
  }
  return found;
}

/** Of a variable-length number: as many bytes as its first has leading zeros, and one. */
function lengthOf(first: number | undefined, most: number): number {
  const length = first === undefined ? most + 1 : Math.clz32(first) - 23;
  if (length > most) throw damaged();
  return length;
}

function sizeOf(bytes: Buffer): number {
  let value = BigInt(bytes[0]!) & ((1n << BigInt(8 - bytes.length)) - 1n);
  for (const byte of bytes.subarray(1)) value = (value << 8n) | BigInt(byte);
  if (value !== (1n << BigInt(7 * bytes.length)) - 1n) return Number(value);
  throw refuse(
    'Bản ghi WebM này chưa được hoàn tất (không ghi độ dài). Hãy xuất lại bằng phần mềm dựng phim.',
    'This WebM recording was never finished (it states no length). Export it again from an editing program.',
  );
}

async function value(file: ByteReader, { body, end }: Element): Promise<Buffer> {
  if (end - body > LARGEST_VALUE) throw damaged();
  return file.read(body, end - body);
}

async function text(file: ByteReader, element: Element): Promise<string> {
  return (await value(file, element)).toString('latin1').replace(/\0+$/, '');
}

async function number(file: ByteReader, element: Element | undefined, otherwise: number): Promise<number> {
  if (!element) return otherwise;
  const bytes = await value(file, element);
  if (bytes.length > 6 || bytes.length === 0) throw damaged();
  return bytes.readUIntBE(0, bytes.length);
}

async function durationOf(file: ByteReader, parts: readonly Element[], budget: Budget): Promise<number> {
  const info = parts.find(({ id }) => id === ID.info);
  if (!info) throw damaged();
  const inside = await children(file, info.body, info.end, budget);
  const scale = await number(
    file,
    inside.find(({ id }) => id === ID.timestampScale),
    1_000_000,
  );
  const duration = inside.find(({ id }) => id === ID.duration);
  const bytes = duration ? await value(file, duration) : Buffer.alloc(0);
  const ticks = bytes.length === 8 ? bytes.readDoubleBE(0) : bytes.length === 4 ? bytes.readFloatBE(0) : 0;
  return (ticks * scale) / 1e9;
}

interface Track {
  readonly type: number;
  readonly codec: string;
  readonly locked: boolean;
  readonly width: number;
  readonly height: number;
}

async function readTracks(file: ByteReader, parts: readonly Element[], budget: Budget): Promise<Track[]> {
  const tracks = parts.find(({ id }) => id === ID.tracks);
  if (!tracks) throw damaged();
  const found: Track[] = [];
  for (const entry of (await children(file, tracks.body, tracks.end, budget)).filter(({ id }) => id === ID.trackEntry)) {
    const inside = await children(file, entry.body, entry.end, budget);
    const of = (id: number) => inside.find((one) => one.id === id);
    const codec = of(ID.codecId);
    const video = of(ID.video);
    const sides = video ? await children(file, video.body, video.end, budget) : [];
    const side = (id: number) =>
      number(
        file,
        sides.find((one) => one.id === id),
        0,
      );
    found.push({
      type: await number(file, of(ID.trackType), 0),
      codec: codec ? await text(file, codec) : '',
      locked: of(ID.contentEncodings) !== undefined,
      width: await side(ID.pixelWidth),
      height: await side(ID.pixelHeight),
    });
  }
  return found;
}

function checkTracks(tracks: readonly Track[]): { width: number; height: number } {
  const films = tracks.filter(({ type }) => type === 1);
  const [film] = films;
  if (!film || films.length !== 1) throw refuse('Tệp phải có đúng một hình video.', 'The file must have exactly one film.');
  const known = FILMS.has(film.codec) && tracks.every(({ type, codec }) => type !== 2 || SOUNDS.has(codec));
  if (!known || tracks.some(({ locked }) => locked)) {
    throw refuse(
      'Video dùng mã hình hoặc tiếng mà trình duyệt không xem được. Hãy xuất lại dạng MP4 (H.264, AAC).',
      'The film or its sound is coded in a way that browsers do not play. Export it again as MP4 (H.264, AAC).',
    );
  }
  return { width: film.width, height: film.height };
}

/** The element becomes a void one of the same size. */
function blank({ at, end }: Element): Traces {
  const length = end - at;
  if (length > LARGEST_TRACES || length < 9) throw damaged();
  const bytes = Buffer.alloc(length);
  bytes.writeUInt8(VOID, 0);
  bytes.writeBigUInt64BE((1n << 56n) | BigInt(length - 9), 1);
  return { at, bytes };
}
