import { invalid } from '#kernel/problem.ts';
import { parse, type Static, Type } from '#kernel/schema.ts';

/** Money as providers write it, in their notices and when they are asked. */
export const TransferSchema = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 100 }),
  amount: Type.Integer({ minimum: 1, maximum: 9_007_199_254_740_991 }),
  content: Type.String({ maxLength: 1_000 }),
  paidAt: Type.String({ maxLength: 40, pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})$' }),
  agency: Type.Optional(Type.String({ maxLength: 60 })),
});

/**
 * Reads a transfer that a provider wrote. Schemas are kind to forms and make 1 of 1.5 and of "1"; money is read as it stands or
 * not at all. Throws 422.
 */
export function readTransfer(json: unknown): Static<typeof TransferSchema> {
  const { amount, paidAt, id } = (typeof json === 'object' && json !== null ? json : {}) as Record<string, unknown>;
  const wrong = [
    ...(Number.isSafeInteger(amount) ? [] : ['amount']),
    ...(typeof paidAt === 'string' && !Number.isNaN(Date.parse(paidAt)) ? [] : ['paidAt']),
    ...(typeof id === 'string' ? [] : ['id']),
  ];
  const message = { vi: 'Giá trị này không đọc được.', en: 'This value cannot be read.' };
  if (wrong.length > 0) throw invalid(wrong.map((field) => ({ field, message })));
  const parsed = parse(TransferSchema, json);
  if (!parsed.ok) throw invalid(parsed.errors);
  return parsed.value;
}
