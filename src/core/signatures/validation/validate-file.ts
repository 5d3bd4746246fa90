import type { Db } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import { trustDomains } from '../trust.ts';
import type { Vault } from '../vault/vault.ts';
import { explain, type Validation } from './explain.ts';
import { currentPolicy } from './policy.ts';
import { validate } from './thread.ts';
import type { ValidationInput } from './validate.ts';

/**
 * Judges a file as this site believes today, with sentences for people. `at`: another instant, such as one in years to
 * come, by what is known today. Never throws for what is in the file.
 */
export async function validateFile(db: Db, vault: Vault, input: ValidationInput, at: Date = now()): Promise<Validation> {
  return explain(await validate(input, await trustDomains(db, vault), currentPolicy, at));
}
