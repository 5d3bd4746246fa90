import { defineAction } from '#kernel/action.ts';
import { dateOf } from '#kernel/time.ts';
import { sentence, Type } from '#kernel/schema.ts';
import { allocateArrivalNumbers } from '../commands/arrival-number.ts';
import { changeIncoming, lockIncoming } from '../commands/change.ts';
import { oneAgencyOf } from '../commands/scope.ts';
import { staleIncoming } from '../errors.ts';
import { Book, Id, Version } from '../schemas.ts';

const Item = Type.Object({ id: Id, version: Version });

/** Enters documents in the incoming book, in the given order: each gets the next arrival number of the year (status 03). */
export const registerIncoming = defineAction({
  name: 'axis.register-incoming',
  title: { vi: 'Vào sổ văn bản đến', en: 'Register incoming documents' },
  input: Type.Object({
    items: Type.Array(Item, { minItems: 1, maxItems: 200, ...sentence('Hãy chọn ít nhất một văn bản.', 'Choose at least one document.') }),
    book: Book,
  }),
  permission: 'axis.register',
  scope: (tx, { items }) =>
    oneAgencyOf(
      tx,
      items.map((item) => item.id),
    ),
  async run(context, { items, book }) {
    const rows = new Map(
      (
        await lockIncoming(
          context,
          items.map((item) => item.id),
        )
      ).map((row) => [row.id, row]),
    );
    const year = Number(dateOf(context.now).slice(0, 4));
    const agencyId = rows.values().next().value?.agencyId;
    if (agencyId === undefined) throw staleIncoming();
    const first = await allocateArrivalNumbers(context.tx, { agencyId, book, year }, items.length);
    const numbers: { id: string; arrivalNumber: number }[] = [];
    for (const [index, item] of items.entries()) {
      const row = rows.get(item.id);
      if (!row) throw staleIncoming();
      const arrivalNumber = first + index;
      const details = { book, year, arrivalNumber };
      await changeIncoming(context, row, { verb: 'register', version: item.version, details, set: { book, year, arrivalNumber } });
      numbers.push({ id: item.id, arrivalNumber });
    }
    return { numbers, book, year };
  },
  ledger: (_input, { numbers, book, year }) => ({
    subject: numbers.length === 1 ? `incoming:${numbers[0]?.id}` : 'incoming:many',
    facts: { numbers, book, year },
  }),
});
