import type { Buffer } from 'node:buffer';
import type { Agency } from '#core/agencies/index.ts';
import { signXades, theVault } from '#core/signatures/index.ts';
import type { Db } from '#kernel/db.ts';
import { Problem } from '#kernel/problem.ts';

/**
 * A packet with its sender's seal inside its header, where QCVN 102:2016 has the signature (XAdES, never SHA-1 as in old
 * samples). What the sender's clerk sealed and sent is the document in it; this is the same sending in another form, so that
 * software of others can tell who sent it and that nothing was changed. Only what no XML signature can be over (more than
 * 100 MB, say) goes out as it is.
 */
export async function sealedPacket(db: Db, sender: Agency, xml: Buffer): Promise<Buffer> {
  const holder = { kind: 'seal', agencyId: sender.id, agencyName: sender.name, agencyCode: sender.code } as const;
  try {
    const { bytes } = await signXades(db, theVault(), { what: { xml }, holder, level: 'B-T', withoutTimestamp: 'lower' });
    return bytes;
  } catch (error) {
    if (error instanceof Problem && error.slug === 'xml-not-signable') return xml;
    throw error;
  }
}
