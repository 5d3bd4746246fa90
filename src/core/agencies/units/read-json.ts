import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Problem } from '#kernel/problem.ts';

/** Larger than any list of units there is, small enough to hold in memory twice. */
const MAX_BYTES = 32 * 1024 * 1024;

function unreadable(path: string, vi: string, en: string): Problem {
  return new Problem({
    slug: 'import-unreadable',
    status: 422,
    title: { vi: 'Không đọc được tệp nhập', en: 'The import file cannot be read' },
    detail: { vi: `${path}: ${vi}`, en: `${path}: ${en}` },
  });
}

/** A file's text and its SHA-256, refused when it is absent or too large. */
export async function readBounded(path: string): Promise<{ text: string; sha256: string }> {
  const size = await stat(path).then(
    (found) => found.size,
    () => undefined,
  );
  if (size === undefined) throw unreadable(path, 'không có tệp này.', 'no such file.');
  if (size > MAX_BYTES) throw unreadable(path, 'tệp lớn hơn 32 MB.', 'the file is larger than 32 MB.');
  const bytes = await readFile(path);
  return { text: bytes.toString('utf8'), sha256: createHash('sha256').update(bytes).digest('hex') };
}

/**
 * A JSON file of the given shape. The kernel's `parse` converts and cleans each value for forms; lists of 10,000 rows
 * are only checked.
 */
export async function readJson<S extends TSchema>(path: string, schema: S): Promise<Static<S>> {
  const { text } = await readBounded(path);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unreadable(path, 'không phải JSON.', 'not JSON.');
  }
  return checked(path, schema, value);
}

/** The value if it has the shape; else a Problem that names the first place where it has not. */
export function checked<S extends TSchema>(path: string, schema: S, value: unknown): Static<S> {
  const validator = Compile(schema);
  if (validator.Check(value)) return value as Static<S>;
  const where = [...validator.Errors(value)][0]?.instancePath ?? '';
  throw unreadable(path, `sai cấu trúc tại "${where}".`, `wrong shape at "${where}".`);
}
