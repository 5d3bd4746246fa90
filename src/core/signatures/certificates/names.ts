import type { Buffer } from 'node:buffer';
import { DerError, type DerNode, membersOf, oidOf, sequenceOf, textOf } from '../der/read.ts';
import { Oid } from '../der/oids.ts';
import { oid, printableString, sequence, setOf, utf8String } from '../der/write.ts';

/** Whom a certificate names. Vietnamese names are UTF-8 in the certificate. */
export interface Subject {
  /** A person's full name, an agency's name, or what a machine is. */
  readonly commonName: string;
  /** Name of the agency. */
  readonly organization?: string | undefined;
  readonly organizationalUnit?: string | undefined;
  /** The post: "Chủ tịch". */
  readonly title?: string | undefined;
  /** Code of the agency (QĐ 20/2020). */
  readonly organizationIdentifier?: string | undefined;
  /** Tells holders of one name apart; never a personal identity number. */
  readonly serialNumber?: string | undefined;
}

/** A distinguished name read from a certificate. */
export interface Name extends Subject {
  readonly country?: string | undefined;
  /** Encoded form, for comparing. */
  readonly raw: Buffer;
}

type Field = Exclude<keyof Name, 'raw'>;

const fields: readonly (readonly [Field, string])[] = [
  ['country', Oid.country],
  ['organization', Oid.organization],
  ['organizationIdentifier', Oid.organizationIdentifier],
  ['organizationalUnit', Oid.organizationalUnit],
  ['title', Oid.title],
  ['commonName', Oid.commonName],
  ['serialNumber', Oid.serialNumber],
];

const MAX_TEXT = 300;

/** A name with C=VN, fields in the order from country to person. Throws RangeError when a field is empty or too long. */
export function encodeName(subject: Subject): Buffer {
  const values: Partial<Record<Field, string | undefined>> = { country: 'VN', ...subject };
  const parts = fields.flatMap(([field, dotted]) => {
    const value = values[field]?.normalize('NFC');
    if (value === undefined) return [];
    if (value.trim() === '' || value.length > MAX_TEXT) throw new RangeError(`name field ${field} is empty or too long`);
    const text = field === 'country' || field === 'serialNumber' ? printableString(value) : utf8String(value);
    return [setOf(sequence(oid(dotted), text))];
  });
  return sequence(...parts);
}

/** Reads a name; attributes that we have no field for are skipped, of repeated ones the last counts. */
export function readName(node: DerNode | undefined): Name {
  const values: Partial<Record<Field, string>> = {};
  for (const group of sequenceOf(node)) {
    for (const attribute of membersOf(group)) {
      const [type, value, ...more] = sequenceOf(attribute);
      if (!value || more.length > 0) throw new DerError('bad name attribute');
      const dotted = oidOf(type);
      const field = fields.find(([, known]) => known === dotted)?.[0];
      if (field) values[field] = textOf(value);
    }
  }
  return { ...values, commonName: values.commonName ?? values.organization ?? '', raw: node!.raw };
}

/** A name for one line of text: "Nguyễn Văn An, Chủ tịch, Ủy ban nhân dân thành phố Huế". */
export function nameText(name: Subject): string {
  const parts = [name.commonName, name.title, name.organizationalUnit, name.organization];
  return [...new Set(parts.filter((part) => part))].join(', ');
}
