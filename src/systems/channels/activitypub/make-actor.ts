import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { type Db, on } from '#kernel/db.ts';
import type { ChannelsTables } from '../db.gen.ts';
import { keepCredentials, sealCredentials } from '../secrets.ts';

/** Gives an account of this site its key pair; RSA, because that is what everybody can verify. */
export async function makeActor(tx: Db, connectionId: string, name: string): Promise<void> {
  const pair = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  await on<ChannelsTables>(tx)
    .insertInto('channels.actor')
    .values({ connection_id: connectionId, name, public_pem: pair.publicKey })
    .execute();
  await keepCredentials(tx, connectionId, sealCredentials({ privateKeyPem: pair.privateKey }, connectionId));
}
