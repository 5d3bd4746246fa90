import { Buffer } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { Certificate } from '../src/core/signatures/certificates/certificate.ts';
import type { Trust } from '../src/core/signatures/certificates/chain.ts';
import { issueCertificate, type Issuer, newKey, type Pointers, type Profile } from '../src/core/signatures/certificates/issue.ts';
import { publicHalf } from '../src/core/signatures/certificates/signing-key.ts';
import type { Subject } from '../src/core/signatures/certificates/names.ts';
import type { Revocation } from '../src/core/signatures/certificates/revocation-list.ts';
import { type CmsSigner, cmsSigner } from '../src/core/signatures/cms/signer.ts';
import { Oid } from '../src/core/signatures/der/oids.ts';
import { openPdf } from '../src/core/signatures/pdf/document.ts';
import { withEntries } from '../src/core/signatures/pdf/increment.ts';
import { type PdfValue, write } from '../src/core/signatures/pdf/values.ts';
import { lastXrefOffset } from '../src/core/signatures/pdf/xref.ts';
import { prepareForSigning, sealPrepared } from '../src/core/signatures/sign-pdf.ts';
import { instant, now } from '../src/kernel/time.ts';

export const daysFromNow = (days: number): Date => instant(now().getTime() + days * 86_400_000);

/** A key with a certificate, made in memory. `pointers`: where its state is to be had, as a site's certificates say. */
export function made(
  profile: Profile,
  subject: Subject,
  issuer?: Issuer,
  days: readonly [number, number] = [-1, 1000],
  pointers?: Pointers,
): Issuer {
  const key = newKey();
  const [notBefore, notAfter] = [daysFromNow(days[0]), daysFromNow(days[1])];
  const request = { profile, subject, publicKey: publicHalf(key), notBefore, notAfter, pointers };
  return { key, certificate: issueCertificate(request, issuer ?? { key }) };
}

export interface TestAuthority {
  readonly root: Issuer;
  readonly ca: Issuer;
  readonly tsa: CmsSigner;
  readonly revoked: Map<string, Revocation>;
  readonly trust: Trust;
  person(name: string, days?: readonly [number, number]): CmsSigner;
  seal(name: string): CmsSigner;
}

/** A whole authority in memory, as the vault would make it. */
export function testAuthority(pointers?: Pointers): TestAuthority {
  const root = made('root', { commonName: 'Gốc thử' }, undefined, [-1, 7000]);
  const ca = made('ca', { commonName: 'Cấp thử' }, root, [-1, 3000], pointers);
  const revoked = new Map<string, Revocation>();
  const signer = (one: Issuer, contentType?: string): CmsSigner => cmsSigner(one.certificate, [ca.certificate], one.key, contentType);
  return {
    root,
    ca,
    tsa: signer(made('tsa', { commonName: 'Dấu thời gian thử' }, ca, undefined, pointers), Oid.tstInfo),
    revoked,
    trust: { anchors: [root.certificate], intermediates: [ca.certificate], revocationOf: (one: Certificate) => revoked.get(one.serial) },
    person: (name, days) =>
      signer(made('person', { commonName: name, organization: 'Ủy ban nhân dân thành phố Huế', title: 'Chủ tịch' }, ca, days, pointers)),
    seal: (name) => signer(made('seal', { commonName: name, organizationIdentifier: 'H57' }, ca, undefined, pointers)),
  };
}

export interface QuickSign {
  readonly at?: Date;
  readonly appearance?: { page: number; rect: readonly [number, number, number, number]; content: string };
}

/** Signs as `signPdf` does, without a database. */
export function quickSign(pdf: Buffer, signer: CmsSigner, tsa: CmsSigner | undefined, options: QuickSign = {}): Buffer {
  const at = options.at ?? now();
  const field = { signerName: signer.certificate.subject.commonName, at, reason: 'Ký ban hành', appearance: options.appearance };
  return Buffer.concat(sealPrepared(prepareForSigning(pdf, field, signer, tsa), signer, tsa, at));
}

/** Appends a saving with these objects, as an editor or an attacker would. `trailer` adds to the trailer. */
export function appended(
  pdf: Buffer,
  objects: readonly (readonly [number, PdfValue | string])[],
  trailer: Record<string, PdfValue> = {},
): Buffer {
  const document = openPdf(pdf);
  let text = '';
  const entries = objects.map(([number, value]) => {
    const offset = pdf.length + text.length;
    text += `${number} 0 obj\n${typeof value === 'string' ? value : write(value)}\nendobj\n`;
    return `${number} 1\n${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const size = Math.max(document.size, ...objects.map(([number]) => number + 1));
  const dictionary = withEntries(new Map(), { Size: size, Root: document.rootRef, Prev: lastXrefOffset(pdf), ...trailer });
  const at = pdf.length + text.length;
  return Buffer.concat([
    pdf,
    Buffer.from(`${text}xref\n${entries.join('')}trailer\n${write(dictionary)}\nstartxref\n${at}\n%%EOF\n`, 'latin1'),
  ]);
}

/** Whether an outside program is there; where CI is set it must be. */
export function hasTool(name: string): boolean {
  const found = spawnSync('which', [name]).status === 0;
  if (!found && process.env['CI']) throw new Error(`${name} must be installed where CI runs`);
  if (!found) console.warn(`${name} is not installed: what it would check is skipped`);
  return found;
}

export interface Ran {
  readonly status: number | null;
  readonly output: string;
}

/** A folder for outside programs, removed by `remove`. */
export function workbench(): {
  path(name: string, content?: Uint8Array | string): string;
  run(command: string, ...args: string[]): Ran;
  remove(): void;
} {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-signatures-'));
  return {
    path(name, content) {
      const path = join(folder, name);
      if (content !== undefined) writeFileSync(path, content);
      return path;
    },
    run(command, ...args) {
      const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8', env: { ...process.env, TZ: 'UTC' } });
      return { status, output: `${stdout}${stderr}` };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Objects 1 to n of a small document: catalog, pages, page, content, font. */
function smallObjects(padding: number): (string | Buffer)[] {
  const content = 'BT /F1 24 Tf 72 720 Td (Mot Cua) Tj ET';
  const objects: (string | Buffer)[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>',
  ];
  if (padding > 0) {
    const data = randomBytes(padding);
    objects.push(Buffer.concat([Buffer.from(`<< /Length ${padding} >>\nstream\n`), data, Buffer.from('\nendstream')]));
  }
  return objects;
}

/** A PDF with a classic cross-reference table; `padding` makes it that many bytes larger, `replace` changes objects (from 0). */
export function tablePdf(padding = 0, replace: Record<number, string> = {}): Buffer {
  const objects = smallObjects(padding).map((object, index) => replace[index] ?? object);
  const chunks = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const offsets = objects.map((object, index) => {
    const offset = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    chunks.push(Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object as string), Buffer.from('\nendobj\n'));
    return offset;
  });
  const xref = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const lines = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  chunks.push(
    Buffer.from(`xref\n0 ${size}\n0000000000 65535 f \n${lines}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`),
  );
  return Buffer.concat(chunks);
}

/** The same document with an object stream and a cross-reference stream with PNG prediction, as PDF 1.5 writers make them. */
export function streamPdf(): Buffer {
  const objects = smallObjects(0) as string[];
  const packed = [0, 1, 2, 4].map((index) => ({ number: index + 1, text: objects[index]! }));
  const body = packed.map(({ text }) => text).join(' ');
  let at = 0;
  const head = packed.map(({ number, text }) => `${number} ${(at += text.length + 1) - text.length - 1}`).join(' ');
  const pack = deflateSync(Buffer.from(`${head} ${body}`));
  const start = Buffer.from(`%PDF-1.7\n%\xe2\xe3\xcf\xd3\n`, 'latin1');
  const content = Buffer.from(`4 0 obj\n${objects[3]}\nendobj\n`);
  const packHead = `6 0 obj\n<< /Type /ObjStm /N ${packed.length} /First ${head.length + 1} /Filter /FlateDecode /Length ${pack.length} >>\nstream\n`;
  const packObject = Buffer.concat([Buffer.from(packHead), pack, Buffer.from('\nendstream\nendobj\n')]);
  const contentAt = start.length;
  const packAt = contentAt + content.length;
  const xrefAt = packAt + packObject.length;
  const rows = [
    [0, 0, 255],
    [2, 6, 0],
    [2, 6, 1],
    [2, 6, 2],
    [1, contentAt, 0],
    [2, 6, 3],
    [1, packAt, 0],
    [1, xrefAt, 0],
  ].map(([kind = 0, second = 0, third = 0]) => Buffer.from([kind, second >> 8, second & 0xff, third]));
  const predicted = rows.map((row, index) => Buffer.from([2, ...row.map((byte, column) => byte - (rows[index - 1]?.[column] ?? 0))]));
  const data = deflateSync(Buffer.concat(predicted));
  const dict = `<< /Type /XRef /Size 8 /Root 1 0 R /W [1 2 1] /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 4 >> /Length ${data.length} >>`;
  const xref = Buffer.concat([
    Buffer.from(`7 0 obj\n${dict}\nstream\n`),
    data,
    Buffer.from(`\nendstream\nendobj\nstartxref\n${xrefAt}\n%%EOF\n`),
  ]);
  return Buffer.concat([start, content, packObject, xref]);
}

/** What the product itself typesets with. */
export function typstPdf(): Buffer {
  const source =
    '#set page(paper: "a4")\n= Cộng hòa xã hội chủ nghĩa Việt Nam\n#lorem(200)\n#link("https://example.vn")[liên kết]\n#pagebreak()\nTrang hai';
  return Buffer.from(NodeCompiler.create().pdf({ mainFileContent: source }));
}
