import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { instant } from '#kernel/time.ts';
import { escapeXmlAttribute } from '#kernel/xml/write-xml.ts';
import { Problem } from '#kernel/problem.ts';
import { readZip, type ZipEntry } from '#kernel/zip/read-zip.ts';
import { ZipFile } from 'yazl';
import { ASIC, Ds, SHA256 } from '../xades/names.ts';
import { attributeOf, childOf, childrenOf, readTree, textOf } from '../xades/tree.ts';

export const ASICE_TYPE = 'application/vnd.etsi.asic-e+zip';

/** The same files always give the same bytes: no clock in them. */
const MODIFIED = instant('2000-01-01T00:00:00Z');
const FOLDER = 'META-INF/';
/** Container bytes of the local header of the first entry, up to its name (APPNOTE 4.3.7). */
const LOCAL_HEADER = 30;

export interface ContainedFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly mimeType: string;
}

/** Writes an ASiC-E container (EN 319 162-1 §4.4): `mimetype` first, stored and without extra fields, then files and signatures. */
export async function writeContainer(
  files: readonly Pick<ContainedFile, 'name' | 'bytes'>[],
  meta: Readonly<Record<string, Buffer>>,
): Promise<Buffer> {
  const zip = new ZipFile();
  const options = { mtime: MODIFIED, mode: 0o100644, forceDosTimestamp: true };
  zip.addBuffer(Buffer.from(ASICE_TYPE), 'mimetype', { ...options, compress: false });
  const entries = [...files, ...Object.entries(meta).map(([name, bytes]) => ({ name: `${FOLDER}${name}`, bytes }))];
  for (const { name, bytes } of entries) zip.addBuffer(bytes, name, options);
  zip.end();
  return buffer(zip.outputStream as unknown as Readable);
}

/** The list of files with their digests that a CAdES signature of a container is over. */
export function writeManifest(files: readonly ContainedFile[], signatureName: string): Buffer {
  const references = files.map(({ name, bytes, mimeType }) => {
    const digest = `<ds:DigestMethod Algorithm="${SHA256}"/><ds:DigestValue>${hash('sha256', bytes, 'base64')}</ds:DigestValue>`;
    const at = `URI="${escapeXmlAttribute(uriOf(name))}" MimeType="${escapeXmlAttribute(mimeType)}"`;
    return `<asic:DataObjectReference ${at}>${digest}</asic:DataObjectReference>`;
  });
  const signature = `<asic:SigReference URI="${FOLDER}${signatureName}" MimeType="application/pkcs7-signature"/>`;
  const declared = `xmlns:asic="${ASIC}" xmlns:ds="${Ds}"`;
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<asic:ASiCManifest ${declared}>${signature}${references.join('')}</asic:ASiCManifest>\n`,
  );
}

const OPEN_DOCUMENT = 'urn:oasis:names:tc:opendocument:xmlns:manifest:1.0';

/**
 * The list of files (OpenDocument, ISO 26300-3) that goes with XAdES in a container. No signature covers it and we ask it
 * nothing; readers such as EU DSS refuse a container without.
 */
export function writeFileList(files: readonly ContainedFile[]): Buffer {
  const entry = (path: string, type: string): string =>
    `<manifest:file-entry manifest:full-path="${escapeXmlAttribute(path)}" manifest:media-type="${escapeXmlAttribute(type)}"/>`;
  const entries = [entry('/', ASICE_TYPE), ...files.map(({ name, mimeType }) => entry(name, mimeType))];
  const declared = `xmlns:manifest="${OPEN_DOCUMENT}" manifest:version="1.2"`;
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest ${declared}>${entries.join('')}</manifest:manifest>\n`);
}

/** A file's address in a manifest or a signature: its name with everything else than letters, digits and `/` escaped. */
export const uriOf = (name: string): string => name.split('/').map(encodeURIComponent).join('/');

/** A container opened, nothing in it judged. */
export interface Container {
  /** What is signed or should be: everything outside META-INF. */
  readonly files: readonly ZipEntry[];
  /** By name without the folder. */
  readonly meta: ReadonlyMap<string, Buffer>;
}

/**
 * Opens an ASiC-E container within the bounds of the archive reader. Throws Problems: its own, and
 * `asice-unreadable` (422) when the first entry is not the type, stored.
 */
export async function readContainer(bytes: Buffer): Promise<Container> {
  const entries = await readZip(bytes);
  const start = bytes.toString('latin1', LOCAL_HEADER, LOCAL_HEADER + 'mimetype'.length + ASICE_TYPE.length);
  if (start !== `mimetype${ASICE_TYPE}` || entries[0]?.name !== 'mimetype') throw unreadable();
  const meta = entries.filter((entry) => entry.name.startsWith(FOLDER));
  return {
    files: entries.slice(1).filter((entry) => !entry.name.startsWith(FOLDER)),
    meta: new Map(meta.map((entry) => [entry.name.slice(FOLDER.length), entry.bytes])),
  };
}

export interface Manifest {
  /** Name of the signature under META-INF that covers this list. */
  readonly signature: string;
  readonly references: readonly { readonly name: string; readonly sha256: string }[];
}

/** Reads a list of files. Throws XmlSignatureError or a Problem for anything else. */
export function readManifest(bytes: Buffer): Manifest {
  const { root } = readTree(bytes);
  const references = childrenOf(root, 'DataObjectReference', ASIC).map((node) => {
    const known = attributeOf(childOf(node, 'DigestMethod', Ds), 'Algorithm') === SHA256;
    const digest = Buffer.from(textOf(childOf(node, 'DigestValue', Ds)), 'base64').toString('hex');
    return { name: nameOf(attributeOf(node, 'URI') ?? ''), sha256: known ? digest : '' };
  });
  const signature = nameOf(attributeOf(childOf(root, 'SigReference', ASIC), 'URI') ?? '');
  return { signature: signature.startsWith(FOLDER) ? signature.slice(FOLDER.length) : '', references };
}

function nameOf(uri: string): string {
  try {
    return uri.split('/').map(decodeURIComponent).join('/').normalize('NFC');
  } catch {
    return '';
  }
}

function unreadable(): Problem {
  return new Problem({
    slug: 'asice-unreadable',
    status: 422,
    title: { vi: 'Không đọc được bộ ASiC-E', en: 'The ASiC-E container cannot be read' },
    detail: {
      vi: 'Tệp không bắt đầu bằng mục “mimetype” không nén như tiêu chuẩn ASiC-E quy định.',
      en: 'The file does not begin with the stored entry “mimetype” that the standard of ASiC-E demands.',
    },
  });
}
