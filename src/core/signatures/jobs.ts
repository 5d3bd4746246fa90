import type { Db } from '#kernel/db.ts';
import { defineJob } from '#kernel/jobs.ts';
import { signAnswer, statesToSign, storeAnswers } from './ocsp/answers.ts';
import type { CertIdHash } from './ocsp/request.ts';
import { publishTrustList } from './trust/publish.ts';
import { issuingAuthorities } from './vault/authority.ts';
import { theVault, type Vault } from './vault/vault.ts';

const PORTION = 500;
/** In one run, of each authority and way of asking: about ten seconds of a processor. */
const MOST = 50_000;

/** Signs the OCSP answers that end within half a day; returns how many. */
export async function signAnswersAhead(db: Db, vault: Vault, most: number = MOST): Promise<number> {
  let signed = 0;
  for (const issuer of await issuingAuthorities(db, vault)) {
    for (const name of ['sha1', 'sha256'] satisfies CertIdHash[]) {
      for (let left = most; left > 0;) {
        const states = await statesToSign(db, issuer.id, name, Math.min(PORTION, left));
        if (states.length === 0) break;
        const answers = [];
        for (const known of states) answers.push({ known, name, answer: await signAnswer(db, vault, issuer, known, name) });
        await storeAnswers(db, answers);
        signed += states.length;
        left -= states.length;
      }
    }
  }
  return signed;
}

/** The trusted list is renewed before it ends, and when this site's own authorities have changed. */
export const publishTrustListJob = defineJob<unknown>({
  name: 'signatures.publish-trust-list',
  title: { vi: 'Công bố lại danh sách tin cậy', en: 'Publish the trusted list anew' },
  cron: '20 * * * *',
  async handle(_payload, { db }) {
    await publishTrustList(db, theVault());
  },
});

/** Whoever asks for a state finds the answer signed. */
export const signAnswersJob = defineJob<unknown>({
  name: 'signatures.sign-answers',
  title: { vi: 'Ký trước câu trả lời về trạng thái chứng thư số', en: 'Sign certificate states ahead' },
  cron: '*/15 * * * *',
  async handle(_payload, { db }) {
    await signAnswersAhead(db, theVault());
  },
});
