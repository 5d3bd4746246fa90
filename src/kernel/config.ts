import { resolve } from 'node:path';
import { parse, type Static, Type } from './schema.ts';

/** Every setting, read once from the environment. `description` is what `motcua doctor` prints. */
const ConfigSchema = Type.Object({
  MOTCUA_PORT: Type.Integer({ default: 8080, minimum: 0, maximum: 65_535, description: 'Port of the web server.' }),
  MOTCUA_HOST: Type.String({ default: '127.0.0.1', description: 'Address the web server listens on; 0.0.0.0 for all.' }),
  MOTCUA_DATA: Type.String({ default: './data', description: 'Folder for the embedded database, files and keys.' }),
  MOTCUA_SITE: Type.String({ default: 'vn', pattern: '^[a-z0-9-]{1,30}$', description: 'Name of this installation among sites.' }),
  MOTCUA_PUBLIC_URL: Type.String({
    default: '',
    description: 'Address the public uses, without a slash at the end; unset: http://localhost:<port>.',
  }),
  MOTCUA_PKI_URL: Type.String({
    default: '',
    pattern: '^(|https?://[^/\\s]+(/[^\\s]*[^/\\s])?)$',
    description:
      'Address in certificates under which /pki is reached (lists, OCSP); plain http where a proxy serves it so, since many programs follow no https there; unset: the public address.',
  }),
  MOTCUA_LOG: Type.String({
    default: 'info',
    pattern: '^(trace|debug|info|warn|error|fatal|silent)$',
    description: 'Least level of log lines.',
  }),
  MOTCUA_POOL: Type.Integer({ default: 16, minimum: 2, maximum: 200, description: 'Database connections of one process.' }),
  MOTCUA_RATE: Type.Integer({ default: 1_200, minimum: 10, description: 'Requests a minute that one address may make.' }),
  MOTCUA_SOFTWARE_RATE: Type.Integer({
    default: 200_000,
    minimum: 10,
    description: 'Requests a minute that one software account may make, from wherever.',
  }),
  MOTCUA_VIDEO_MB: Type.Integer({
    default: 2_048,
    minimum: 1,
    maximum: 100_000,
    description: 'Largest video that officials may upload, in MB (1,048,576 bytes).',
  }),
  MOTCUA_DEMO: Type.String({
    default: 'on',
    pattern: '^(on|off)$',
    description: 'Demonstration accounts and documents on the first start; off for real use.',
  }),
  MOTCUA_CHANNELS: Type.String({
    default: '',
    pattern: '^(|doubles|real)$',
    description:
      'Where posts go: doubles (copies of the platforms on this machine) or real; unset: doubles with MOTCUA_DEMO=on, else real.',
  }),
  MOTCUA_EID_ISSUER: Type.String({
    default: '',
    pattern: '^(|https?://[^\\s?#]+)$',
    description:
      'Outside identity provider (OpenID Connect) that people sign in with, such as the national one; unset: this site identifies its own people.',
  }),
  MOTCUA_EID_CLIENT_ID: Type.String({ default: '', description: 'Name under which that provider knows this site.' }),
  MOTCUA_EID_KEY_FILE: Type.String({
    default: '',
    description:
      'File with what this site proves itself with there: a private key (PEM or JWK), or a client secret; readable by its owner alone.',
  }),
  MOTCUA_PAY_URL: Type.String({
    default: '',
    pattern: '^(|https?://[^\\s?#]+)$',
    description:
      'Organisation that takes payments, by the contract in src/systems/services/payments/README.md; unset: the sample bank with MOTCUA_DEMO=on, else cash only.',
  }),
  MOTCUA_PAY_ID: Type.String({ default: '', pattern: '^[\\w.-]{0,100}$', description: 'Name under which it knows this site.' }),
  MOTCUA_PAY_SECRET_FILE: Type.String({
    default: '',
    description: 'File with the secret shared with it, at least 32 signs; readable by its owner alone.',
  }),
  MOTCUA_SMTP_URL: Type.String({
    default: '',
    pattern: '^(|smtps?://.+)$',
    description:
      'Server that takes e-mail, smtps://user:password@host or smtp://…:587; unset: mails stay in the outbox that staff can look at.',
  }),
  MOTCUA_MAIL_FROM: Type.String({
    default: '',
    pattern: '^(|[^<>\\r\\n]*<[^<>@\\s]+@[^<>@\\s]+>)$',
    description: 'Sender of e-mail, such as Cổng thông tin <tin@example.gov.vn>; unset: khong-tra-loi@ the host of the public address.',
  }),
  MOTCUA_DIGEST_HOUR: Type.Integer({
    default: 7,
    minimum: 0,
    maximum: 23,
    description: 'Hour in Vietnam at which daily digests go out, and weekly ones on Mondays.',
  }),
  MOTCUA_CLOSED_NETWORKS: Type.String({
    default: 'off',
    pattern: '^(on|off)$',
    description: 'on: other servers that write to this one may lie at private addresses and without https; for closed networks only.',
  }),
  MOTCUA_LAB_HOSTS: Type.String({
    default: '',
    pattern: '^([\\w.\\[\\]:-]+(,[\\w.\\[\\]:-]+)*)?$',
    description:
      'Hosts (127.0.0.1:9000,lab.example) that the hub may call at private addresses and without https; for tests and labs only.',
  }),
  MOTCUA_PROXY: Type.String({
    default: 'off',
    pattern: '^(on|off)$',
    description: 'on: trust X-Forwarded-* of a reverse proxy on this machine.',
  }),
  DATABASE_URL: Type.String({ default: '', description: 'PostgreSQL 15 or newer; unset: the embedded one.' }),
  MOTCUA_TOKEN_MODULE: Type.String({
    default: '',
    description: 'Library (.so) of a PKCS #11 token that holds keys of certificates; unset: keys lie encrypted in the database.',
  }),
  MOTCUA_TOKEN_LABEL: Type.String({ default: '', description: 'Label of that token.' }),
  MOTCUA_TOKEN_PIN_FILE: Type.String({ default: '', description: 'File with its PIN, readable by its owner alone.' }),
  MOTCUA_TOKEN_KEYS: Type.String({
    default: 'ca,tsa,ocsp',
    pattern: '^(root|ca|tsa|ocsp|person|seal|gateway)(,(root|ca|tsa|ocsp|person|seal|gateway))*$',
    description: 'Certificates whose new keys are made in the token; those made before stay where they are.',
  }),
  MOTCUA_FAILPOINT: Type.String({ default: '', description: 'Fault tests only: the point at which the process kills or stops itself.' }),
});

export type Environment = Static<typeof ConfigSchema>;

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataFolder: string;
  readonly site: string;
  readonly publicUrl: string;
  /** Certificates name it: `${pkiUrl}/pki/…` must answer strangers for as long as they count. Empty: none. */
  readonly pkiUrl: string;
  readonly logLevel: string;
  readonly poolSize: number;
  readonly requestsPerMinute: number;
  readonly softwareRequestsPerMinute: number;
  readonly largestVideoBytes: number;
  readonly demo: boolean;
  /** The token that holds keys of certificates; undefined: none does. */
  readonly token:
    | { readonly module: string; readonly label: string; readonly pinFile: string; readonly kinds: readonly string[] }
    | undefined;
  /** The organisation that takes payments; undefined: the sample bank of a demonstration, or none. */
  readonly payments: { readonly url: string; readonly id: string; readonly secretFile: string } | undefined;
  readonly channels: 'doubles' | 'real';
  /** The outside identity provider; undefined: the site's own. */
  readonly outsideProvider: { readonly issuer: string; readonly clientId: string; readonly keyFile: string } | undefined;
  /** Empty: e-mail stays in the local outbox. */
  readonly smtpUrl: string;
  /** `Name <address>`; empty: made of the public address. */
  readonly mailFrom: string;
  /** 0 to 23, Vietnam's clock. */
  readonly digestHour: number;
  /** Strangers may name addresses of closed networks. */
  readonly closedNetworks: boolean;
  /** Hosts, with their port if they have one, that may be called wherever they lie. */
  readonly labHosts: readonly string[];
  readonly behindProxy: boolean;
  /** Empty: embedded. */
  readonly databaseUrl: string;
  /** Empty outside fault tests, see failpoint.ts. */
  readonly failpoint: string;
}

/** A setting that cannot be used; the message is for the operator. */
export class ConfigError extends Error {}

/** Settings with their defaults and meanings, for `motcua doctor`. */
export function describeSettings(): { name: string; value: string; description: string }[] {
  return Object.entries(ConfigSchema.properties).map(([name, schema]) => ({
    name,
    value: withoutPassword(process.env[name] ?? String((schema as { default?: unknown }).default ?? '')),
    description: (schema as { description?: string }).description ?? '',
  }));
}

function withoutPassword(value: string): string {
  return value.replace(/(:\/\/[^:/@]*):.*@/, '$1:***@');
}

/** Reads the environment; the only place that does. Throws ConfigError naming the setting that is wrong. */
export function readConfig(overrides: Partial<Environment> = {}): Config {
  const names = Object.keys(ConfigSchema.properties);
  const given = Object.fromEntries(names.filter((name) => process.env[name]).map((name) => [name, process.env[name]]));
  const parsed = parse(ConfigSchema, { ...given, ...overrides });
  if (!parsed.ok) {
    const wrong = parsed.errors.map((error) => error.field).join(', ');
    throw new ConfigError(`Thiết lập không hợp lệ / invalid setting: ${wrong}. Xem / see: motcua doctor`);
  }
  const env = parsed.value;
  return Object.freeze({
    port: env.MOTCUA_PORT,
    host: env.MOTCUA_HOST,
    dataFolder: resolve(env.MOTCUA_DATA),
    site: env.MOTCUA_SITE,
    publicUrl: env.MOTCUA_PUBLIC_URL || `http://localhost:${env.MOTCUA_PORT}`,
    pkiUrl: env.MOTCUA_PKI_URL || env.MOTCUA_PUBLIC_URL || (env.MOTCUA_PORT === 0 ? '' : `http://localhost:${env.MOTCUA_PORT}`),
    logLevel: env.MOTCUA_LOG,
    poolSize: env.MOTCUA_POOL,
    requestsPerMinute: env.MOTCUA_RATE,
    softwareRequestsPerMinute: env.MOTCUA_SOFTWARE_RATE,
    largestVideoBytes: env.MOTCUA_VIDEO_MB * 1024 * 1024,
    demo: env.MOTCUA_DEMO === 'on',
    channels: (env.MOTCUA_CHANNELS || (env.MOTCUA_DEMO === 'on' ? 'doubles' : 'real')) === 'doubles' ? 'doubles' : 'real',
    outsideProvider: outsideProviderOf(env),
    payments: paymentsOf(env),
    token: tokenOf(env),
    smtpUrl: env.MOTCUA_SMTP_URL,
    mailFrom: env.MOTCUA_MAIL_FROM,
    digestHour: env.MOTCUA_DIGEST_HOUR,
    closedNetworks: env.MOTCUA_CLOSED_NETWORKS === 'on',
    labHosts: env.MOTCUA_LAB_HOSTS.split(',').filter((host) => host !== ''),
    behindProxy: env.MOTCUA_PROXY === 'on',
    databaseUrl: env.DATABASE_URL,
    failpoint: env.MOTCUA_FAILPOINT,
  });
}

/** A token without its label or PIN would be found out only when the first key is needed. */
function tokenOf(env: Environment): Config['token'] {
  const { MOTCUA_TOKEN_MODULE: module, MOTCUA_TOKEN_LABEL: label, MOTCUA_TOKEN_PIN_FILE: pinFile, MOTCUA_TOKEN_KEYS: kinds } = env;
  if (module === '') return undefined;
  if (label === '' || pinFile === '') {
    throw new ConfigError('MOTCUA_TOKEN_MODULE cần thêm / also needs MOTCUA_TOKEN_LABEL, MOTCUA_TOKEN_PIN_FILE. Xem / see: motcua doctor');
  }
  return { module, label, pinFile: resolve(pinFile), kinds: kinds.split(',') };
}

/** Without its secret nobody could be believed about money. */
function paymentsOf(env: Environment): Config['payments'] {
  const { MOTCUA_PAY_URL: url, MOTCUA_PAY_ID: id, MOTCUA_PAY_SECRET_FILE: secretFile } = env;
  if (url === '') return undefined;
  if (id === '' || secretFile === '') {
    throw new ConfigError('MOTCUA_PAY_URL cần thêm / also needs MOTCUA_PAY_ID, MOTCUA_PAY_SECRET_FILE. Xem / see: motcua doctor');
  }
  return { url, id, secretFile: resolve(secretFile) };
}

/** Half an outside provider would leave everybody before a closed door. */
function outsideProviderOf(env: Environment): Config['outsideProvider'] {
  const { MOTCUA_EID_ISSUER: issuer, MOTCUA_EID_CLIENT_ID: clientId, MOTCUA_EID_KEY_FILE: keyFile } = env;
  if (issuer === '') return undefined;
  if (clientId === '' || keyFile === '') {
    throw new ConfigError('MOTCUA_EID_ISSUER cần thêm / also needs MOTCUA_EID_CLIENT_ID, MOTCUA_EID_KEY_FILE. Xem / see: motcua doctor');
  }
  return { issuer, clientId, keyFile: resolve(keyFile) };
}
