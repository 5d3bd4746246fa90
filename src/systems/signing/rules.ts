import { hash } from 'node:crypto';
import { canonicalJson } from '#kernel/canonical-json.ts';
import { merkleRoot } from '#kernel/ledger/merkle.ts';
import type { Refusal } from '#kernel/problem.ts';
import type { Step } from './types.ts';

export const MOST_ITEMS = 500;

/** What an authorisation is bound to: order, names and contents of the files. */
export interface Listed {
  readonly position: number;
  readonly name: string;
  readonly sha256: string;
}

/** First byte of a leaf, as RFC 6962 has it. */
const LEAF = '\u0000';

/** Merkle tree hash over a list of files (RFC 6962 §2.1); `undefined` for an empty list. */
export function rootOf(list: readonly Listed[]): Buffer | undefined {
  const ordered = list.toSorted((a, b) => a.position - b.position);
  const leaves = ordered.map(({ position, name, sha256 }) => hash('sha256', LEAF + canonicalJson({ position, name, sha256 }), 'buffer'));
  return leaves.length === 0 ? undefined : merkleRoot(leaves);
}

/** The permission that a step needs in the agency of the batch. */
export const permissionOf: Readonly<Record<Step, string>> = { personal: 'signing.sign', seal: 'signing.seal' };

/** Whose signatures a file carries already. */
export interface Carried {
  readonly verdict: 'intact' | 'changed' | 'unknown-signer' | 'not-signed' | 'unreadable';
  readonly persons: readonly { readonly accountId: string | null }[];
  readonly seals: readonly { readonly agencyId: string | null }[];
}

/**
 * Why a PDF may not be signed in this step: the competent person signs first, the agency's seal follows and covers it
 * (Decree 30/2020/NĐ-CP, art. 13, annex I II.8); nothing is added to a file whose signatures do not hold.
 */
export function orderRefusal(step: Step, carried: Carried, signerId: string | null, agencyId: string): Refusal | undefined {
  const { verdict, persons, seals } = carried;
  if (verdict === 'changed') return refusals.changed;
  if (verdict === 'unreadable') return refusals.unreadable;
  if (step === 'personal') {
    if (seals.length > 0) return refusals.sealedAlready;
    return persons.some((one) => one.accountId === signerId) ? refusals.signedAlready : undefined;
  }
  if (verdict !== 'intact' || persons.length === 0) return refusals.notSignedYet;
  return seals.some((one) => one.agencyId === agencyId) ? refusals.sealedByUs : undefined;
}

const refusal = (code: string, vi: string, en: string): Refusal => ({ code, message: { vi, en } });

export const refusals = {
  changed: refusal('changed', 'Tệp đã bị thay đổi sau khi ký.', 'The file was changed after it was signed.'),
  unreadable: refusal('unreadable', 'Không đọc được tệp PDF hoặc chữ ký trong tệp.', 'The PDF or a signature in it cannot be read.'),
  sealedAlready: refusal(
    'sealed-already',
    'Tệp đã có dấu cơ quan; chữ ký cá nhân phải có trước dấu.',
    'The file bears an agency’s seal; the personal signature comes before it.',
  ),
  signedAlready: refusal('signed-already', 'Người này đã ký tệp.', 'This person has signed the file already.'),
  notSignedYet: refusal(
    'not-signed-yet',
    'Tệp chưa có chữ ký cá nhân hợp lệ; dấu cơ quan chỉ đóng sau khi người có thẩm quyền đã ký.',
    'The file has no valid personal signature; the seal follows the signature of the competent person.',
  ),
  sealedByUs: refusal('sealed-by-us', 'Tệp đã có dấu của cơ quan này.', 'The file bears this agency’s seal already.'),
  sealNeedsPdf: refusal(
    'seal-needs-pdf',
    'Chỉ đóng dấu cơ quan lên tệp PDF đã ký hoặc gói tin XML.',
    'The seal is put on signed PDFs and XML packets only.',
  ),
  otherState: refusal(
    'other-state',
    'Danh sách không còn ở bước này. Hãy tải lại trang.',
    'The list is no longer at this step. Reload the page.',
  ),
  listChanged: refusal(
    'list-changed',
    'Danh sách tệp đã thay đổi sau khi trang này được mở, nên xác nhận không còn hiệu lực. Hãy xem lại danh sách.',
    'The list has changed since this page was opened, so the authorisation does not count. Look at the list again.',
  ),
  empty: refusal('empty', 'Danh sách chưa có tệp nào để ký.', 'There is no file to sign in the list.'),
  tooMany: refusal('too-many', `Mỗi danh sách có tối đa ${MOST_ITEMS} tệp.`, `A list holds at most ${MOST_ITEMS} files.`),
  notSigner: refusal('not-signer', 'Người được chọn không có quyền ký ở cơ quan này.', 'The chosen person may not sign for this agency.'),
  certificateChanged: refusal(
    'certificate-changed',
    'Chứng thư số của người ký đã bị thu hồi hoặc thay đổi sau khi xác nhận. Hãy xác nhận lại.',
    'The signer’s certificate was revoked or replaced after the authorisation. Authorise again.',
  ),
} as const;
