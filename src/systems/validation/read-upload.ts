import type { FastifyRequest } from 'fastify';

/** What somebody sent to be checked; empty files, which browsers send for fields left out, are absent. */
export interface Upload {
  readonly file: { readonly name: string; readonly bytes: Buffer } | undefined;
  readonly original: Buffer | undefined;
}

/** Reads the fields `tep` and `goc` of a form; the server bounds their size. */
export async function readUpload(request: FastifyRequest): Promise<Upload> {
  let file: Upload['file'];
  let original: Upload['original'];
  if (!request.isMultipart()) return { file, original };
  for await (const part of request.parts({ limits: { files: 2, fields: 10 } })) {
    if (part.type !== 'file') continue;
    const bytes = await part.toBuffer();
    if (bytes.length === 0) continue;
    if (part.fieldname === 'tep') file = { name: part.filename.slice(0, 100), bytes };
    if (part.fieldname === 'goc') original = bytes;
  }
  return { file, original };
}
