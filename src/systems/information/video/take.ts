import type { FastifyRequest } from 'fastify';
import type { Services } from '#kernel/http/services.ts';
import type { IncomingFiles } from '#kernel/incoming-files.ts';
import { invalid, Problem } from '#kernel/problem.ts';
import { parse } from '#kernel/schema.ts';
import { addVideo } from './actions/add-video.ts';
import { beginUpload } from './actions/begin-upload.ts';
import { dropUpload } from './actions/drop-upload.ts';
import { judgeVideo } from './judge.ts';
import { findUpload, type Upload } from './queries.ts';
import type { ByteReader } from './reading.ts';
import { VideoWords } from './schemas.ts';

/** The form around a file takes no more than this. */
const FORM_BYTES = 64 * 1024;

export function tooLargeVideo(most: number): Problem {
  const limit = Math.floor(most / 1024 / 1024);
  const message = {
    vi: `Video lớn hơn mức ${limit} MB được nhận. Hãy xuất lại với chất lượng thấp hơn hoặc cắt ngắn.`,
    en: `The video is larger than the ${limit} MB that are taken. Export it at a lower quality or cut it.`,
  };
  return new Problem({
    slug: 'too-large',
    status: 413,
    title: { vi: 'Video quá lớn', en: 'The video is too large' },
    detail: message,
    fields: [{ field: 'file', message }],
  });
}

/** Refuses by what the request says of its own length, before a byte of it is read. */
export function refuseDeclared(request: FastifyRequest, most: number): void {
  if (Number(request.headers['content-length'] ?? 0) > most + FORM_BYTES) throw tooLargeVideo(most);
}

export interface SentForm {
  readonly fields: Record<string, string>;
  /** What came in this form, on the disk and nowhere else yet. */
  readonly received: { readonly id: string; readonly name: string; readonly bytes: number } | undefined;
}

/** Reads a plain form with a video in it onto the disk, as it comes; nothing of it is held. */
export async function receiveForm(request: FastifyRequest, incoming: IncomingFiles, most: number): Promise<SentForm> {
  const fields: Record<string, string> = {};
  let received: SentForm['received'];
  for await (const part of request.parts({ limits: { files: 1, fileSize: most + 1 } })) {
    if (part.type === 'field') {
      if (typeof part.value === 'string') fields[part.fieldname] = part.value;
    } else if (!part.filename) part.file.resume();
    else {
      const id = await incoming.begin();
      const name = part.filename.slice(0, 255);
      received = { id, name, bytes: await receive(incoming, id, part.file, most) };
    }
  }
  if (received?.bytes !== 0) return { fields, received };
  await incoming.drop(received.id);
  return { fields, received: undefined };
}

async function receive(incoming: IncomingFiles, id: string, source: AsyncIterable<Uint8Array>, most: number): Promise<number> {
  try {
    return await incoming.append(id, 0, source, most);
  } catch (error) {
    await incoming.drop(id);
    throw error instanceof Problem && error.status === 413 ? tooLargeVideo(most) : error;
  }
}

/** An upload of this person that has come whole; a Problem 422 with a sentence when there is none. */
async function wholeUpload({ db, files }: Services, request: FastifyRequest, releaseId: string, id: string): Promise<Upload> {
  const upload = await findUpload(db, id, releaseId, request.actor.id);
  const length = upload && (await files.incoming.length(upload.id).catch(() => undefined));
  if (upload && length === upload.bytes) return upload;
  throw invalid([
    {
      field: 'file',
      message: upload
        ? {
            vi: 'Tệp chưa được gửi hết. Hãy chọn lại đúng tệp đó để gửi tiếp.',
            en: 'The file has not come whole. Choose it again to go on.',
          }
        : { vi: 'Hãy chọn một tệp video.', en: 'Choose a video file.' },
    },
  ]);
}

/**
 * Makes a video of an upload and of what the form says of it. What was sent is kept while only words are missing, so that
 * nobody sends it twice, and dropped when it is no video.
 */
export async function takeVideo(services: Services, request: FastifyRequest, releaseId: string, sent: SentForm): Promise<{ id: string }> {
  const { act, files } = services;
  const { fields, received } = sent;
  const begun = received && {
    ...received,
    received: received.id,
    id: releaseId,
    mark: `${received.name}:${received.bytes}:${received.id}`,
  };
  const { upload: id } = begun ? await act(beginUpload, request.actor, begun) : { upload: fields['upload'] ?? '' };
  fields['upload'] = id;
  const upload = await wholeUpload(services, request, releaseId, id);
  const words = parse(VideoWords, fields);
  if (!words.ok) throw invalid(words.errors);
  try {
    const file = await keepVideo(files.incoming, upload);
    return await act(addVideo, request.actor, { ...words.value, id: releaseId, upload: id, file });
  } catch (error) {
    await act(dropUpload, request.actor, { id: releaseId, upload: id });
    fields['upload'] = '';
    throw error;
  }
}

/** Judges a file, takes the camera's traces out of it and makes it one of the store. */
async function keepVideo(incoming: IncomingFiles, { id, bytes }: Upload) {
  const reader: ByteReader = { size: bytes, read: (at, length) => incoming.read(id, at, length) };
  const { traces, ...judged } = await judgeVideo(reader);
  for (const { at, bytes: instead } of traces) await incoming.overwrite(id, at, instead);
  return { ...judged, bytes, hash: await incoming.keep(id) };
}
