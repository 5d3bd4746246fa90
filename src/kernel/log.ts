import { pino, type Logger } from 'pino';

export type { Logger };

/** Structured logs on standard output. Query strings, bodies, cookies and addresses of people never enter them. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['password', 'token', 'secret', 'cookie', 'authorization', '*.password', '*.token', '*.secret', '*.cookie', '*.authorization'],
      censor: '[redacted]',
    },
  });
}
