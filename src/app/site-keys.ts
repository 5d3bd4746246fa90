import { connectGateway, gatewayOf } from '#core/exchange/index.ts';
import { loadSecrets } from '#core/identity/index.ts';
import { openPostKeys } from '#core/notifications/index.ts';
import { ensureAuthority, gatewaySigner, openVault, theVault, timestamp } from '#core/signatures/index.ts';
import type { Config } from '#kernel/config.ts';
import type { Db } from '#kernel/db.ts';
import { openLedgerKey } from '#kernel/ledger/actor-mark.ts';
import type { LedgerSigner, TimeStamper } from '#kernel/ledger/sealer.ts';

/** Opens the keys of the data folder (made on the first start) and hands them to those who sign in the site's name. */
export async function connectKeys(db: Db, config: Config): Promise<void> {
  await loadSecrets(config.dataFolder);
  await openLedgerKey(config.dataFolder);
  await openPostKeys(config.dataFolder);
  const vault = await openVault(config.dataFolder, config.pkiUrl, config.token);
  await ensureAuthority(db, vault);
  const signer = await gatewaySigner(db, vault, config.site);
  connectGateway(gatewayOf(signer, config.site));
}

/** What the sealer of the ledger needs: the site's key, and the site's time-stamping authority. */
export async function ledgerKeys(db: Db, config: Config): Promise<{ signer: LedgerSigner; stamp: TimeStamper }> {
  const signer = await gatewaySigner(db, theVault(), config.site);
  return { signer, stamp: (hash) => timestamp(db, theVault(), hash) };
}
