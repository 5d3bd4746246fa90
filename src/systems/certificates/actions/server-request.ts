import { Buffer } from 'node:buffer';
import { readServerRequest, type ServerRequest } from '#core/signatures/index.ts';
import { invalid } from '#kernel/problem.ts';
import { refusals } from '../messages.ts';

/** What stands in a form's field, as PEM. Throws a Problem 422 for anything that is no request signed by its own good key. */
export function serverRequestIn(pem: string): ServerRequest {
  try {
    return readServerRequest(Buffer.from(pem.trim()));
  } catch {
    throw invalid([{ field: 'csr', message: refusals.badRequest }]);
  }
}
