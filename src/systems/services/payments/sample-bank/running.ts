import type { Services } from '#kernel/http/services.ts';
import { type SampleBank, startSampleBank } from './server.ts';
import { sampleBankSecret } from './secret.ts';

const started = new Map<string, Promise<SampleBank>>();

/** The sample bank of this site, started on this machine when first asked for. */
export function sampleBankOf({ config, db }: Services): Promise<SampleBank> {
  let starting = started.get(config.dataFolder);
  if (!starting) {
    starting = sampleBankSecret(config.dataFolder).then((secret) => startSampleBank({ db, secret }));
    started.set(config.dataFolder, starting);
  }
  return starting;
}

/** Closes it where it runs. */
export async function closeSampleBankOf({ config }: Services): Promise<void> {
  const running = started.get(config.dataFolder);
  started.delete(config.dataFolder);
  await (await running)?.close();
}
