import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type DocumentPacket, parseDocumentId, readPacket, targetsOf, writePacket } from './index.ts';

const folder = fileURLToPath(new URL('../../../../../shared/data/edxml-samples/', import.meta.url));
const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.edxml')) : [];
const load = (name: string): Buffer => readFileSync(`${folder}${name}.edxml`);

if (names.length === 0) console.warn('edxml: the sample packets (../shared/data/edxml-samples) are not here; their tests are skipped');

describe.skipIf(names.length === 0)('the twelve sample packets', () => {
  test('are all here', () => expect(names).toHaveLength(12));

  test.each(names)('%s goes in and out with the same meaning', async (name) => {
    const { packet, format, findings } = await readPacket(readFileSync(folder + name));
    expect(format).toBe('qcvn-102');
    expect(findings.filter((finding) => finding.code === 'unknown-element' || finding.code === 'value-unreadable')).toEqual([]);
    const written = await writePacket(packet);
    const again = await readPacket(written);
    expect(again.packet).toEqual(packet);
    expect((await writePacket(again.packet)).equals(written)).toBe(true);
  });

  test.each([
    ['edoc_new', 'new', []],
    ['edoc_revocation', 'revoke', ['000.00.00.G22,2015/09/30,7816/VPCP-TTĐT']],
    ['edoc_update', 'update', ['000.00.00.G22,2014/02/30,7806/VPCP-TTĐT']],
    ['edoc_replacement', 'replace', ['000.00.00.G22,2014/01/30,7806/VPCP-TTĐT']],
  ])('%s is of the type %s', async (name, type, targets) => {
    const packet = (await readPacket(load(name))).packet as DocumentPacket;
    expect(packet.business.type).toBe(type);
    expect(targetsOf(packet)).toEqual(targets);
    expect(packet.attachments[0]).toMatchObject({ contentId: 'cid:209', name: '1896_QD-TTg_m_294779.doc', packing: 'zip' });
    expect(packet.attachments[0]?.files[0]?.bytes.length).toBe(388_347);
    expect(packet.signature).toMatchObject({ legacy: true, subject: 'CN=user05', algorithm: expect.stringContaining('rsa-sha1') });
    expect(packet.signature?.xml).toMatch(/^<Signature>\r\n[\s\S]+<\/Signature>$/);
    expect(load(name).includes(packet.signature?.xml ?? '-')).toBe(true);
  });

  test('statuses', async () => {
    const codes = await Promise.all(
      names
        .filter((name) => name.startsWith('status'))
        .map(async (name) => {
          const { packet, findings } = await readPacket(readFileSync(folder + name));
          expect(findings).toEqual([]);
          return packet.kind === 'status' ? packet.status : packet.kind;
        }),
    );
    expect(codes.sort()).toEqual(['01', '02', '03', '04', '05', '06', '13', '16']);
  });

  test('the stray 1212, the impossible date and the obsolete signature are told', async () => {
    const { packet, findings } = await readPacket(load('edoc_new'));
    expect(findings.map((finding) => finding.code)).toEqual([
      'stray-characters',
      'signature-obsolete',
      'agency-code-form',
      'document-id-differs',
      'document-id-differs',
      'document-id-differs',
      'date-impossible',
    ]);
    const business = (packet as DocumentPacket).business.documentId ?? '';
    expect(parseDocumentId(business)?.date).toEqual({ text: '2014/02/30', date: undefined, flag: 'impossible' });
  });
});
