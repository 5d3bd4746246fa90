import { type Db, on } from '#kernel/db.ts';
import type { Text } from '#kernel/i18n.ts';
import type { WorkItem } from '#kernel/module.ts';
import { type Actor, EVERYWHERE } from '#kernel/permission.ts';
import { dateOf, now } from '#kernel/time.ts';
import type { SignaturesTables } from '../db.gen.ts';
import { storedListEnds } from '../revocation/lists.ts';
import { currentCertificate, hasKey, type StoredCertificate } from '../vault/store.ts';
import { theVault, type Vault } from '../vault/vault.ts';

const DAY = 86_400_000;
/** The root is fetched from its safe in this time. */
const LIST_DAYS = 30;
/** A person's certificate lasts three years: from then on the issuing authority would cut it short. */
const ISSUING_DAYS = 3 * 365;
/** An issuing authority lasts ten years, but nobody plans that far. */
const ROOT_DAYS = 5 * 365;

/** Something about the authorities that an operator has to do. */
export interface AuthorityWarning {
  readonly what: 'root' | 'issuing' | 'root-list';
  readonly text: Text;
  /** When it is too late. */
  readonly until: Date;
}

export interface AuthorityState {
  readonly root: StoredCertificate;
  readonly issuing: StoredCertificate;
  readonly rootIsOffline: boolean;
  /** Undefined while the root is here: it writes its list when asked. */
  readonly rootListEnds: Date | undefined;
  readonly pending: number;
  readonly warnings: readonly AuthorityWarning[];
}

/** How the authorities stand; `undefined`: there are none yet, or one of them has ended. */
export async function authorityState(db: Db, vault: Vault): Promise<AuthorityState | undefined> {
  const at = now();
  const root = await currentCertificate(db, vault, { kind: 'root' }, at);
  const issuing = root && (await currentCertificate(db, vault, { kind: 'ca' }, at));
  if (!root || !issuing) return undefined;
  const rootIsOffline = !(await hasKey(db, root.id));
  const rootListEnds = rootIsOffline ? await storedListEnds(db, { issuer: root, partition: '' }) : undefined;
  const pending = await on<SignaturesTables>(db).selectFrom('signatures.pending_certificate').select('requested_at').execute();
  const state = { root, issuing, rootIsOffline, rootListEnds, pending: pending.length };
  const warnings = [
    ...(rootIsOffline ? [warn('root-list', rootListEnds ?? at, LIST_DAYS)] : []),
    warn('issuing', issuing.certificate.notAfter, ISSUING_DAYS),
    warn('root', root.certificate.notAfter, ROOT_DAYS),
  ];
  return { ...state, warnings: warnings.filter((one) => one !== undefined) };
}

const texts = {
  root: {
    vi: 'Chứng thư số gốc sắp hết hạn: hãy lập kế hoạch cho gốc mới.',
    en: 'The root’s certificate will end: plan for a new root.',
  },
  issuing: {
    vi: 'Chứng thư số của nơi cấp còn hạn ngắn hơn thời hạn của chứng thư số cán bộ: hãy cấp nơi cấp mới (motcua root ask --issuing).',
    en: 'The issuing authority ends sooner than the certificates of officials would: have a new one signed (motcua root ask --issuing).',
  },
  'root-list': {
    vi: 'Danh sách thu hồi của gốc sắp hoặc đã hết hạn; hết hạn thì chữ ký số không kiểm tra được. Hãy ký danh sách mới ở máy giữ khóa gốc (motcua root ask).',
    en: 'The root’s revocation list ends soon or has ended; without it no signature can be checked. Have the machine with the root’s key sign a new one (motcua root ask).',
  },
} as const;

function warn(what: keyof typeof texts, until: Date, days: number): AuthorityWarning | undefined {
  return until.getTime() - now().getTime() < days * DAY ? { what, until, text: texts[what] } : undefined;
}

/** What waits at the desk of those who look after the authority. */
export async function authorityWork(db: Db, actor: Actor): Promise<WorkItem[]> {
  if (!actor.may('signatures.revoke', EVERYWHERE)) return [];
  const state = await authorityState(db, theVault());
  const kind = { vi: 'Tổ chức chứng thực', en: 'Certificate authority' };
  const warnings = state?.warnings ?? [];
  return warnings.map(({ text, until }) => ({ title: text.vi, kind, url: '/chung-thu-so/cap', due: dateOf(until), since: now() }));
}
