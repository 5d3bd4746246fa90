import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instant } from '#kernel/time.ts';
import { isUnsafePath } from '#kernel/zip/zip-name.ts';
import { type Packet, type PacketDate, type PacketTime, readPacket, statusCodes, writePacket } from './index.ts';
import { packetTime, readPacketDate, readPacketTime } from './packet-date.ts';
import { samplePacket, sampleStatus } from '../../../../test/edxml-packets.ts';

/** Text as the wire can carry it: NFC, trimmed, not empty. */
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .map((value) => value.normalize('NFC').trim())
  .filter((value) => value !== '' && !value.includes('\0'));
/** From 1976: before, the South of Vietnam kept another time than the wire assumes. */
const instants = fc.integer({ min: 200_000_000, max: 4_000_000_000 }).map((seconds) => instant(seconds * 1000));
const date: fc.Arbitrary<PacketDate> = fc.oneof(
  instants.map((at) => readPacketDate(packetTime(at).text.slice(0, 10))),
  fc.constant(readPacketDate('2014/02/30')),
  text.map(readPacketDate).filter((value) => value.date === undefined),
);
const time: fc.Arbitrary<PacketTime> = fc.oneof(instants.map(packetTime), fc.constant(readPacketTime('2014/02/30 25:00:00')));
const whole = fc.nat(999_999_999);
const name = text.filter((value) => !isUnsafePath(value) && !value.endsWith('/'));

/** A record whose keys except `required` may be absent. */
function some<T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }, required: (keyof T)[] = []): fc.Arbitrary<T> {
  return fc.record(model, { requiredKeys: required }) as fc.Arbitrary<T>;
}

const organ = some({ organId: text, inCharge: text, name: text, address: text, email: text, telephone: text, fax: text, website: text }, [
  'organId',
]);
const responseFor = some({ organId: text, code: text, date, documentId: text }, ['organId', 'documentId']);
const staff = some({ department: text, name: text, email: text, mobile: text });
const bytes = fc.uint8Array({ minLength: 1, maxLength: 100 }).map((value) => Buffer.from(value));
const attachments = fc.uniqueArray(
  fc.oneof(
    some(
      {
        contentId: text,
        name,
        contentType: fc.constant('application/zip'),
        description: text,
        packing: fc.constant('zip' as const),
        files: fc.uniqueArray(fc.record({ name, bytes }), { minLength: 1, maxLength: 3, selector: (file) => file.name.toLowerCase() }),
      },
      ['contentId', 'name', 'contentType', 'packing', 'files'],
    ),
    fc.record({ contentId: text, name, contentType: fc.constant('application/pdf'), bytes }).map((value) => ({
      contentId: value.contentId,
      name: value.name,
      contentType: value.contentType,
      packing: 'direct' as const,
      files: [{ name: value.name, bytes: value.bytes }],
    })),
  ),
  { maxLength: 3, selector: (attachment) => attachment.contentId },
);
const business = some(
  {
    type: fc.constantFrom('new', 'revoke', 'update', 'replace'),
    documentId: text,
    reason: text,
    paper: whole,
    staff,
    update: some(
      {
        documentInfo: whole,
        receivers: whole,
        receiverList: fc.array(some({ organId: text, type: whole }, ['organId']), { maxLength: 2 }),
      },
      ['receiverList'],
    ),
    replacements: fc.array(fc.record({ documentId: text, organIds: fc.array(text, { maxLength: 2 }) }), { maxLength: 2 }),
  },
  ['type', 'replacements'],
);
const signature = fc.constant({
  xml: '<ds:Signature><ds:SignatureMethod Algorithm="u:rsa-sha256"/><!-- kept --></ds:Signature>',
  namespaces: { ds: 'http://www.w3.org/2000/09/xmldsig#' },
  algorithm: 'u:rsa-sha256',
  legacy: false,
});
const documentPacket = some(
  {
    kind: fc.constant('document' as const),
    from: organ,
    to: fc.array(organ, { minLength: 1, maxLength: 3 }),
    documentId: text,
    code: some({ number: text, notation: text }, ['number']),
    promulgation: some({ place: text, date }, ['date']),
    documentType: some({ type: whole, detail: whole, name: text }),
    subject: text,
    content: text,
    signer: some({ competence: text, position: text, fullName: text }),
    dueDate: date,
    otherInfo: some(
      {
        priority: whole,
        sphere: text,
        typist: text,
        copies: whole,
        pages: whole,
        direction: fc.boolean(),
        appendixes: fc.array(text, { maxLength: 2 }),
      },
      ['appendixes'],
    ),
    responseFor: fc.array(responseFor, { maxLength: 2 }),
    steeringType: whole,
    toPlaces: fc.array(text, { maxLength: 2 }),
    traces: fc.array(fc.record({ organId: text, at: time }), { maxLength: 2 }),
    business,
    attachments,
    signature,
  },
  ['kind', 'from', 'to', 'documentId', 'code', 'promulgation', 'subject', 'responseFor', 'toPlaces', 'traces', 'business', 'attachments'],
);
const statusPacket = some(
  {
    kind: fc.constant('status' as const),
    from: organ,
    responseFor,
    staff,
    status: fc.constantFrom(...statusCodes),
    description: text,
    at: time,
    signature,
  },
  ['kind', 'from', 'responseFor', 'status', 'at'],
);

describe('any packet', () => {
  test('comes back as it went', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(documentPacket, statusPacket), async (packet) => {
        const written = await writePacket(packet as Packet);
        expect((await readPacket(written)).packet).toEqual(packet);
      }),
      { numRuns: 150 },
    );
  });

  test('element order and prefixes do not matter', async () => {
    const { packet } = await readPacket(await writePacket(samplePacket));
    const xml = (await writePacket(samplePacket)).toString();
    const plain = xml.replaceAll('edXML:', '').replaceAll('xmlns:edXML', 'xmlns:x');
    expect((await readPacket(Buffer.from(plain))).packet).toEqual(packet);
    const [, header = ''] = /<edXML:MessageHeader>([\s\S]*)<\/edXML:MessageHeader>/.exec(xml) ?? [];
    const blocks = header.trim().split(/\n {8}(?=<edXML)/);
    const turned = xml.replace(header, blocks.reverse().join('\n'));
    expect((await readPacket(Buffer.from(turned))).packet).toEqual(packet);
    expect((await readPacket(Buffer.from(`\uFEFF${xml.replaceAll('\n', '\r\n')}`))).packet).toEqual(packet);
  });

  test('status packets carry no body', async () => {
    const xml = (await writePacket(sampleStatus)).toString();
    expect(xml).not.toContain('edXMLBody');
    expect(xml).toContain('<edXML:Timestamp>2026/02/05 09:00:00</edXML:Timestamp>');
  });
});
