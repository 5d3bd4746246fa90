import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/kit.ts';
import { openSessionOf } from '../../../test/sign-in-kit.ts';
import { runAction, type RunOptions } from '#kernel/action.ts';
import { query, sql, transaction } from '#kernel/db.ts';
import { eventSink } from '#kernel/events.ts';
import { folderStore } from '#kernel/files.ts';
import type { Services } from '#kernel/http/services.ts';
import { anonymous } from '#kernel/permission.ts';
import { freezeTime, instant, now } from '#kernel/time.ts';
import { changePassword } from './actions/change-password.ts';
import { confirmTotp } from './actions/confirm-totp.ts';
import { disableTotp } from './actions/disable-totp.ts';
import { endSession } from './actions/end-session.ts';
import { enrolTotp } from './actions/enrol-totp.ts';
import { proveCodeStep } from './actions/prove-code.ts';
import { provePasswordStep, type StepResult } from './actions/prove-password.ts';
import { signOut } from './actions/sign-out.ts';
import { type AccountActor, actorOf, asAccount } from './actor.ts';
import { authenticationResult, openAuthentication } from './authentication/open.ts';
import { findTotp } from './credentials.ts';
import { recoveryCodeHash, totpCode } from './one-time-codes.ts';
import { sessionsOf } from './queries.ts';
import { ensureRoles } from './roles.ts';
import { copyableSecret, loadSecrets } from './secrets.ts';
import { seedDemoAccounts } from './seed.ts';
import { hashToken, newSessionToken } from './sessions.ts';

const AGENCY = '00000000-0000-7000-8000-000000000001';
const PASSWORD = 'mot cau de nho khong ai doan';
const origin = { addressPrefix: '203.0.113.0/24', device: 'Firefox, Linux' };

let t: TestDatabase;
let folder: string;
let platform: Omit<RunOptions, 'actor'>;
let names = 0;

beforeAll(async () => {
  t = await testDatabase({ max: 8 });
  folder = await mkdtemp(join(tmpdir(), 'identity-'));
  await loadSecrets(folder);
  platform = { db: t.db, events: eventSink([]), files: folderStore(folder) };
  await query(
    t.db,
    sql`insert into agencies.agency (id, code_qd20, code_source, kind, name, name_folded, bare_folded, site, search)
      values (${AGENCY}, 'H57.1', 'generated', 'commune-committee', 'UBND phường Mẫu', 'ubnd phuong mau', 'mau', 'vn', to_tsvector('simple', 'mau'))`,
  );
  await ensureRoles(t.db, [{ name: 'clerk', title: { vi: 'Văn thư', en: 'Clerk' }, permissions: ['axis.register'] }]);
});

afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => freezeTime(undefined));

/** A new account with one post; returns its sign-in name. */
async function someone(): Promise<string> {
  names += 1;
  const signInName = `vanthu.${names}`;
  const posts = [{ agencyId: AGENCY, postTitle: 'Văn thư', roles: ['clerk'] }];
  await seedDemoAccounts(t.db, [{ signInName, fullName: 'Văn thư Mẫu', posts }], PASSWORD);
  return signInName;
}

/** How an attempt went: `code-needed`: the password was right, and the second factor is on. */
interface Attempt {
  readonly outcome: 'signed-in' | 'code-needed' | StepResult['outcome'];
  readonly waitSeconds: number;
}

/** An authentication in one browser. */
interface Under {
  readonly id: string;
  readonly token: string;
}

/** Comes back from an authentication's step: with a session when it is decided. */
async function comeBack({ id, token }: Under, { outcome, waitSeconds }: StepResult): Promise<{ token: string; result: Attempt }> {
  if (outcome !== 'right') return { token, result: { outcome, waitSeconds } };
  const result = await authenticationResult(t.db, id, token);
  if (!result || 'failed' in result) return { token, result: { outcome: 'code-needed', waitSeconds } };
  return { token: await openSessionOf(services, result.accountId, origin), result: { outcome: 'signed-in', waitSeconds } };
}

async function attempt(signInName: string, password: string, from = origin): Promise<{ token: string; under: Under; result: Attempt }> {
  const wanted = { minimumLevel: 1, forWhom: { vi: 'Thử', en: 'Trial' }, returnPath: '/' } as const;
  const under = await transaction(t.db, (tx) => openAuthentication(tx, wanted, now()));
  const which = { authenticationId: under.id, tokenHash: hashToken(under.token).toString('hex'), origin: from };
  const step = await services(provePasswordStep, anonymous, { ...which, signInName, password });
  return { under, ...(await comeBack(under, step)) };
}

async function signedIn(signInName: string): Promise<{ token: string; actor: AccountActor }> {
  const { token, result } = await attempt(signInName, PASSWORD);
  expect(result.outcome).toBe('signed-in');
  return { token, actor: asAccount(await actorOf(t.db, token, now())) };
}

const services: Services['act'] = (action, actor, input) => runAction(action, input, { ...platform, actor });
const act = <R>(action: Parameters<typeof runAction>[0], actor: AccountActor, input: unknown): Promise<R> =>
  runAction(action, input, { ...platform, actor }) as Promise<R>;

describe('signing in', () => {
  it('gives a session with the post’s permissions, in that agency only', async () => {
    const { actor } = await signedIn(await someone());
    expect(actor.scope).toBe(AGENCY);
    expect(actor.may('axis.register')).toBe(true);
    expect(actor.may('axis.register', AGENCY)).toBe(true);
    expect(actor.may('axis.register', '00000000-0000-7000-8000-00000000ffff')).toBe(false);
    expect(actor.may('axis.send', AGENCY)).toBe(false);
    expect(actor.shown).toEqual({ name: 'Văn thư Mẫu', post: 'Văn thư', unit: 'UBND phường Mẫu' });
  });

  it('takes the name in capitals and with spaces around', async () => {
    const name = await someone();
    expect((await attempt(` ${name.toUpperCase()} `, PASSWORD)).result.outcome).toBe('signed-in');
  });

  it('answers an unknown name exactly as a wrong password', async () => {
    const known = await attempt(await someone(), 'sai mat khau roi');
    const unknown = await attempt('khong.co.ai', 'sai mat khau roi');
    expect(unknown.result).toEqual(known.result);
    expect(known.result.outcome).toBe('wrong');
  });

  it('takes the same time for an unknown name, by the median of fifteen taken in turn', async () => {
    const known: number[] = [];
    const unknown: number[] = [];
    const time = async (times: number[], signInName: string, addressPrefix: string): Promise<void> => {
      const start = performance.now();
      await attempt(signInName, 'sai mat khau roi', { ...origin, addressPrefix });
      times.push(performance.now() - start);
    };
    for (let i = 0; i < 15; i += 1) {
      await time(known, await someone(), `198.51.${i}.0/24`);
      await time(unknown, `khong.co.${i}`, `198.51.${i}.0/24`);
    }
    const median = (times: number[]): number => times.toSorted((a, b) => a - b)[7] ?? 0;
    expect(median(unknown) / median(known)).toBeGreaterThan(0.6);
    expect(median(unknown) / median(known)).toBeLessThan(1.7);
  });

  it('stores neither the typed name, nor the address, nor the token', async () => {
    const { token } = await attempt('matkhaucuatoinhapnham', 'sai mat khau roi', { ...origin, addressPrefix: '192.0.2.0/24' });
    const name = await someone();
    const good = await attempt(name, PASSWORD);
    for (const table of ['identity.sign_in_attempt', 'identity.throttle', 'identity.session', 'kernel.ledger_pending']) {
      const rows = await query<{ line: string }>(t.db, sql`select row_to_json(r)::text as line from ${sql.raw(table)} r`);
      const text = rows.map((row) => row.line).join('\n');
      for (const secret of ['matkhaucuatoinhapnham', '192.0.2.0', name, token, good.token]) expect(text).not.toContain(secret);
    }
  });

  it('hashes again at today’s cost when the stored hash is cheaper', async () => {
    const { hash } = await import('@node-rs/argon2');
    const name = await someone();
    const cheap = await hash(PASSWORD, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    await query(t.db, sql`update identity.credential set secret = ${cheap} where identifier = ${name}`);
    expect((await attempt(name, PASSWORD)).result.outcome).toBe('signed-in');
    const [row] = await query<{ secret: string }>(t.db, sql`select secret from identity.credential where identifier = ${name}`);
    expect(row?.secret).toContain('m=19456,t=2,p=1');
    expect((await attempt(name, PASSWORD)).result.outcome).toBe('signed-in');
  });
});

describe('lock-out', () => {
  it('waits longer with each wrong guess, refuses the right password meanwhile, and ends by itself', async () => {
    const name = await someone();
    freezeTime('2026-11-22T01:00:00Z');
    for (let i = 0; i < 5; i += 1) expect((await attempt(name, `sai ${i} sai sai sai`)).result.outcome).toBe('wrong');
    expect((await attempt(name, PASSWORD)).result).toMatchObject({ outcome: 'waiting', waitSeconds: 30 });
    freezeTime('2026-11-22T01:00:31Z');
    expect((await attempt(name, 'sai nua')).result.outcome).toBe('wrong');
    expect((await attempt(name, PASSWORD)).result).toMatchObject({ outcome: 'waiting', waitSeconds: 60 });
    freezeTime('2026-11-22T01:02:00Z');
    expect((await attempt(name, PASSWORD)).result.outcome).toBe('signed-in');
    expect((await attempt(name, 'sai')).result.outcome).toBe('wrong');
    expect((await attempt(name, PASSWORD)).result.outcome).toBe('signed-in');
  });

  it('locks a name that nobody has like one that somebody has', async () => {
    freezeTime('2026-11-22T01:00:00Z');
    for (let i = 0; i < 5; i += 1) await attempt('khong.co.nguoi.nay', `sai ${i}`);
    expect((await attempt('khong.co.nguoi.nay', 'x')).result).toMatchObject({ outcome: 'waiting', waitSeconds: 30 });
  });

  it('does not let guesses made at once past the count', async () => {
    const name = await someone();
    const results = await Promise.all(Array.from({ length: 24 }, (_, i) => attempt(name, `sai cung luc ${i}`)));
    const wrong = results.filter(({ result }) => result.outcome === 'wrong');
    expect(wrong.length).toBeLessThanOrEqual(5);
    expect(wrong.length).toBeGreaterThan(0);
  });

  it('stops guesses at one name that come from many addresses, whether somebody has it or not', async () => {
    freezeTime('2026-11-22T05:00:00Z');
    const from = (i: number) => ({ ...origin, addressPrefix: `10.${i}.0.0/24` });
    for (const name of [await someone(), 'khong.ai.ca']) {
      for (let i = 0; i < 5; i += 1) expect((await attempt(name, `sai ${i}`, from(i))).result.outcome).toBe('wrong');
      expect((await attempt(name, PASSWORD, from(9))).result).toEqual({ outcome: 'waiting', waitSeconds: 30 });
    }
  });

  it('stops an address that guesses at many names, and only that address', async () => {
    freezeTime('2026-11-22T03:00:00Z');
    const bad = { ...origin, addressPrefix: '198.18.0.0/24' };
    await query(
      t.db,
      sql`insert into identity.setting (name, valid_from, value, basis) values ('prefix-failures', '2026-01-01', 6, 'test')`,
    );
    for (let i = 0; i < 6; i += 1) expect((await attempt(`ten.${i}`, 'sai', bad)).result.outcome).toBe('wrong');
    const name = await someone();
    expect((await attempt(name, PASSWORD, bad)).result).toMatchObject({ outcome: 'waiting', waitSeconds: 900 });
    expect((await attempt(name, PASSWORD, { ...origin, addressPrefix: '198.18.1.0/24' })).result.outcome).toBe('signed-in');
    await query(t.db, sql`delete from identity.setting where basis = 'test'`);
  });
});

describe('sessions', () => {
  it('end when signed out, everywhere within two seconds', async () => {
    const { token, actor } = await signedIn(await someone());
    await act(signOut, actor, {});
    expect((await actorOf(t.db, token, instant(now().getTime() + 2_000))).kind).toBe('anonymous');
  });

  it('are listed, and one can be ended by its owner but by nobody else', async () => {
    const name = await someone();
    const first = await signedIn(name);
    const second = await signedIn(name);
    expect((await sessionsOf(t.db, first.actor.id, now())).map((line) => line.device)).toEqual(['Firefox, Linux', 'Firefox, Linux']);
    const stranger = await signedIn(await someone());
    expect(await act(endSession, stranger.actor, { sessionId: second.actor.sessionId })).toEqual({ ended: 0 });
    expect(await act(endSession, first.actor, { sessionId: second.actor.sessionId })).toEqual({ ended: 1 });
    expect(await sessionsOf(t.db, first.actor.id, now())).toHaveLength(1);
  });

  it('end without activity and at their longest', async () => {
    freezeTime('2026-11-22T01:00:00Z');
    const { token } = await signedIn(await someone());
    expect((await actorOf(t.db, token, instant('2026-11-22T01:59:00Z'))).kind).toBe('account');
    expect((await actorOf(t.db, token, instant('2026-11-22T02:58:00Z'))).kind).toBe('account');
    expect((await actorOf(t.db, token, instant('2026-11-22T03:59:00Z'))).kind).toBe('anonymous');
    for (let hour = 2; hour < 13; hour += 1) {
      const at = `2026-11-22T${String(hour).padStart(2, '0')}:50:00Z`;
      await query(t.db, sql`update identity.session set last_seen_at = ${at} where ended_at is null`);
    }
    expect((await actorOf(t.db, token, instant('2026-11-22T12:59:00Z'))).kind).toBe('account');
    expect((await actorOf(t.db, token, instant('2026-11-22T13:00:01Z'))).kind).toBe('anonymous');
  });

  it('all end when the password changes, but for a new one of whoever changed it', async () => {
    const name = await someone();
    const first = await signedIn(name);
    const second = await signedIn(name);
    const fresh = newSessionToken();
    const change = { currentPassword: PASSWORD, newPassword: 'mot cau khac cung de nho', newTokenHash: fresh.tokenHash, origin };
    expect(await act(changePassword, first.actor, change)).toMatchObject({ outcome: 'right' });
    const later = instant(now().getTime() + 2_000);
    expect((await actorOf(t.db, first.token, later)).kind).toBe('anonymous');
    expect((await actorOf(t.db, second.token, later)).kind).toBe('anonymous');
    expect((await actorOf(t.db, fresh.token, later)).kind).toBe('account');
    expect((await attempt(name, PASSWORD)).result.outcome).toBe('wrong');
    expect((await attempt(name, 'mot cau khac cung de nho')).result.outcome).toBe('signed-in');
  });

  it('do not change a password without the present one, and count the guesses', async () => {
    const { actor } = await signedIn(await someone());
    const change = {
      currentPassword: 'doan mo',
      newPassword: 'mot cau khac cung de nho',
      newTokenHash: newSessionToken().tokenHash,
      origin,
    };
    for (let i = 0; i < 5; i += 1) expect(await act(changePassword, actor, change)).toMatchObject({ outcome: 'wrong' });
    expect(await act(changePassword, actor, change)).toMatchObject({ outcome: 'waiting' });
  });
});

describe('the second factor', () => {
  async function withTotp(): Promise<{ name: string; actor: AccountActor; secret: Buffer; recovery: string[] }> {
    const name = await someone();
    const { actor } = await signedIn(name);
    expect(await act(enrolTotp, actor, { password: PASSWORD, origin })).toMatchObject({ outcome: 'right' });
    const totp = await findTotp(t.db, actor.id);
    const secret = totp?.secret ?? Buffer.alloc(0);
    const recovery = Array.from({ length: 10 }, (_, i) => copyableSecret('recovery', actor.id, String(i)));
    await act(confirmTotp, actor, { code: totpCode(secret, now()), recoveryCodeHashes: recovery.map(recoveryCodeHash) });
    return { name, actor, secret, recovery };
  }

  async function give(under: Under, code: string): Promise<{ token: string; result: Attempt }> {
    const which = { authenticationId: under.id, tokenHash: hashToken(under.token).toString('hex'), origin };
    return comeBack(under, await services(proveCodeStep, anonymous, { ...which, code }));
  }

  it('is asked for, and before it there is no session', async () => {
    freezeTime('2026-11-22T01:00:00Z');
    const { name, secret } = await withTotp();
    freezeTime('2026-11-22T01:01:00Z');
    const { under, token, result } = await attempt(name, PASSWORD);
    expect(result.outcome).toBe('code-needed');
    expect((await actorOf(t.db, token, now())).kind).toBe('anonymous');
    const done = await give(under, totpCode(secret, now()));
    expect(done.result.outcome).toBe('signed-in');
    expect((await actorOf(t.db, done.token, now())).kind).toBe('account');
  });

  it('refuses a code that has been used, and the one that turned it on', async () => {
    freezeTime('2026-11-22T01:00:00Z');
    const { name, secret } = await withTotp();
    const same = await attempt(name, PASSWORD);
    expect((await give(same.under, totpCode(secret, now()))).result.outcome).toBe('wrong');
    freezeTime('2026-11-22T01:00:30Z');
    const code = totpCode(secret, now());
    const first = await attempt(name, PASSWORD);
    expect((await give(first.under, code)).result.outcome).toBe('signed-in');
    const again = await attempt(name, PASSWORD);
    expect((await give(again.under, code)).result.outcome).toBe('wrong');
  });

  it('takes each recovery code once', async () => {
    const { name, recovery } = await withTotp();
    const code = recovery[3] ?? '';
    const first = await attempt(name, PASSWORD);
    expect((await give(first.under, code.toUpperCase())).result.outcome).toBe('signed-in');
    const second = await attempt(name, PASSWORD);
    expect((await give(second.under, code)).result.outcome).toBe('wrong');
  });

  it('is not to be guessed by signing in again and again with the password', async () => {
    const { name } = await withTotp();
    const outcomes: string[] = [];
    for (let i = 0; i < 7; i += 1) {
      const { under, result } = await attempt(name, PASSWORD);
      outcomes.push(result.outcome === 'code-needed' ? (await give(under, '000000')).result.outcome : result.outcome);
    }
    expect(outcomes.slice(0, 4)).toEqual(['wrong', 'wrong', 'wrong', 'wrong']);
    expect(outcomes.slice(5)).toEqual(['waiting', 'waiting']);
  });

  it('is sealed in the database, bound to its row', async () => {
    const { actor, secret } = await withTotp();
    const [row] = await query<{ secret: string }>(
      t.db,
      sql`select secret from identity.credential where account_id = ${actor.id} and method = 'totp'`,
    );
    expect(row?.secret).toMatch(/^v1\.[0-9a-f]{8}\./);
    expect(row?.secret).not.toContain(secret.toString('base64url'));
    const other = await withTotp();
    await query(t.db, sql`update identity.credential set secret = ${row?.secret} where account_id = ${other.actor.id} and method = 'totp'`);
    await expect(findTotp(t.db, other.actor.id)).rejects.toThrow();
  });

  it('goes off against one of its codes only', async () => {
    freezeTime('2026-11-22T01:00:00Z');
    const { name, actor, secret, recovery } = await withTotp();
    expect(await act(disableTotp, actor, { code: '123456', origin })).toMatchObject({ outcome: 'wrong' });
    expect(await act(disableTotp, actor, { code: totpCode(secret, now()), origin })).toMatchObject({ outcome: 'wrong' });
    expect(await act(disableTotp, actor, { code: recovery[0], origin })).toMatchObject({ outcome: 'right' });
    expect((await attempt(name, PASSWORD)).result.outcome).toBe('signed-in');
  });
});
