import { Buffer } from 'node:buffer';
import { Evidence, type Item } from '../validation/evidence.ts';
import type { PdfDocument } from './document.ts';
import { decode } from './filters.ts';
import { isArray, isDict, PdfError, PdfRef, PdfStream, type PdfValue } from './values.ts';

const MAX_ITEMS = 2000;

/** The validation data that a file keeps for later (DSS, EN 319 142-1 §5.4.2), with where in the file they stand. */
export function readStore(document: PdfDocument): Evidence {
  const store = document.resolve(document.root.get('DSS'));
  if (!isDict(store)) return new Evidence();
  const list = (key: string): readonly Item[] => items(document, document.resolve(store.get(key)));
  return new Evidence(
    list('Certs').map(({ der }) => der),
    list('OCSPs'),
    list('CRLs'),
  );
}

function items(document: PdfDocument, list: PdfValue): readonly Item[] {
  if (!isArray(list)) return [];
  if (list.length > MAX_ITEMS) throw new PdfError('too many validation data', 'too-large');
  return list.flatMap((ref) => {
    const stream = document.resolve(ref);
    if (!(ref instanceof PdfRef) || !(stream instanceof PdfStream)) return [];
    const entry = document.entryOf(ref.number);
    // Out of an object stream: the place is not known, so only the validation itself proves that it is there.
    const end = entry?.kind === 'plain' ? entry.offset : document.bytes.length;
    return [{ der: Buffer.from(decode(stream, document.work)), end }];
  });
}
