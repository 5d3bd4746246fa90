import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { query, sql } from '#kernel/db.ts';
import { instant, now } from '#kernel/time.ts';
import { acrOf, ACR_VALUES, demandedLevel, type Level, levelOfAcr, reportedAcr } from './rules/levels.ts';
import {
  type Answer,
  answered,
  authUrl,
  type Browser,
  claimsOf,
  type EidSite,
  eidSite,
  follow,
  logIn,
  pkce,
  redeem,
  tokensOf,
} from './test-kit.ts';

let site: EidSite;

beforeAll(async () => {
  site = await eidSite();
  for (const name of ['tinh', 'mai']) await site.person(name, 'clerk');
  await site.register({ id: 'trang-thu' });
  await site.register({ id: 'trang-cao', minimumLevel: 2 });
  await site.register({ id: 'trang-moi', freshestSeconds: 60 });
});

const two = { who: 'tinh', level: 2, amr: ['pwd', 'otp', 'mfa'] } as const;
const essential = (...values: string[]) => JSON.stringify({ id_token: { acr: { essential: true, values } } });
/** Where a request leads at once: to the proof of who one is, or back to the client. */
const asked = (answer: Answer) =>
  answer.location?.startsWith('/xac-thuc/')
    ? 'asked'
    : Object.keys(answered(answer.location)).includes('code')
      ? 'code'
      : answered(answer.location)['error'];

async function idToken(browser: Browser, parameters: Record<string, string>, as = { who: 'tinh' } as Parameters<typeof logIn>[3]) {
  const { code, verifier } = await logIn(site, browser, parameters, as);
  return claimsOf((await redeem(browser, code, verifier)).json().id_token);
}

describe('levels are ordered', () => {
  const level = fc.constantFrom<Level>(1, 2, 3, 4);

  it('a session that satisfies a demand satisfies every lower one', () => {
    fc.assert(
      fc.property(fc.array(level), fc.option(fc.array(level, { minLength: 1 })), level, level, (values, essential, minimum, session) => {
        const demand = { values: values.map(acrOf), essential: essential?.map(acrOf), minimum };
        const demanded = demandedLevel(demand)!;
        expect(demanded).toBeGreaterThanOrEqual(minimum);
        if (session >= demanded && essential) expect(essential.map(acrOf)).toContain(reportedAcr(session, essential.map(acrOf)));
        expect(levelOfAcr(reportedAcr(session, undefined))).toBe(session);
      }),
    );
  });

  it('an unknown value is no demand unless it is essential', () => {
    expect(demandedLevel({ values: ['urn:la'], essential: undefined, minimum: 1 })).toBe(1);
    expect(demandedLevel({ values: [], essential: ['urn:la'], minimum: 1 })).toBeUndefined();
    expect(ACR_VALUES.map(levelOfAcr)).toEqual([1, 2, 3, 4]);
  });
});

describe('the level that a client asks for', () => {
  it('oidcc-ensure-request-with-acr-values-succeeds: is obeyed and told', async () => {
    const browser = site.client();
    expect(await idToken(browser, { acr_values: acrOf(2) }, two)).toMatchObject({ acr: acrOf(2), amr: ['pwd', 'otp', 'mfa'] });
  });

  it('rank comparison: a session of level 2 is enough for level 1, asked either way', async () => {
    const browser = site.client();
    await logIn(site, browser, { acr_values: acrOf(2) }, two);
    expect(asked(await follow(site, browser, authUrl({ acr_values: acrOf(1) }, pkce())))).toBe('code');
    const token = await idToken(browser, { claims: essential(acrOf(1)) }, two);
    expect(token['acr']).toBe(acrOf(1));
  });

  it('step-up in the middle of a visit: acr_values, an essential acr and the client’s own minimum each ask for more', async () => {
    for (const more of [{ acr_values: acrOf(2) }, { claims: essential(acrOf(2), acrOf(3)) }, { client_id: 'trang-cao' }]) {
      const browser = site.client();
      await logIn(site, browser);
      const answer = await follow(site, browser, authUrl(more, pkce()));
      expect(asked(answer)).toBe('asked');
      const [row] = await query<{ account_id: string; minimum_level: number; proven_account_id: string }>(
        site.database.db,
        sql`select account_id, minimum_level, proven_account_id from identity.authentication where id = ${answer.location!.split('/').at(-1)}`,
      );
      const account = await site.accountId('tinh');
      expect(row).toEqual({ account_id: account, minimum_level: 2, proven_account_id: account });
      expect(asked(await follow(site, browser, await site.prove(answer.location!, two)))).toBe('code');
    }
  });

  it('unmet_authentication_requirements: the proof was not enough, nobody here can reach the level, no value is known', async () => {
    const browser = site.client();
    const low = await follow(site, browser, authUrl({ client_id: 'trang-cao' }, pkce()), { who: 'tinh', level: 1 });
    expect(asked(low)).toBe('unmet_authentication_requirements');
    expect(asked(await follow(site, browser, authUrl({ acr_values: acrOf(4) }, pkce())))).toBe('unmet_authentication_requirements');
    await logIn(site, browser);
    expect(asked(await follow(site, browser, authUrl({ claims: essential('urn:la') }, pkce())))).toBe('unmet_authentication_requirements');
  });

  it('downgraded session: a later log-in with less lowers it', async () => {
    const browser = site.client();
    await logIn(site, browser, { acr_values: acrOf(2) }, two);
    expect(await idToken(browser, { prompt: 'login' }, { who: 'tinh', level: 1 })).toMatchObject({ acr: acrOf(1) });
    expect(asked(await follow(site, browser, authUrl({ acr_values: acrOf(2) }, pkce())))).toBe('asked');
  });

  it('prompt=none does not step up', async () => {
    const browser = site.client();
    await logIn(site, browser);
    expect(asked(await browser.send(authUrl({ prompt: 'none', acr_values: acrOf(2) }, pkce())))).toBe('login_required');
  });
});

describe('how fresh a log-in is', () => {
  const fresh = async (answer: Answer) => {
    const [row] = await query<{ fresh_seconds: number | null }>(
      site.database.db,
      sql`select fresh_seconds from identity.authentication where id = ${answer.location!.split('/').at(-1)}`,
    );
    return row?.fresh_seconds;
  };

  it('oidcc-prompt-login: asks again and counts nothing from before; auth_time moves', async () => {
    const browser = site.client();
    const first = await idToken(browser, {});
    const answer = await follow(site, browser, authUrl({ prompt: 'login' }, pkce()));
    expect(await fresh(answer)).toBe(0);
    const second = await idToken(browser, { prompt: 'login' });
    expect(second['auth_time']).toBeGreaterThanOrEqual(first['auth_time']);
  });

  it('oidcc-max-age-10000 lets a young session pass, oidcc-max-age-1 an old one not', async () => {
    const browser = site.client();
    const before = await idToken(browser, {});
    expect((await idToken(browser, { max_age: '10000' }))['auth_time']).toBe(before['auth_time']);
    await query(
      site.database.db,
      sql`update eid.model set payload = jsonb_set(payload, '{loginTs}', to_jsonb((payload ->> 'loginTs')::int - 90)) where kind = 'Session'`,
    );
    const answer = await follow(site, browser, authUrl({ max_age: '1' }, pkce()));
    expect([asked(answer), await fresh(answer)]).toEqual(['asked', 1]);
    expect(asked(await follow(site, browser, authUrl({ client_id: 'trang-moi' }, pkce())))).toBe('asked');
    expect(asked(await follow(site, browser, authUrl({}, pkce())))).toBe('code');
  });
});

describe('a step-up that must be fresh', () => {
  const authentication = async (answer: Answer) =>
    (
      await query<{ account_id: string | null; fresh_seconds: number | null; proofs: { factor: string; at: string }[] }>(
        site.database.db,
        sql`select account_id, fresh_seconds, proofs from identity.authentication where id = ${answer.location!.split('/').at(-1)}`,
      )
    )[0];
  const age = (seconds: number) =>
    query(
      site.database.db,
      sql`update eid.model set payload = jsonb_set(payload, '{loginTs}', to_jsonb((payload ->> 'loginTs')::int - ${seconds}::int)) where kind = 'Session'`,
    );

  it('asks the same account, and does not count what is older than max_age', async () => {
    const browser = site.client();
    await logIn(site, browser);
    await age(90);
    const answer = await follow(site, browser, authUrl({ acr_values: acrOf(2), max_age: '60' }, pkce()));
    const row = await authentication(answer);
    expect(row).toMatchObject({ account_id: await site.accountId('tinh'), fresh_seconds: 60 });
    // The page asks for the password anew: see core/identity, where factors older than fresh_seconds do not count.
    expect(now().getTime() - instant(row!.proofs[0]!.at).getTime()).toBeGreaterThan(60_000);
  });

  it('auth_time is that of the oldest factor that counted, not that of the step-up', async () => {
    const browser = site.client();
    await logIn(site, browser);
    await age(90);
    const proof = pkce();
    const asked = await follow(site, browser, authUrl({ acr_values: acrOf(2) }, proof));
    const { code = '' } = answered((await follow(site, browser, await site.prove(asked.location!, two))).location);
    const token = claimsOf((await redeem(browser, code, proof.verifier)).json().id_token);
    expect(Math.round(now().getTime() / 1000) - token['auth_time']).toBeGreaterThanOrEqual(90);
  });
});

describe('hints and wishes', () => {
  it('oidcc-id-token-hint: another person than the hint names has to log in', async () => {
    const browser = site.client();
    const { id_token: hint } = await tokensOf(site, browser);
    expect(asked(await browser.send(authUrl({ prompt: 'none', id_token_hint: hint }, pkce())))).toBe('code');
    const other = site.client();
    await logIn(site, other, {}, { who: 'mai' });
    expect(asked(await other.send(authUrl({ prompt: 'none', id_token_hint: hint }, pkce())))).toBe('login_required');
  });

  it('oidcc-login-hint, oidcc-ui-locales, oidcc-ensure-request-with-unknown-parameter-succeeds', async () => {
    const browser = site.client();
    const answer = await follow(site, browser, authUrl({ login_hint: 'mai', ui_locales: 'fr en', la: 'x' }, pkce()));
    const page = await browser.send(answer.location!);
    expect(page.body).toContain('value="mai"');
    expect(page.body).toContain('<html lang="en"');
  });

  it('a cancelled log-in tells the client access_denied', async () => {
    const browser = site.client();
    const { location } = await follow(site, browser, authUrl({}, pkce()));
    const left = await browser.post(`${location}/dung`, {}, { 'sec-fetch-site': 'same-origin' });
    expect(asked(await follow(site, browser, left.location!))).toBe('access_denied');
  });
});
