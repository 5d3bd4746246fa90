import { findAgency } from '#core/agencies/index.ts';
import { accountOf, asAccount } from '#core/identity/index.ts';
import { certificatesOfAccount, certificatesOfAgency, type CertificateSummary } from '#core/signatures/index.ts';
import { type ActionContext, defineAction } from '#kernel/action.ts';
import { forbidden, refused, type Refusal } from '#kernel/problem.ts';
import { refusals } from '../messages.ts';
import { ASK_SEAL } from '../permissions.ts';
import { hasOpenRequest, insertRequest } from '../queries.ts';
import { certificateState } from '../rules.ts';
import { NewRequest } from '../schemas.ts';

/** An official asks for a certificate of the post they work in, or for their agency's seal. */
export const requestCertificate = defineAction({
  name: 'certificates.request-certificate',
  title: { vi: 'Đề nghị cấp chứng thư số', en: 'Ask for a certificate' },
  input: NewRequest,
  permission: 'signed-in',
  async refuse({ tx, actor }, input) {
    const account = accountOf(actor);
    const post = account?.posts.find((one) => one.agencyId === actor.scope);
    const found: Refusal[] = [];
    if (!account || !post) return [{ code: 'noPost', message: refusals.noPost }];
    if (input.kind === 'seal' && !actor.may(ASK_SEAL, post.agencyId)) throw forbidden();
    if (await hasOpenRequest(tx, input.kind, post.agencyId, input.kind === 'person' ? account.id : null))
      found.push({ code: 'openRequest', message: refusals.openRequest });
    return found;
  },
  async run(context, input) {
    const { tx, actor, now } = context;
    const account = asAccount(actor);
    const post = account.posts.find((one) => one.agencyId === actor.scope)!;
    const agency = await findAgency(tx, post.agencyId);
    const person = input.kind === 'person';
    const replaces = input.purpose === 'new' ? null : await replacedBy(context, input, post.agencyId);
    const id = await insertRequest(tx, {
      kind: input.kind,
      purpose: input.purpose,
      agencyId: post.agencyId,
      accountId: person ? account.id : null,
      commonName: person ? account.name : post.agencyName,
      title: person ? post.title : null,
      agencyName: post.agencyName,
      agencyCode: agency?.code ?? null,
      reason: input.reason,
      replaces,
      requestedBy: account.id,
      requestedAt: now,
    });
    return { id };
  },
  ledger: (input, result) => ({ subject: `certificate-request:${result.id}`, facts: { kind: input.kind, purpose: input.purpose } }),
});

/** The certificate that ends with the new one: of this post when renewed, of another agency's when moved. */
async function replacedBy({ tx, actor, now }: ActionContext, input: NewRequest, agencyId: string): Promise<string> {
  const own = (await certificatesOfAccount(tx, actor.id)).filter((one) => (one.agencyId === agencyId) === (input.purpose === 'renew'));
  const seals = (await certificatesOfAgency(tx, agencyId)).filter((one) => one.kind === 'seal');
  const usable = (one: CertificateSummary): boolean => ['valid', 'suspended'].includes(certificateState(one, now));
  const found = (input.kind === 'person' ? own : seals).find(usable);
  if (!found) throw refused([{ code: 'nothingToReplace', message: refusals.nothingToReplace }]);
  return found.id;
}
