import { BACK_CHANNEL, CALLBACK, OWN_CLIENT, ownClientKey, SIGNED_OUT } from '#core/identity/index.ts';
import { transaction } from '#kernel/db.ts';
import type { Services } from '#kernel/http/services.ts';
import { now } from '#kernel/time.ts';
import { registerClient } from './registration.ts';

/** Registers the product at its own provider as any client is; at every start, since its address and key may have changed. */
export async function registerOwnClient({ db, config }: Services): Promise<void> {
  const key = await ownClientKey(config);
  const at = (path: string): string => `${config.publicUrl}${path}`;
  await transaction(db, (tx) =>
    registerClient(
      tx,
      {
        id: OWN_CLIENT,
        title: { vi: 'Một Cửa', en: 'Một Cửa' },
        proof: { kind: 'key', keys: [key] },
        redirectUris: [at(CALLBACK)],
        logoutUris: [at(SIGNED_OUT)],
        backchannelLogoutUri: at(BACK_CHANNEL),
        sector: OWN_CLIENT,
        scopes: ['openid', 'profile'],
        own: true,
      },
      'system:setup',
      now(),
    ),
  );
}
