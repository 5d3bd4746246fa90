import { Budget, type ByteReader, damaged, type Judged, refuse, type Traces } from './reading.ts';

/** A box of ISO/IEC 14496-12: `at` is where its head begins, `body` where its content does. */
interface Box {
  readonly type: string;
  readonly at: number;
  readonly body: number;
  readonly end: number;
}

const MOST_BOXES = 20_000;
/** Larger ones would have to be read to find out what is in them; honest tables of tracks are never so large. */
const LARGEST_TRACES = 8 * 1024 * 1024;
/** Words about the film, its camera and its place. */
const TRACES = new Set(['udta', 'meta', 'uuid']);
const BRANDS = new Set(['isom', 'iso2', 'iso3', 'iso4', 'iso5', 'iso6', 'avc1', 'mp41', 'mp42', 'M4V ', 'M4VP', 'MSNV', 'dash']);

interface Track {
  readonly handler: string;
  readonly codec: string;
  readonly width: number;
  readonly height: number;
}

/** Reads the heads of an MP4's boxes; throws a Problem 422 for what is no film that browsers play. */
export async function judgeMp4(file: ByteReader): Promise<Judged> {
  const budget = new Budget(MOST_BOXES);
  const boxes = await children(file, 0, file.size, budget);
  const only = (type: string): Box => {
    const found = boxes.filter((box) => box.type === type);
    if (found.length !== 1 || !found[0]) throw damaged();
    return found[0];
  };
  await checkBrand(file, only('ftyp'));
  const inside = await children(file, only('moov').body, only('moov').end, budget);
  if (boxes.some(({ type }) => type === 'moof') || inside.some(({ type }) => type === 'mvex')) throw fragmented();
  if (!boxes.some(({ type }) => type === 'mdat')) throw damaged();
  const traces: Traces[] = [];
  const tracks: Track[] = [];
  for (const box of [...boxes, ...inside]) if (TRACES.has(box.type)) traces.push(blank(box));
  for (const trak of inside.filter(({ type }) => type === 'trak')) {
    const parts = await children(file, trak.body, trak.end, budget);
    tracks.push(await readTrack(file, parts, budget));
    for (const part of parts) if (TRACES.has(part.type)) traces.push(blank(part));
  }
  const film = checkTracks(tracks);
  const header = inside.find(({ type }) => type === 'mvhd');
  if (!header) throw damaged();
  return { type: 'video/mp4', seconds: await durationOf(file, header), width: film.width, height: film.height, traces };
}

/** The boxes side by side in a span, which they must fill exactly: what hangs behind them is no part of a film. */
async function children(file: ByteReader, from: number, to: number, budget: Budget): Promise<Box[]> {
  const found: Box[] = [];
  for (let at = from; at < to;) {
    budget.spend();
    const head = await file.read(at, Math.min(16, to - at));
    if (head.length < 8) throw damaged();
    const short = head.readUInt32BE(0);
    if (short === 1 && head.length < 16) throw damaged();
    const size = short === 1 ? Number(head.readBigUInt64BE(8)) : short === 0 ? to - at : short;
    const body = at + (short === 1 ? 16 : 8);
    const end = at + size;
    if (!Number.isSafeInteger(size) || end < body || end > to) throw damaged();
    found.push({ type: head.toString('latin1', 4, 8), at, body, end });
    at = end;
  }
  return found;
}

async function checkBrand(file: ByteReader, ftyp: Box): Promise<void> {
  if (ftyp.at !== 0 || ftyp.end - ftyp.body > 400) throw damaged();
  const bytes = await file.read(ftyp.body, ftyp.end - ftyp.body);
  const brands = [bytes.toString('latin1', 0, 4)];
  for (let at = 8; at + 4 <= bytes.length; at += 4) brands.push(bytes.toString('latin1', at, at + 4));
  if (brands.some((brand) => BRANDS.has(brand))) return;
  throw refuse(
    'Tệp này không phải MP4 thông thường. Hãy xuất lại dạng MP4 (H.264).',
    'This is no ordinary MP4. Export it again as MP4 (H.264).',
  );
}

async function readTrack(file: ByteReader, parts: readonly Box[], budget: Budget): Promise<Track> {
  const mdia = await childrenOf(file, parts, 'mdia', budget);
  const handler = mdia.find(({ type }) => type === 'hdlr');
  const head = parts.find(({ type }) => type === 'tkhd');
  if (!handler || !head) throw damaged();
  const minf = await childrenOf(file, mdia, 'minf', budget);
  await checkOwnData(file, await childrenOf(file, minf, 'dinf', budget));
  const stsd = (await childrenOf(file, minf, 'stbl', budget)).find(({ type }) => type === 'stsd');
  if (!stsd || stsd.end - stsd.body < 16) throw damaged();
  const entry = await file.read(stsd.body + 8, 8);
  const size = await file.read(head.end - 8, 8);
  if (size.length < 8 || entry.length < 8) throw damaged();
  return {
    handler: (await file.read(handler.body + 8, 4)).toString('latin1'),
    codec: entry.toString('latin1', 4, 8),
    width: size.readUInt32BE(0) >>> 16,
    height: size.readUInt32BE(4) >>> 16,
  };
}

async function childrenOf(file: ByteReader, boxes: readonly Box[], type: string, budget: Budget): Promise<Box[]> {
  const box = boxes.find((one) => one.type === type);
  if (!box) throw damaged();
  return children(file, box.body, box.end, budget);
}

/** A track may name another file or address as the place of its pictures: such a film would have browsers fetch it. */
async function checkOwnData(file: ByteReader, dinf: readonly Box[]): Promise<void> {
  const dref = dinf.find(({ type }) => type === 'dref');
  if (!dref || dref.end - dref.body < 8) throw damaged();
  const entries = await children(file, dref.body + 8, dref.end, new Budget(10));
  for (const entry of entries) {
    const flags = await file.read(entry.body, 4);
    if (flags.length < 4 || (flags.readUInt32BE(0) & 1) !== 1) throw damaged();
  }
}

/** One film in H.264; sound in AAC or none; other tracks (time codes, chapters) are let be. */
function checkTracks(tracks: readonly Track[]): Track {
  const films = tracks.filter(({ handler }) => handler === 'vide');
  const [film] = films;
  if (!film || films.length !== 1) throw refuse('Tệp phải có đúng một hình video.', 'The file must have exactly one film.');
  if (film.codec !== 'avc1' && film.codec !== 'avc3') {
    throw refuse(
      'Hình của video không phải H.264 (có thể là HEVC hoặc bị khóa), nhiều máy không xem được. Hãy xuất lại dạng MP4 (H.264).',
      'The film is not H.264 (it may be HEVC, or locked): many devices cannot play it. Export it again as MP4 (H.264).',
    );
  }
  if (tracks.some(({ handler, codec }) => handler === 'soun' && codec !== 'mp4a')) {
    throw refuse(
      'Tiếng của video không phải AAC. Hãy xuất lại dạng MP4 (H.264, AAC).',
      'The sound is not AAC. Export it again as MP4 (H.264, AAC).',
    );
  }
  return film;
}

async function durationOf(file: ByteReader, mvhd: Box): Promise<number> {
  const bytes = await file.read(mvhd.body, 32);
  if (bytes.length < 32) throw damaged();
  const long = bytes.readUInt8(0) === 1;
  const scale = bytes.readUInt32BE(long ? 20 : 12);
  const length = long ? Number(bytes.readBigUInt64BE(24)) : bytes.readUInt32BE(16);
  return scale === 0 ? 0 : length / scale;
}

/** The box becomes free space of the same size. */
function blank({ at, body, end }: Box): Traces {
  if (end - at > LARGEST_TRACES) throw damaged();
  const bytes = Buffer.alloc(end - at);
  if (body - at === 16) {
    bytes.writeUInt32BE(1, 0);
    bytes.writeBigUInt64BE(BigInt(end - at), 8);
  } else bytes.writeUInt32BE(end - at, 0);
  bytes.write('free', 4, 'latin1');
  return { at, bytes };
}

function fragmented(): Error {
  return refuse(
    'Đây là bản ghi chia khúc (fragmented MP4), không tua được ở mọi máy. Hãy xuất lại dạng MP4 thông thường.',
    'This is a fragmented recording, in which not every device can seek. Export it again as an ordinary MP4.',
  );
}
