import { caseByCode, eventsOf, isCaseCode } from '#core/cases/index.ts';
import type { Routes } from '#kernel/module.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { rolesIn } from '../../apply/access.ts';

const ByCode = Type.Object({ code: Type.String({ maxLength: 60 }) });

/** The signed letter of apology, for the applicant and whoever works on the case. */
export const publicRoutes: Routes = (app, { db, files }) => {
  app.get('/ho-so/:code/phieu-xin-loi', { config: { permission: 'signed-in' }, schema: { params: ByCode } }, async (request, reply) => {
    const { code } = request.params as { code: string };
    const record = isCaseCode(code) ? await caseByCode(db, code) : undefined;
    if (!record || (await rolesIn(db, request.actor, record)).length === 0) throw notFound();
    const letter = (await eventsOf(db, record.id)).findLast(({ event }) => event === 'apologise')?.data['letter'];
    if (typeof letter !== 'string') throw notFound();
    return reply
      .type('application/pdf')
      .header('content-disposition', `attachment; filename="${record.code}-xin-loi.pdf"`)
      .send(await files.get(letter));
  });
};
