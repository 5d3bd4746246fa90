import type { Text } from '../i18n.ts';
import { Problem } from '../problem.ts';

/** Why an archive is refused; stable codes for programs. */
export type ZipRefusal =
  | 'too-many-entries'
  | 'entry-too-large'
  | 'total-too-large'
  | 'ratio'
  | 'path'
  | 'link'
  | 'encrypted'
  | 'duplicate'
  | 'overlap'
  | 'method'
  | 'size'
  | 'checksum'
  | 'header'
  | 'damaged';

const tooLarge: ReadonlySet<ZipRefusal> = new Set(['too-many-entries', 'entry-too-large', 'total-too-large', 'ratio']);

/** 413 when the archive asks for too much, else 422; the refusal's code says which check failed. */
export function zipRefused(code: ZipRefusal, why: Text): Problem {
  const large = tooLarge.has(code);
  return new Problem({
    slug: large ? 'zip-too-large' : 'zip-refused',
    status: large ? 413 : 422,
    title: large
      ? { vi: 'Tệp nén vượt giới hạn', en: 'The archive exceeds a limit' }
      : { vi: 'Tệp nén không được nhận', en: 'The archive is not accepted' },
    detail: { vi: `Tệp nén không được nhận vì ${why.vi}.`, en: `The archive is not accepted because ${why.en}.` },
    refusals: [{ code: `zip-${code}`, message: why }],
  });
}
