import { defineAction } from '#kernel/action.ts';
import { on, type Db } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import type { Refusal } from '#kernel/problem.ts';
import { sentence, Type } from '#kernel/schema.ts';
import { tidy } from '#kernel/text.ts';
import { dateOf, isDate } from '#kernel/time.ts';
import { readCode } from '../catalogue/codes.ts';
import { bareName, storeAgencies } from '../catalogue/draft.ts';
import type { AgenciesTables } from '../db.gen.ts';
import { AGENCY_CREATED, type AgencyCreated } from '../events.ts';
import { agenciesOfUnit, agencyByCode, findAgency } from '../queries/agencies.ts';
import { unitAt } from '../queries/units.ts';
import { badCode, codeTaken, MANAGE, nameTaken, refuseClosed, refuseDay, unknownKind, unknownUnit } from '../rules.ts';
import { AgencyName, AgencyRef, Basis, Day, ShortName } from '../schemas.ts';
import { sameName } from '../units/model.ts';

const Input = Type.Object({
  code: Type.String({ minLength: 1, maxLength: 40, ...sentence('Hãy ghi mã định danh.', 'Write the code.') }),
  official: Type.Boolean({ default: true, description: 'False: the code was made up until the right one is issued.' }),
  kind: Type.String({ minLength: 1, maxLength: 40, ...sentence('Hãy chọn loại cơ quan.', 'Choose a kind.') }),
  name: AgencyName,
  nameEn: Type.Optional(Type.String({ maxLength: 200 })),
  shortName: Type.Optional(ShortName),
  parentId: Type.Optional(AgencyRef),
  unitCode: Type.Optional(Type.String({ maxLength: 12 })),
  on: Day,
  basis: Basis,
  email: Type.Optional(Type.String({ maxLength: 200 })),
  site: Type.String({
    pattern: '^[a-z0-9-]{1,30}$',
    ...sentence('Hãy ghi tên hệ thống lưu trữ cơ quan này.', 'Write the name of the hosting site.'),
  }),
});

async function kindExists(tx: Db, kind: string): Promise<boolean> {
  const found = await on<AgenciesTables>(tx).selectFrom('agencies.agency_kind').select('key').where('key', '=', kind).executeTakeFirst();
  return found !== undefined;
}

/** Puts a new agency in the address book. */
export const createAgency = defineAction({
  name: 'agencies.create-agency',
  title: { vi: 'Thêm cơ quan vào danh bạ', en: 'Add an agency' },
  input: Input,
  permission: MANAGE,
  scope: () => EVERYWHERE,
  async refuse({ tx, now }, input): Promise<Refusal[]> {
    const reasons = refuseDay(input.on, dateOf(now), null);
    if (!isDate(input.on)) return reasons;
    const code = readCode(input.code);
    const holder = code && (await agencyByCode(tx, code.qd20, input.on));
    if (!code) reasons.push(badCode);
    if (holder) reasons.push(codeTaken(holder.code, holder));
    if (!(await kindExists(tx, input.kind))) reasons.push(unknownKind);
    if (input.parentId) reasons.push(...refuseClosed(await findAgency(tx, input.parentId), 'parentId'));
    if (!input.unitCode) return reasons;
    if (!(await unitAt(tx, input.unitCode, input.on))) return [...reasons, unknownUnit];
    const namesake = (await agenciesOfUnit(tx, input.unitCode, input.on)).find((agency) => sameName(agency.name, input.name));
    return namesake ? [...reasons, nameTaken(namesake)] : reasons;
  },
  async run({ tx, emit }, input): Promise<{ agencyId: string; code: string }> {
    const agencyId = newId();
    const code = readCode(input.code);
    const unit = input.unitCode ? await unitAt(tx, input.unitCode, input.on) : undefined;
    const draft = {
      id: agencyId,
      code: code?.qd20 ?? input.code,
      code102: code?.qcvn102 ?? null,
      codeSource: input.official ? ('official' as const) : ('generated' as const),
      codeNote: null,
      kind: input.kind,
      name: tidy(input.name),
      nameEn: input.nameEn ? tidy(input.nameEn) : null,
      shortName: input.shortName ? tidy(input.shortName) : null,
      bareName: bareName(tidy(input.name)),
      parentId: input.parentId ?? null,
      unitCode: unit?.code ?? null,
      unitValidFrom: unit?.validFrom ?? null,
      validFrom: input.on,
      validTo: null,
      basis: tidy(input.basis),
      email: input.email ?? null,
      formerNames: [],
    };
    await storeAgencies(tx, [draft], input.site);
    await emit(AGENCY_CREATED, { agencyId } satisfies AgencyCreated);
    return { agencyId, code: draft.code };
  },
  ledger: (input, result) => ({
    subject: `agency:${result.agencyId}`,
    facts: { code: result.code, name: tidy(input.name), kind: input.kind, on: input.on, basis: input.basis },
  }),
});
