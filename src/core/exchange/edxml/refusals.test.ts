import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { Problem } from '#kernel/problem.ts';
import { MAX_PACKET_BYTES, readPacket, receivePacketBytes, writePacket } from './index.ts';
import type { Finding, Packet } from './packet.ts';
import { samplePacket, sampleStatus } from '../../../../test/edxml-packets.ts';

const xml = (await writePacket(samplePacket)).toString();
const statusXml = (await writePacket(sampleStatus)).toString();
const without = (from: string, element: string): string =>
  from.replace(new RegExp(`\\s*<edXML:${element}>[\\s\\S]*?</edXML:${element}>`), '');

async function problemOf(text: string | Buffer): Promise<Problem> {
  try {
    await readPacket(Buffer.from(text));
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('accepted');
}
const codesOf = async (text: string): Promise<string[]> => (await problemOf(text)).refusals.map((each) => `${each.code} ${each.field}`);
const findingsOf = async (text: string): Promise<readonly Finding[]> => (await readPacket(Buffer.from(text))).findings;

describe('refused with a reason', () => {
  test.each([
    ['From', 'MessageHeader/From'],
    ['To', 'MessageHeader/To'],
    ['Code', 'MessageHeader/Code'],
    ['CodeNumber', 'MessageHeader/Code/CodeNumber'],
    ['Subject', 'MessageHeader/Subject'],
    ['PromulgationInfo', 'MessageHeader/PromulgationInfo'],
    ['PromulgationDate', 'MessageHeader/PromulgationInfo/PromulgationDate'],
    ['Bussiness', 'TraceHeaderList/Bussiness'],
    ['BussinessDocType', 'TraceHeaderList/Bussiness/BussinessDocType'],
    ['ContentTransferEncoded', 'Attachment[1]/ContentTransferEncoded'],
  ])('without %s', async (element, where) => {
    expect(await codesOf(without(xml, element))).toContain(`edxml-missing ${where}`);
  });

  test.each(['From', 'ResponseFor', 'Timestamp'])('a status without %s', async (element) => {
    expect(await codesOf(without(statusXml, element))).toEqual([`edxml-missing MessageHeader/${element}`]);
  });

  test('an answer that names no document', async () => {
    expect(await codesOf(without(without(statusXml, 'DocumentId'), 'Code'))).toEqual([
      'edxml-missing MessageHeader/ResponseFor/DocumentId',
    ]);
  });

  test('all reasons at once, in both languages', async () => {
    const problem = await problemOf(without(without(xml, 'Subject'), 'Code'));
    expect(problem.refusals).toHaveLength(2);
    expect(problem.detail).toEqual({
      vi: 'Thiếu phần bắt buộc MessageHeader/Code. Thiếu phần bắt buộc MessageHeader/Subject.',
      en: 'The mandatory part MessageHeader/Code is missing. The mandatory part MessageHeader/Subject is missing.',
    });
  });

  test('unknown business type and status code', async () => {
    expect(await codesOf(xml.replace('DocType>0<', 'DocType>4<'))).toEqual([
      'edxml-business-type TraceHeaderList/Bussiness/BussinessDocType',
    ]);
    expect(await codesOf(statusXml.replace('>03<', '>07<'))).toEqual(['edxml-status-code MessageHeader/StatusCode']);
  });

  test('two of what must be one', async () => {
    expect(await codesOf(xml.replace(/(<edXML:Subject>.*<\/edXML:Subject>)/, '$1<edXML:Subject>Khác</edXML:Subject>'))).toEqual([
      'edxml-duplicate MessageHeader/Subject',
    ]);
    expect(await codesOf(xml.replace(/(<edXML:MessageHeader>[\s\S]*<\/edXML:MessageHeader>)/, '$1$1'))).toEqual([
      'edxml-duplicate MessageHeader',
    ]);
    expect(await codesOf(xml.replace(/(<edXML:Attachment>[\s\S]*<\/edXML:Attachment>)/, '$1$1'))).toEqual([
      'edxml-duplicate Attachment[2]/ContentId',
    ]);
    expect(await codesOf(xml.replace('<edXML:Subject>', '<edXML:StatusCode>03</edXML:StatusCode><edXML:Subject>'))).toEqual([
      'edxml-ambiguous MessageHeader',
    ]);
  });

  test('not edXML at all', async () => {
    expect(await codesOf('<html/>')).toEqual(['edxml-not-edxml html']);
    expect(await codesOf('<edXML xmlns="http://example.test/"/>')).toEqual(['edxml-not-edxml edXML']);
    expect(await codesOf('<edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016"/>')).toEqual(['edxml-missing MessageHeader']);
  });

  test.each([
    ['cut', (base64: string) => base64.slice(0, -3)],
    ['foreign digits', (base64: string) => `-_${base64.slice(2)}`],
    ['padding inside', (base64: string) => `QQ==${base64}`],
    ['letters with diacritics', (base64: string) => `é${base64}`],
    ['rubbish', () => '%%%%'],
  ])('wrong base64: %s', async (_name, spoil) => {
    const spoilt = xml.replace(/(ContentTransferEncoded>)([^<]+)/, (_all, tag: string, base64: string) => tag + spoil(base64));
    expect(await codesOf(spoilt)).toEqual(['edxml-base64 Attachment[1]/ContentTransferEncoded']);
  });

  test('DOCTYPE, bombs in ZIP, path tricks', async () => {
    const doctype = xml.replace('<edXML ', '<!DOCTYPE edXML [<!ENTITY x SYSTEM "file:///etc/passwd">]><edXML ');
    expect((await problemOf(doctype)).slug).toBe('xml-doctype');
    const bomb = await writePacket({
      ...samplePacket,
      attachments: [{ ...samplePacket.attachments[0]!, files: [{ name: 'a', bytes: Buffer.alloc(5_000_000) }] }],
    });
    expect(await problemOf(bomb)).toMatchObject({
      slug: 'zip-too-large',
      status: 413,
      detail: { vi: expect.stringContaining('“van-ban.pdf”') },
    });
    expect(await codesOf(xml.replaceAll('AttachmentName>van', 'AttachmentName>../van'))).toEqual([
      'edxml-attachment-name Attachment[1]/AttachmentName',
    ]);
  });
});

describe('accepted with a finding', () => {
  test.each([
    ['unknown-element', xml.replace('<edXML:Subject>', '<edXML:Secret>x</edXML:Secret><edXML:Subject>')],
    ['unknown-element', xml.replace('<edXML:edXMLBody>', '<o:Other xmlns:o="u:o">x</o:Other><edXML:edXMLBody>')],
    ['duplicate-element', xml.replace(/(<edXML:Place>.*<\/edXML:Place>)/, '$1$1')],
    ['value-unreadable', xml.replace('<edXML:Subject>', '<edXML:SteeringType>một</edXML:SteeringType><edXML:Subject>')],
    ['date-unreadable', xml.replace('>2026/02/05<', '>mùng năm<')],
    ['document-id-derived', without(xml, 'DocumentId')],
    ['document-id-form', xml.replace(/G22,2026[^<]*/, '97056f07-7371-42d0-a039-8b4917ed613f')],
    ['notation-missing', without(xml, 'CodeNotation')],
    ['attachment-unlisted', without(xml, 'Reference')],
    ['reference-without-attachment', without(xml, 'Attachment')],
    ['attachment-not-zip', xml.replace(/(ContentTransferEncoded>)[^<]+/, '$1QUJD')],
    ['reason-missing', xml.replace('DocType>0<', 'DocType>1<')],
    ['replacement-empty', xml.replace('DocType>0<', 'DocType>3<')],
    ['reason-missing', without(statusXml, 'Description').replace('>03<', '>02<')],
  ])('%s', async (code, changed) => {
    const findings = await findingsOf(changed);
    expect(findings.map((finding) => finding.code)).toContain(code);
    for (const { message } of findings) expect(message.vi.endsWith('.') && message.en.endsWith('.')).toBe(true);
  });

  test('a document sent without packing is not taken apart', async () => {
    const { writeZip } = await import('#kernel/zip/write-zip.ts');
    const docx = await writeZip([{ name: '[Content_Types].xml', bytes: Buffer.from('<Types/>') }]);
    const sent = xml.replace(/(ContentTransferEncoded>)[^<]+/, `$1${docx.toString('base64')}`);
    const { packet, findings } = await readPacket(Buffer.from(sent));
    expect(packet.kind === 'document' && packet.attachments[0]).toMatchObject({
      packing: 'direct',
      files: [{ name: 'van-ban.pdf', bytes: docx }],
    });
    expect(findings.map((finding) => finding.code)).toContain('attachment-not-packed');
  });
});

describe('size', () => {
  const chunks = function* (total: number): Generator<Buffer> {
    for (let sent = 0; sent < total; sent += 1024 * 1024) yield Buffer.alloc(Math.min(1024 * 1024, total - sent), 0x20);
  };

  test('an announced length over the limit is refused before the first byte', async () => {
    let touched = false;
    const stream = Readable.from(
      (function* (): Generator<Buffer> {
        touched = true;
        yield Buffer.from('x');
      })(),
    );
    await expect(receivePacketBytes(stream, MAX_PACKET_BYTES + 1)).rejects.toMatchObject({ slug: 'edxml-too-large', status: 413 });
    expect(touched).toBe(false);
  });

  test('a longer stream than announced is cut off, one of exactly the limit is taken', async () => {
    const stream = Readable.from(chunks(MAX_PACKET_BYTES + 1));
    await expect(receivePacketBytes(stream, 10)).rejects.toMatchObject({ slug: 'edxml-too-large' });
    expect(stream.destroyed).toBe(true);
    expect(await receivePacketBytes(Readable.from(chunks(MAX_PACKET_BYTES)))).toHaveLength(MAX_PACKET_BYTES);
  });

  test('50 MB is read, more is not', async () => {
    const most = Math.floor(((MAX_PACKET_BYTES - 10_000) / 4) * 3);
    const [attachment] = samplePacket.attachments;
    const bytes = Buffer.alloc(most, 'Một cửa ');
    const direct = { ...attachment!, packing: 'direct' as const, contentType: 'application/pdf', files: [{ name: 'van-ban.pdf', bytes }] };
    const packet: Packet = { ...samplePacket, attachments: [direct] };
    const written = await writePacket(packet);
    expect(written.length).toBeGreaterThan(MAX_PACKET_BYTES - 10_000);
    const read = await readPacket(written);
    expect(read.packet.kind === 'document' && read.packet.attachments[0]?.files[0]?.bytes.equals(bytes)).toBe(true);
    expect(await problemOf(Buffer.concat([written, Buffer.alloc(10_000, 0x20)]))).toMatchObject({ slug: 'edxml-too-large', status: 413 });
    await expect(writePacket({ ...packet, attachments: [direct, { ...direct, contentId: 'cid:2' }] })).rejects.toMatchObject({
      slug: 'edxml-too-large',
    });
  });
});

describe('writing refuses what reading would', () => {
  const [attachment] = samplePacket.attachments;
  test.each<[string, Packet]>([
    ['edxml-missing', { ...samplePacket, to: [] }],
    ['edxml-missing', { ...samplePacket, subject: ' ' }],
    ['edxml-missing', { ...sampleStatus, responseFor: { organId: 'G22' } }],
    ['edxml-duplicate', { ...samplePacket, attachments: [attachment!, attachment!] }],
    ['edxml-attachment-name', { ...samplePacket, attachments: [{ ...attachment!, name: '../x' }] }],
    ['edxml-attachment-files', { ...samplePacket, attachments: [{ ...attachment!, files: [] }] }],
    ['edxml-signature', { ...samplePacket, signature: { xml: '<Signature></edXML>', namespaces: {}, legacy: true } }],
    ['edxml-signature', { ...samplePacket, signature: { xml: '<Signature/><Extra/>', namespaces: {}, legacy: true } }],
    ['zip-path', { ...samplePacket, attachments: [{ ...attachment!, files: [{ name: '../x', bytes: Buffer.from('x') }] }] }],
  ])('%s', async (code, packet) => {
    await expect(writePacket(packet)).rejects.toMatchObject({ refusals: [{ code }] });
  });
});
