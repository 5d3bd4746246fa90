import { defineAction } from '#kernel/action.ts';
import { invalid, type Refusal } from '#kernel/problem.ts';
import { CLIENTS } from '../permissions.ts';
import { findClient } from '../queries/clients.ts';
import { type ClientRegistration, insertClient } from '../registration.ts';
import { NewClient } from '../schemas.ts';

/** Public keys pasted as a JWKS or one JWK; undefined when it is none, or holds a private part. */
function publicKeys(text: string | undefined): readonly object[] | undefined {
  try {
    const value = JSON.parse(text ?? '') as { keys?: unknown } | null;
    const keys = [value?.keys ?? value].flat();
    const fit = (key: unknown) => typeof key === 'object' && key !== null && 'kty' in key && !('d' in key) && key.kty !== 'oct';
    return keys.length > 0 && keys.length <= 10 && keys.every(fit) ? (keys as object[]) : undefined;
  } catch {
    return undefined;
  }
}

function proofOf({ proof, keys, secretHash }: NewClient): ClientRegistration['proof'] {
  if (proof === 'none') return { kind: 'none' };
  if (proof === 'secret' && secretHash !== undefined) return { kind: 'secret', secretHash };
  const parsed = publicKeys(keys);
  if (parsed) return { kind: 'key', keys: parsed };
  throw invalid([
    { field: 'keys', message: { vi: 'Đây không phải khóa công khai dạng JWKS.', en: 'These are not public keys in the form of a JWKS.' } },
  ]);
}

/** Lets people log in to a site through the provider. Its agency answers for it. */
export const registerClientAction = defineAction({
  name: 'eid.register-client',
  title: { vi: 'Đăng ký trang đăng nhập', en: 'Register a site' },
  input: NewClient,
  permission: CLIENTS,
  scope: (_tx, _input, actor) => actor.scope,
  async refuse({ tx }, input): Promise<Refusal[]> {
    const reasons: Refusal[] = [];
    if (input.strict && input.proof !== 'key') {
      reasons.push({
        code: 'key-needed',
        field: 'proof',
        message: { vi: 'Mức bảo vệ cao cần khóa công khai của trang.', en: 'High protection needs the site’s public key.' },
      });
    }
    if (await findClient(tx, input.id)) {
      reasons.push({ code: 'id-taken', field: 'title', message: { vi: 'Trang này đã được đăng ký.', en: 'This site is registered.' } });
    }
    return reasons;
  },
  async run({ tx, actor, now }, input) {
    const registration: ClientRegistration = {
      id: input.id,
      title: { vi: input.title, en: input.title },
      agencyId: actor.scope,
      proof: proofOf(input),
      redirectUris: input.redirectUris,
      backchannelLogoutUri: input.backchannelLogoutUri || undefined,
      // Sites of one agency know a person by the same subject.
      sector: actor.scope ?? input.id,
      scopes: ['openid', 'offline_access', ...input.scopes],
      minimumLevel: input.minimumLevel as 1 | 2 | 3 | 4,
      profile: input.strict ? 'fapi2' : 'standard',
      refreshes: true,
      represents: input.represents ?? false,
    };
    await insertClient(tx, registration, actor.id, now);
    return { id: input.id };
  },
  ledger: ({ id, redirectUris, scopes, minimumLevel, proof, strict = false, represents = false }) => ({
    subject: `eid-client:${id}`,
    facts: { redirectUris, scopes, minimumLevel, proof, strict, represents },
  }),
});
