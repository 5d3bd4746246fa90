import { type Logger, pino } from 'pino';

export type { Logger };

const secrets = ['password', 'token', 'secret', 'cookie', 'authorization'];

/**
 * What a log keeps of an error. PostgreSQL puts the values of the row into `detail` and `where`, and the value that was
 * wrong into the message of a data exception (class 22): those may be about people and stay out.
 */
export function errorForLog(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown };
  const shown = (text: string): string => (typeof code === 'string' && code.startsWith('22') ? text.replaceAll(/"[^"]*"/g, '"…"') : text);
  return {
    type: error.name,
    message: shown(error.message),
    stack: shown(error.stack ?? ''),
    code,
    constraint,
    table,
    ...(error.cause === undefined ? {} : { cause: errorForLog(error.cause) }),
  };
}

/** Structured logs on standard output. Query strings, bodies, cookies and addresses of people never enter them. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    serializers: { err: errorForLog },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: [...secrets, ...secrets.map((name) => `*.${name}`)], censor: '[redacted]' },
  });
}
