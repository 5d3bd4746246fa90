import { now } from '#kernel/time.ts';
import type { Asked, Told } from '../server.ts';
import { failure, refusals } from './failures.ts';
import { publish } from './publishing.ts';
import { type FacebookState, type FakePage, type FakePost, type FakeUpload, isUploadFault, newUpload, ok } from './state.ts';

/** `start`, `transfer` and `finish` of an upload in pieces. */
export async function videos(state: FacebookState, page: FakePage, asked: Asked): Promise<Told> {
  const form = await formOf(asked);
  const phase = text(form, 'upload_phase');
  if (phase === 'start') return start(state, page, Number(text(form, 'file_size')));
  const upload = page.uploads.get(text(form, 'upload_session_id'));
  if (!upload) return failure(6000, 1_363_033, 'The video upload session was not found');
  if (phase === 'transfer') return transfer(state, page, upload, form);
  return phase === 'finish' ? finish(state, page, upload, form) : failure(100, 0, 'Invalid parameter: upload_phase');
}

async function formOf({ headers, body }: Asked): Promise<FormData> {
  const type = headers['content-type'] ?? '';
  return new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

function start(state: FacebookState, page: FakePage, total: number): Told {
  if (!Number.isSafeInteger(total) || total <= 0) return failure(100, 1_363_023, 'Invalid parameter: file_size');
  const upload = newUpload(total);
  page.uploads.set(upload.id, upload);
  return ok(page, { upload_session_id: upload.id, video_id: upload.videoId, ...offsets(state, upload) });
}

/** What it wants next; both the same when it has all. Numbers are text, as Facebook gives them. */
function offsets({ pieceBytes }: FacebookState, { stored, total }: FakeUpload): { start_offset: string; end_offset: string } {
  return { start_offset: String(stored), end_offset: String(Math.min(total, stored + pieceBytes)) };
}

async function transfer(state: FacebookState, page: FakePage, upload: FakeUpload, form: FormData): Promise<Told> {
  const file = form.get('video_file_chunk');
  if (!(file instanceof Blob)) return failure(100, 0, 'Invalid parameter: video_file_chunk');
  const bytes = Buffer.from(await file.arrayBuffer());
  if (Number(text(form, 'start_offset')) !== upload.stored || upload.stored + bytes.length > upload.total) {
    return wrongOffset(state, upload);
  }
  const fault = isUploadFault(state.faults[0]) ? state.faults.shift() : undefined;
  switch (fault) {
    case 'revoked-in-upload':
      page.token = '';
      return refusals.revoked;
    case 'lost-session':
      page.uploads.delete(upload.id);
      return failure(6000, 1_363_033, 'The video upload session was not found');
    case 'nothing-stored':
      return ok(page, offsets(state, upload));
    case 'partial-range':
    case '503-in-the-middle':
      store(upload, bytes.subarray(0, Math.floor(bytes.length / 2)));
      return fault === 'partial-range' ? ok(page, offsets(state, upload)) : refusals.unknown;
    default:
      store(upload, bytes);
      return ok(page, offsets(state, upload));
  }
}

function wrongOffset(state: FacebookState, upload: FakeUpload): Told {
  const error = {
    message: 'There was a problem uploading your video file. Please try again with the right offset.',
    type: 'OAuthException',
    code: 6001,
    error_subcode: 1_363_037,
    error_data: offsets(state, upload),
    fbtrace_id: 'Adouble',
  };
  return { status: 400, json: { error } };
}

function store(upload: FakeUpload, bytes: Buffer): void {
  upload.hash.update(bytes);
  upload.stored += bytes.length;
}

/** Publishes once; asked again, it says the same. */
function finish(state: FacebookState, page: FakePage, upload: FakeUpload, form: FormData): Told {
  if (upload.stored < upload.total) return failure(6000, 1_363_019, 'The video was not uploaded to its end');
  if (page.posts.some((one) => one.id === upload.videoId)) return ok(page, { success: true });
  const film = { videoId: upload.videoId, bytes: upload.total, hash: upload.hash.copy().digest('hex') };
  return publish(state, page, { message: text(form, 'description'), link: '', photos: [], film }, () => ({ success: true }));
}

/** A video as it is asked for; what was not finished is there already, unpublished. */
export function videoResource(page: FakePage, id: string, found: FakePost | undefined): Told | undefined {
  const { film } = found ?? {};
  if (found && film) {
    return ok(page, {
      id,
      description: found.message,
      published: true,
      post_id: film.postId,
      permalink_url: `/doi/facebook/${page.id}#${id}`,
      status: { video_status: film.readyAt <= now() ? 'ready' : 'processing' },
    });
  }
  const isUploading = [...page.uploads.values()].some((upload) => upload.videoId === id);
  const isHidden = page.posts.some((post) => post.id === id);
  return isUploading && !isHidden ? ok(page, { id, published: false, status: { video_status: 'uploading' } }) : undefined;
}

export async function captions(page: FakePage, found: FakePost, asked: Asked): Promise<Told> {
  const tracks = found.film?.captions ?? [];
  if (asked.method === 'GET') return ok(page, { data: tracks.map(({ locale }) => ({ locale })) });
  const file = (await formOf(asked)).get('captions_file');
  const locale = file instanceof File ? /\.([a-z]{2}_[A-Z]{2})\.srt$/.exec(file.name)?.[1] : undefined;
  if (!(file instanceof Blob) || locale === undefined) return failure(100, 1_363_042, 'Invalid captions file');
  const words = await file.text();
  if (!/^1\n\d\d:\d\d:\d\d,\d{3} --> /.test(words)) return failure(100, 1_363_042, 'Invalid captions file');
  if (!tracks.some((one) => one.locale === locale)) tracks.push({ locale, text: words });
  return ok(page, { success: true });
}
