import type { FastifyRequest } from 'fastify';
import type { FileStore } from '#kernel/files.ts';
import { readZip } from '#kernel/zip/read-zip.ts';
import { MOST_ITEMS } from '../rules.ts';

interface Received {
  readonly fields: Record<string, string>;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

/**
 * The files of a form, stored as they come, one in memory at a time; a ZIP counts as what is inside it. Their names and
 * hashes come from what was sent, never from fields: a hash alone would open any file of the store.
 */
export async function readFiles(request: FastifyRequest, store: FileStore): Promise<Received> {
  const fields: Record<string, string> = {};
  const files: { name: string; sha256: string }[] = [];
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      if (typeof part.value === 'string') fields[part.fieldname] = part.value;
      continue;
    }
    const bytes = await part.toBuffer();
    if (!part.filename || bytes.length === 0) continue;
    const inside = /\.zip$/i.test(part.filename) ? await readZip(bytes, { maxEntries: MOST_ITEMS }) : [{ name: part.filename, bytes }];
    for (const file of inside) {
      if (file.bytes.length > 0) files.push({ name: file.name, sha256: await store.put(file.bytes) });
    }
  }
  return { fields, files };
}
