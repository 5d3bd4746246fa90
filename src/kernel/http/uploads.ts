import type { FastifyRequest } from 'fastify';

export interface Upload {
  /** Text fields; a name sent twice keeps its last value. */
  readonly fields: Record<string, string>;
  readonly file: { readonly name: string; readonly bytes: Buffer } | undefined;
}

/**
 * Reads a multipart form with at most one file. The server's limits hold (50 MB a file): larger files end in a
 * problem 413 while they are read. An empty file field counts as no file.
 */
export async function readUpload(request: FastifyRequest): Promise<Upload> {
  const fields: Record<string, string> = {};
  let file: Upload['file'];
  for await (const part of request.parts({ limits: { files: 1 } })) {
    if (part.type === 'field') {
      if (typeof part.value === 'string') fields[part.fieldname] = part.value;
    } else {
      const bytes = await part.toBuffer();
      if (part.filename && bytes.length > 0) file = { name: part.filename, bytes };
    }
  }
  return { fields, file };
}
