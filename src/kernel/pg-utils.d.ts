/** What the driver has no types for: how it writes a value of JavaScript as PostgreSQL reads it. */
declare module 'pg/lib/utils.js' {
  export function prepareValue(value: unknown): string | Buffer | null;
}
