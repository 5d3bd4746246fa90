import { accountOf } from '#core/identity/index.ts';
import { defineAction } from '#kernel/action.ts';
import type { Db } from '#kernel/db.ts';
import type { Text } from '#kernel/i18n.ts';
import type { Refusal } from '#kernel/problem.ts';
import { tidy } from '#kernel/text.ts';
import { lookUp } from '../look-up.ts';
import { LOOK } from '../permissions.ts';
import { subjectNumbered } from '../queries/find-subject.ts';
import { registerNamed } from '../queries/registers.ts';
import { LookOutside } from '../schemas.ts';
import { tellSubject } from '../tell-subject.ts';
import type { Register, Subject } from '../types.ts';

const reasons = {
  noPost: { vi: 'Chỉ tra cứu được với một vị trí công tác.', en: 'Only somebody in a post may look.' },
  noRight: {
    vi: 'Không có căn cứ nào cho tra cứu mục này ngoài hồ sơ.',
    en: 'No law allows this item to be looked for outside a dossier.',
  },
  nobody: { vi: 'Không có ai, hoặc tổ chức nào, mang số này.', en: 'Nobody bears this number.' },
  oneself: { vi: 'Đây là dữ liệu của chính bạn: hãy xem ở trang Dữ liệu của tôi.', en: 'These are your own facts: see your own page.' },
} satisfies Record<string, Text>;
const refusal = (code: keyof typeof reasons, field?: string): Refusal => ({ code, message: reasons[code], ...(field ? { field } : {}) });

/** Attributes that an official may look for outside a dossier. */
export function openToOfficials(register: Register | undefined): readonly string[] {
  return register?.rights.filter(({ who }) => who === 'official').flatMap(({ attributes }) => attributes) ?? [];
}

/** The person or organisation of a number, by what the register is about. */
function subjectOf(tx: Db, register: Register | undefined, number: string): Promise<Subject | undefined> {
  const kind = register?.subjectKind === 'organisation' || (register?.subjectKind === 'both' && number.length === 10);
  return subjectNumbered(tx, kind ? 'organisation' : 'person', number);
}

/**
 * An official looks at somebody's facts outside any dossier: with a reason that the person reads at once, and a legal ground. The
 * result holds the look's id alone, so that no value is kept with the idempotency key; the page reads the facts through the look.
 */
export const lookOutside = defineAction({
  name: 'registries.look-outside',
  title: { vi: 'Tra cứu dữ liệu ngoài hồ sơ', en: 'Look for facts outside a dossier' },
  input: LookOutside,
  permission: LOOK,
  scope: (_tx, _input, actor) => actor.scope,
  async refuse({ tx, actor }, { register: name, number, attributes }) {
    const account = accountOf(actor);
    if (!account?.posts[0]) return [refusal('noPost')];
    const register = await registerNamed(tx, name);
    const allowed = openToOfficials(register);
    if (!attributes.every((attribute) => allowed.includes(attribute))) return [refusal('noRight', 'attributes')];
    const subject = await subjectOf(tx, register, number.trim());
    if (!subject) return [refusal('nobody', 'number')];
    return subject.id === account.personId ? [refusal('oneself', 'number')] : [];
  },
  async run({ tx, actor, now, enqueue }, { register, number, attributes, reason, basis }) {
    const subject = await subjectOf(tx, await registerNamed(tx, register), number.trim());
    if (!subject) throw new Error('the subject was there a moment ago');
    const purpose = { vi: tidy(reason), en: tidy(reason) };
    const { lookId } = await lookUp(tx, {
      register,
      subject,
      attributes,
      purpose,
      asOf: now,
      legalBasis: tidy(basis),
      by: actor,
      capacity: 'official',
    });
    await enqueue(tellSubject, { lookId });
    return { lookId };
  },
  ledger: ({ register, attributes }, { lookId }) => ({ subject: `look:${lookId}`, facts: { register, attributes } }),
});
