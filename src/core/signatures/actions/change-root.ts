import { defineAction } from '#kernel/action.ts';
import type { Refusal } from '#kernel/problem.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { sentence, Type } from '#kernel/schema.ts';
import { messages } from '../messages.ts';
import { bringAnswer, requestFromRoot } from '../root/ceremony.ts';
import { fingerprintOf, RootAnswer } from '../root/forms.ts';
import { ensureAuthority } from '../vault/authority.ts';
import { forgetKey } from '../vault/store.ts';
import { theVault } from '../vault/vault.ts';

/** For whoever runs the machine; no role of the product has it. */
const permission = 'signatures.hold-root';
const scope = (): string => EVERYWHERE;

/** Destroys the copy of the root's key that lies here, once it was proven to lie in a file. */
export const takeRootOffline = defineAction({
  name: 'signatures.take-root-offline',
  title: { vi: 'Tách khóa gốc ra khỏi hệ thống', en: 'Take the root’s key offline' },
  input: Type.Object({
    fingerprint: Type.String({ pattern: '^[0-9a-f]{64}$', ...sentence('Dấu vân tay không đúng.', 'Not a fingerprint.') }),
  }),
  permission,
  scope,
  async refuse({ tx }, { fingerprint }) {
    const { root } = await ensureAuthority(tx, theVault());
    const refusals: Refusal[] = [];
    if (root.certificate.fingerprint !== fingerprint) refusals.push({ code: 'other-root', message: messages.refusals.otherRoot });
    return refusals;
  },
  async run({ tx }) {
    const { root } = await ensureAuthority(tx, theVault());
    await forgetKey(tx, root.id);
    return { certificateId: root.id };
  },
  ledger: ({ fingerprint }, { certificateId }) => ({ subject: `certificate:${certificateId}`, facts: { key: 'offline', fingerprint } }),
});

/** Makes keys and the request that is carried to the root. */
export const askRoot = defineAction({
  name: 'signatures.ask-root',
  title: { vi: 'Lập yêu cầu gửi gốc ký', en: 'Make a request for the root' },
  input: Type.Object({
    site: Type.String({ maxLength: 30, ...sentence('Tên điểm cài đặt không đúng.', 'Not the name of a site.') }),
    certificates: Type.Array(Type.Union([Type.Literal('ca'), Type.Literal('tsa'), Type.Literal('ocsp')]), {
      maxItems: 3,
      uniqueItems: true,
      ...sentence('Loại chứng thư số không đúng.', 'Not a kind of certificate.'),
    }),
    listDays: Type.Integer({ minimum: 1, maximum: 400, ...sentence('Hãy chọn từ 1 đến 400 ngày.', 'Choose 1 to 400 days.') }),
  }),
  permission,
  scope,
  async run({ tx }, wishes) {
    const vault = theVault();
    const { root } = await ensureAuthority(tx, vault);
    return { rootId: root.id, request: await requestFromRoot(tx, vault, root, wishes) };
  },
  ledger: (_input, { rootId, request }) => ({ subject: `certificate:${rootId}`, facts: { asked: fingerprintOf(request) } }),
});

/** Takes what the root signed into use. */
export const bringRootAnswer = defineAction({
  name: 'signatures.bring-root-answer',
  title: { vi: 'Nhập tệp gốc đã ký', en: 'Bring what the root signed' },
  input: RootAnswer,
  permission,
  scope,
  run: ({ tx }, answer) => bringAnswer(tx, theVault(), answer),
  ledger: (answer, { certificates }) => [
    { subject: `root:${answer.root.slice(0, 16)}`, facts: { answer: fingerprintOf(answer) } },
    ...certificates.map(({ id, serial, profile }) => ({ subject: `certificate:${id}`, facts: { serial, profile } })),
  ],
});
