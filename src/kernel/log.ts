import { type Logger, pino } from 'pino';

export type { Logger };

const secrets = ['password', 'token', 'secret', 'cookie', 'authorization'];

/** Structured logs on standard output. Query strings, bodies, cookies and addresses of people never enter them. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: [...secrets, ...secrets.map((name) => `*.${name}`)], censor: '[redacted]' },
  });
}
