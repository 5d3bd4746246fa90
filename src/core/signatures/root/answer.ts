import { Buffer } from 'node:buffer';
import { createPublicKey } from 'node:crypto';
import { instant } from '#kernel/time.ts';
import { verifies } from '../certificates/algorithms.ts';
import { issueCertificate } from '../certificates/issue.ts';
import { revocationEntry, type RevocationReason, writeRevocationList } from '../certificates/revocation-list.ts';
import { fingerprintOf, proofBytes, type RootAnswer, type RootRequest, type WantedCertificate } from './forms.ts';
import { RootFileError, type RootKey } from './key-file.ts';

const DAY = 86_400_000;
const ECDSA = { key: 'ec', hash: 'sha256' } as const;

/**
 * What the root says to a request: certificates and its revocation list, all signed. Needs no database and no network. Throws
 * RootFileError when the request is for another root or a key is not held by whoever asks.
 */
export function answerRequest(request: RootRequest, root: RootKey, at: Date): RootAnswer {
  const { certificate } = root;
  if (request.root !== certificate.fingerprint) throw otherRoot(request.root, certificate.fingerprint);
  if (certificate.notAfter <= at || certificate.notBefore > at) throw ended();
  const { after, days, revoked } = request.list;
  const nextUpdate = instant(Math.min(at.getTime() + days * DAY, certificate.notAfter.getTime()));
  const number = Math.max(after + 1, Math.floor(at.getTime() / 1000));
  const lines = revoked.map((line) => revocationEntry(line.serial, instant(line.at), line.reason as RevocationReason));
  return {
    format: 'motcua-root-answer-1',
    root: request.root,
    request: fingerprintOf(request),
    certificates: request.certificates.map((wanted) => ({ id: wanted.id, der: sign(wanted, root, at).toString('base64') })),
    list: writeRevocationList(root, lines, { thisUpdate: at, nextUpdate, number }).toString('base64'),
  };
}

function sign(wanted: WantedCertificate, root: RootKey, at: Date): Buffer {
  const publicKey = createPublicKey({ key: Buffer.from(wanted.publicKey, 'base64'), format: 'der', type: 'spki' });
  const isHeld = verifies(proofBytes(root.certificate.fingerprint, wanted), Buffer.from(wanted.proof, 'base64'), publicKey, ECDSA);
  if (!isHeld) throw notHeld(wanted.id);
  const end = Math.min(at.getTime() + wanted.years * 365.25 * DAY, root.certificate.notAfter.getTime());
  return issueCertificate(
    {
      profile: wanted.profile,
      subject: wanted.subject,
      publicKey,
      notBefore: instant(at.getTime() - 5 * 60_000),
      notAfter: instant(end),
      pointers: wanted.pointers,
    },
    root,
  ).der;
}

const otherRoot = (asked: string, here: string): RootFileError =>
  new RootFileError({
    vi: `Yêu cầu dành cho gốc ${asked.slice(0, 16)}…, nhưng khóa ở đây là của gốc ${here.slice(0, 16)}…`,
    en: `the request is for the root ${asked.slice(0, 16)}…, but the key here is of the root ${here.slice(0, 16)}…`,
  });

const ended = (): RootFileError =>
  new RootFileError({
    vi: 'Chứng thư số gốc chưa có hoặc đã hết hiệu lực: hãy kiểm tra đồng hồ của máy này.',
    en: 'the root’s certificate has not begun or has ended: check the clock of this machine.',
  });

const notHeld = (id: string): RootFileError =>
  new RootFileError({
    vi: `Yêu cầu ${id} không được ký bằng chính khóa của nó: không ký.`,
    en: `the request ${id} is not signed with its own key: not signed.`,
  });
