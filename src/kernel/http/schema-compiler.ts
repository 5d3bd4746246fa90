import type { FastifySchemaCompiler } from 'fastify';
import { invalid } from '../problem.ts';
import { parse, type TSchema } from '../schema.ts';

/** Fastify's validation by the same compiler as the actions': convert, default, check, all errors, both languages. */
export const schemaCompiler: FastifySchemaCompiler<TSchema> = ({ schema }) => {
  return (data: unknown) => {
    const parsed = parse(schema, data);
    return parsed.ok ? { value: parsed.value } : { error: invalid(parsed.errors) };
  };
};
