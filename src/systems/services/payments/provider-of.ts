import { readFile } from 'node:fs/promises';
import type { Services } from '#kernel/http/services.ts';
import { httpProvider } from './http-provider.ts';
import type { Provider } from './provider.ts';
import { sampleBankOf } from './sample-bank/running.ts';
import { sampleBankSecret } from './sample-bank/secret.ts';

/** Whether this site takes money by the double that is plainly called so. */
export const isSampleBank = ({ config }: Services): boolean => config.demo && config.payments === undefined;

/** Who takes payments for this site: the one its settings name, the sample bank of a demonstration, or nobody. */
export async function providerOf(services: Services): Promise<Provider | undefined> {
  const { payments, closedNetworks } = services.config;
  if (payments) {
    return httpProvider({ name: 'platform', url: payments.url, id: payments.id, secret: () => secretOf(services), closedNetworks });
  }
  if (!isSampleBank(services)) return undefined;
  const { url } = await sampleBankOf(services);
  return httpProvider({ name: 'sample-bank', url, id: 'motcua', secret: () => secretOf(services), closedNetworks: true });
}

/** The secret that is shared with the provider; read anew each time, so that it can be changed while the site runs. */
export async function secretOf(services: Services): Promise<string> {
  const { payments, dataFolder } = services.config;
  return payments ? (await readFile(payments.secretFile, 'utf8')).trim() : sampleBankSecret(dataFolder);
}
