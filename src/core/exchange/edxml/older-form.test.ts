import { expect, test } from 'vitest';
import { type DocumentPacket, readPacket, writePacket } from './index.ts';

const content = Buffer.from('%PDF-1.7').toString('base64');

/** The flat form with an attachment in the manifest, dates in ISO form, and a trace inside the header. */
const flat = `<?xml version="1.0" encoding="UTF-8"?><EdXMLEnvelope xmlns="http://www.go.vn/eDoc"><MessageHeader>
  <From><OrganId>H37.DN.001</OrganId><OrganName>Công ty Một</OrganName></From>
  <To><OrganId>H37.DN.002</OrganId><OrganName>Công ty Hai</OrganName></To>
  <Code><CodeNumber>12/CV</CodeNumber><CodeNotation>CV</CodeNotation></Code>
  <PromulgationInfo><PromulgationDate>2026-05-20</PromulgationDate></PromulgationInfo>
  <DocumentType>Công văn</DocumentType><Subject>V/v thử</Subject>
  <SignerInfo><Signer>Nguyễn Văn A</Signer><Position>Giám đốc</Position></SignerInfo>
  <OtherInfo><PageAmount>1</PageAmount><Appendix>Phụ lục</Appendix></OtherInfo>
  <DocumentId>97056f07-7371-42d0-a039-8b4917ed613f</DocumentId>
  <TraceHeaderList><TraceHeader><OrganId>H37.DN.001</OrganId><Time>2026-05-20T01:02:03.456Z</Time></TraceHeader></TraceHeaderList>
</MessageHeader><Manifest><Attachment><Content>${content}</Content><FileName>a.pdf</FileName><FileType>application/pdf</FileType></Attachment></Manifest></EdXMLEnvelope>`;

test('the flat form is read, and written as QCVN 102', async () => {
  const { packet, format, findings } = await readPacket(Buffer.from(flat));
  expect(format).toBe('go-vn');
  expect(findings.map((finding) => finding.code)).toEqual(['namespace-old', 'document-id-form']);
  expect(packet).toMatchObject({
    from: { organId: 'H37.DN.001' },
    code: { number: '12/CV' },
    promulgation: { date: { text: '2026-05-20', date: '2026-05-20' } },
    documentType: { name: 'Công văn' },
    signer: { fullName: 'Nguyễn Văn A' },
    otherInfo: { pages: 1, appendixes: ['Phụ lục'] },
    business: { type: 'new' },
    attachments: [{ contentId: 'cid:1', name: 'a.pdf', packing: 'direct', files: [{ name: 'a.pdf', bytes: Buffer.from('%PDF-1.7') }] }],
  });
  expect((packet as DocumentPacket).traces[0]?.at.at?.toISOString()).toBe('2026-05-20T01:02:03.000Z');
  const written = await writePacket(packet);
  expect(written.toString()).toContain('<edXML:PromulgationDate>2026/05/20</edXML:PromulgationDate>');
  const again = await readPacket(written);
  expect(again.format).toBe('qcvn-102');
  const today = { text: '2026/05/20', date: '2026-05-20', flag: undefined };
  const trace = { text: '2026/05/20 08:02:03', flag: undefined };
  const [first] = (packet as DocumentPacket).traces;
  expect(again.packet).toEqual({ ...packet, promulgation: { date: today }, traces: [{ ...first, at: { ...first?.at, ...trace } }] });
});

test('prefixes, the small e, attachments beside the header and their own list', async () => {
  const prefixed = flat
    .replaceAll(/<(\/?)(?=[A-Z])/g, '<$1e:')
    .replaceAll('e:EdXMLEnvelope', 'e:edXMLEnvelope')
    .replace('xmlns=', 'xmlns:e=')
    .replace(/<\/?e:Manifest>/g, '');
  expect((await readPacket(Buffer.from(prefixed))).packet).toEqual((await readPacket(Buffer.from(flat))).packet);
});

test('a signature that uses our prefix for the older namespace keeps its meaning', async () => {
  const signature = '<edXML:Signature><edXML:SignatureMethod Algorithm="u:sha256"/></edXML:Signature>';
  const signed = flat.replace('xmlns=', 'xmlns:edXML="http://www.go.vn/eDoc" xmlns=').replace('<Manifest>', `${signature}<Manifest>`);
  const { packet } = await readPacket(Buffer.from(signed));
  expect(packet.signature).toMatchObject({ xml: signature, namespaces: { edXML: 'http://www.go.vn/eDoc' }, legacy: false });
  const written = (await writePacket(packet)).toString();
  expect(written).toContain('<edXML:Signature xmlns:edXML="http://www.go.vn/eDoc">');
  expect((await readPacket(Buffer.from(written))).packet.signature?.algorithm).toBe('u:sha256');
});
