import type { Procedure } from '#core/cases/index.ts';
import type { AccountActor } from '#core/identity/index.ts';
import { lookUp } from '#core/registries/index.ts';
import type { ActionContext } from '#kernel/action.ts';
import type { Text } from '#kernel/i18n.ts';
import { factKey, type Facts, looksOf } from './known-facts.ts';

interface Asking {
  readonly procedure: Procedure;
  readonly draftId: string;
  /** Ids of persons and of the organisation. */
  readonly applicant: string;
  readonly subject: { readonly person: string | null; readonly organisation: string | null };
  /** As the person will read it. */
  readonly purpose: Text;
}

/** Asks the registers for what they know already; each look is written down for the person, with who looked and in what capacity. */
export async function fetchFacts(
  { tx, now }: ActionContext,
  { procedure, draftId, applicant, subject, purpose }: Asking,
  by: AccountActor,
  capacity: 'applicant' | 'official',
): Promise<Facts> {
  const facts: Record<string, Facts[string]> = {};
  const legalBasis = procedure.legalBasis.map(({ number }) => number).join('; ');
  for (const { register, of, attributes } of looksOf(procedure)) {
    const whose = of === 'organisation' ? subject.organisation : (subject.person ?? applicant);
    if (whose === null || of === 'spouse') continue;
    const looked = await lookUp(tx, {
      register,
      subject: { kind: of === 'organisation' ? 'organisation' : 'person', id: whose },
      attributes,
      asOf: now,
      purpose,
      legalBasis,
      about: `draft:${draftId}`,
      by,
      capacity,
    });
    for (const [attribute, { value, source }] of Object.entries(looked.facts)) {
      facts[factKey({ register, attribute, of })] = { value, source, look: looked.lookId };
    }
  }
  return facts;
}
