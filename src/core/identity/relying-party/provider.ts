import { createRemoteJWKSet, customFetch as joseFetch } from 'jose';
import {
  allowInsecureRequests,
  type ClientAuth,
  clockTolerance,
  type Configuration,
  customFetch,
  type CustomFetch,
  discovery,
} from 'openid-client';

/** Seconds by which clocks may differ before a token counts as expired or of the future. */
export const CLOCK_TOLERANCE_S = 60;
/** A provider that does not answer by then is away. */
const PATIENCE_S = 10;
const FRESH_MS = 60 * 60_000;
/** After a failure the provider is asked again at once only so often, or a wave of people would each wait for it. */
const RETRY_MS = 2_000;

/** A provider's keys, read when they are needed. */
export type ProviderKeys = ReturnType<typeof createRemoteJWKSet>;

/** An identity provider as this site sees it. */
export interface Provider {
  /** `own`: of this installation. */
  readonly kind: 'own' | 'outside';
  readonly issuer: string;
  readonly clientId: string;
  /** What it says of itself, believed for an hour; an older answer is used while a new one cannot be had. Throws when there is none. */
  configuration(): Promise<Configuration>;
  /** Its keys; an unknown key makes them be read anew, every five seconds at most. */
  keys(): Promise<ProviderKeys>;
}

export interface ProviderOptions {
  readonly kind: Provider['kind'];
  readonly issuer: string;
  readonly clientId: string;
  credential(): Promise<ClientAuth>;
  /** How it is called; absent: over the network. */
  readonly fetch?: CustomFetch;
}

interface Known {
  readonly at: number;
  readonly configuration: Configuration;
  readonly keys: ProviderKeys;
}

/** A provider whose description is read when first needed, by one request however many wait for it. */
export function openProvider(options: ProviderOptions): Provider {
  let known: Known | undefined;
  let reading: Promise<Known> | undefined;
  let failed: { readonly at: number; readonly error: unknown } | undefined;

  const read = (): Promise<Known> => {
    reading ??= discover(options)
      .then((found) => {
        failed = undefined;
        return (known = found);
      })
      .catch((error: unknown) => {
        failed = { at: performance.now(), error };
        throw error;
      })
      .finally(() => (reading = undefined));
    return reading;
  };
  const current = async (): Promise<Known> => {
    const recentlyFailed = failed !== undefined && performance.now() - failed.at < RETRY_MS;
    if (known) {
      if (performance.now() - known.at > FRESH_MS && !recentlyFailed) read().catch(() => undefined);
      return known;
    }
    if (recentlyFailed) throw failed?.error;
    return read();
  };
  return {
    kind: options.kind,
    issuer: options.issuer,
    clientId: options.clientId,
    configuration: async () => (await current()).configuration,
    keys: async () => (await current()).keys,
  };
}

async function discover({ issuer, clientId, credential, fetch }: ProviderOptions): Promise<Known> {
  const insecure = issuer.startsWith('http:');
  const configuration = await discovery(new URL(issuer), clientId, { [clockTolerance]: CLOCK_TOLERANCE_S }, await credential(), {
    timeout: PATIENCE_S,
    ...(insecure ? { execute: [allowInsecureRequests] } : {}),
    ...(fetch ? { [customFetch]: fetch } : {}),
  });
  const { jwks_uri: jwksUri } = configuration.serverMetadata();
  if (jwksUri === undefined) throw new Error(`${issuer} names no keys`);
  const keys = createRemoteJWKSet(new URL(jwksUri), {
    cooldownDuration: 5_000,
    timeoutDuration: PATIENCE_S * 1000,
    ...(fetch ? { [joseFetch]: (url: string, init: RequestInit) => fetch(url, init as Parameters<CustomFetch>[1]) } : {}),
  });
  return { at: performance.now(), configuration, keys };
}
