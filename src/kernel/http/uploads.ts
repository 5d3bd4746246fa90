import type { FastifyRequest } from 'fastify';

export interface Upload {
  /** Text fields; a name sent twice keeps its last value. */
  readonly fields: Record<string, string>;
  readonly file: { readonly name: string; readonly bytes: Buffer } | undefined;
}

export interface Uploads {
  readonly fields: Record<string, string>;
  /** By the names of their fields; a name sent twice keeps its last file. */
  readonly files: Readonly<Record<string, NonNullable<Upload['file']>>>;
}

/**
 * Reads a multipart form with at most so many files. The server's limits hold (50 MB a file): larger files end in a
 * problem 413 while they are read. An empty file field counts as no file.
 */
export async function readUploads(request: FastifyRequest, most: number): Promise<Uploads> {
  const fields: Record<string, string> = {};
  const files: Record<string, NonNullable<Upload['file']>> = {};
  for await (const part of request.parts({ limits: { files: most } })) {
    if (part.type === 'field') {
      if (typeof part.value === 'string') fields[part.fieldname] = part.value;
    } else {
      const bytes = await part.toBuffer();
      if (part.filename && bytes.length > 0) files[part.fieldname] = { name: part.filename, bytes };
    }
  }
  return { fields, files };
}

/** Reads a multipart form with at most one file, whatever its field is called. */
export async function readUpload(request: FastifyRequest): Promise<Upload> {
  const { fields, files } = await readUploads(request, 1);
  return { fields, file: Object.values(files)[0] };
}
