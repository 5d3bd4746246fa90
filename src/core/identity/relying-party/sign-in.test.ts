import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type IdentitySite, identitySite, type InjectedBrowser, PUBLIC_URL } from '../../../../test/identity-kit.ts';
import { query, sql } from '#kernel/db.ts';
import { Type } from '#kernel/schema.ts';
import { defineAction } from '#kernel/action.ts';
import { submit } from '#kernel/http/forms.ts';
import { asAccount } from '../actor.ts';
import { requireLevel } from './level.ts';
import { DoubleVisitor, tryDouble, type TriedDouble } from './test-kit.ts';

let tried: TriedDouble;
let site: IdentitySite;

const sent: Record<string, unknown>[] = [];
/** Something that may be done only at level 3. */
const signSomething = defineAction({
  name: 'thu.sign-something',
  title: { vi: 'Ký thử', en: 'Sign something' },
  input: Type.Record(Type.String(), Type.Unknown()),
  permission: 'signed-in',
  async run({ actor }, input) {
    requireLevel(actor, 3);
    sent.push(input);
    return { level: asAccount(actor).level };
  },
  ledger: () => undefined,
});

beforeAll(async () => {
  tried = await tryDouble(PUBLIC_URL);
  site = await identitySite(tried.settings, [
    {
      name: 'thu',
      title: { vi: 'Thử', en: 'Try' },
      actions: [signSomething],
      routes: {
        public(app, services) {
          const config = { permission: 'signed-in' };
          app.get('/thu/ai', { config, schema: {} }, async ({ actor }) => {
            const { name, level, accountLevel, personId } = asAccount(actor);
            return { name, level, accountLevel, personId };
          });
          app.get('/thu/muc-3', { config, schema: {} }, async ({ actor }) => {
            requireLevel(actor, 3);
            return { ok: true };
          });
          app.post('/thu/ky', { config, schema: { body: Type.Record(Type.String(), Type.Unknown()) } }, (request, reply) =>
            submit(request, reply, services, { action: signSomething, done: () => '/tai-khoan' }),
          );
        },
      },
    },
  ]);
});
afterAll(() => tried.close());
afterEach(() => {
  tried.double.faults.clear();
});

const LEVEL_2 = 'cd-0101';
const LEVEL_1 = 'cd-0103';

/** Begins at the site; returns the address at the double. */
async function begin(browser: InjectedBrowser, returnPath = ''): Promise<string> {
  const answer = await browser.get(`/dang-nhap?tiep=${encodeURIComponent(returnPath)}`);
  expect(answer.statusCode).toBe(303);
  return answer.headers.location ?? '';
}

const pathOf = (url: string): string => url.slice(PUBLIC_URL.length);

/** The whole way, up to the address at the site to which the double sends the browser back. */
async function comeBack(browser: InjectedBrowser, subject = LEVEL_2, returnPath = ''): Promise<string> {
  return pathOf(await new DoubleVisitor().approve(await begin(browser, returnPath), subject));
}

async function signedIn(subject = LEVEL_2): Promise<InjectedBrowser> {
  const browser = site.browser();
  const answer = await browser.get(await comeBack(browser, subject));
  expect(answer.statusCode, answer.body).toBe(303);
  return browser;
}

async function who(browser: InjectedBrowser): Promise<{ name: string; level: number; accountLevel?: number; personId: string }> {
  return (await browser.get('/thu/ai')).json();
}

describe('signing in through a provider', () => {
  it('goes by code, PKCE, state and nonce, and ends where the person was going', async () => {
    const browser = site.browser();
    const there = new URL(await begin(browser, '/thu/ai?x=1'));
    expect(Object.fromEntries(there.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `${PUBLIC_URL}/dang-nhap/ve`,
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(there.searchParams.get(name)?.length).toBeGreaterThan(40);
    const back = pathOf(await new DoubleVisitor().approve(there.href, LEVEL_2));
    expect(back).toContain('iss=');
    const answer = await browser.get(back);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/thu/ai?x=1']);
    const cookie = answer.cookies.find(({ name }) => name === 'phien');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', secure: true });
    expect(await who(browser)).toMatchObject({ name: 'Nguyễn Thị Mẫu', level: 2, accountLevel: 2 });
  });

  it('opens one account for a person verified at level 2, however often and however many at once they come', async () => {
    const backs = await Promise.all(
      [1, 2, 3].map(async () => {
        const browser = site.browser();
        return { browser, back: await comeBack(browser, 'cd-0102') };
      }),
    );
    const answers = await Promise.all(backs.map(({ browser, back }) => browser.get(back)));
    expect(answers.map(({ statusCode, headers }) => [statusCode, headers.location])).toEqual(backs.map(() => [303, '/tai-khoan']));
    const persons = new Set(await Promise.all(backs.map(async ({ browser }) => (await who(browser)).personId)));
    expect(persons.size).toBe(1);
    const [row] = await query<{ accounts: number }>(
      site.database.db,
      sql`select count(*)::int as accounts from identity.account join identity.person p on p.id = person_id where p.personal_number = '000000000102'`,
    );
    expect(row?.accounts).toBe(1);
  });

  it('links with the person who is known here by the number, and officials land on the desk', async () => {
    const name = await site.person('canbo.lienket', 'officer');
    await query(
      site.database.db,
      sql`update identity.person set personal_number = '000000000101' where id = (
        select person_id from identity.account where id = ${await site.accountId(name)})
        and not exists (select 1 from identity.person where personal_number = '000000000101')`,
    );
    const browser = site.browser();
    const answer = await browser.get(await comeBack(browser, LEVEL_2));
    expect(answer.statusCode).toBe(303);
    expect(['/ban-lam-viec', '/tai-khoan']).toContain(answer.headers.location);
  });

  it('asks which account is whose when the number is not verified, and links it after a sign-in here', async () => {
    const name = await site.person('canbo.tunhan', 'officer');
    const browser = site.browser();
    const answer = await browser.get(await comeBack(browser, LEVEL_1));
    expect(answer.headers.location).toBe('/lien-ket-dinh-danh');
    expect((await browser.get('/thu/ai')).statusCode).toBe(303);
    const page = await browser.get('/lien-ket-dinh-danh');
    expect(page.body).toContain('Lê Thị Thử');
    expect((await site.browser().get('/lien-ket-dinh-danh')).statusCode).toBe(400);
    await browser.signIn(name);
    expect((await browser.get('/lien-ket-dinh-danh')).body).toContain(`Gắn với tài khoản của Người Mẫu ${name}`);
    expect((await browser.post('/lien-ket-dinh-danh')).headers.location).toBe('/tai-khoan');
    expect((await who(await signedIn(LEVEL_1))).name).toBe(`Người Mẫu ${name}`);
  });
});

describe('stepping up', () => {
  it('leads from a page to a stronger authentication and back', async () => {
    const browser = await signedIn();
    const led = await browser.get('/thu/muc-3');
    expect(led.headers.location).toBe('/dang-nhap/nang-muc?muc=3&tiep=%2Fthu%2Fmuc-3');
    const there = (await browser.get(led.headers.location ?? '')).headers.location ?? '';
    expect(new URL(there).searchParams.get('acr_values')).toBe('urn:vneid:muc:3 urn:vneid:muc:4');
    const back = await browser.get(pathOf(await new DoubleVisitor().approve(there, LEVEL_2)));
    expect(back.headers.location).toBe('/thu/muc-3');
    expect((await browser.get('/thu/muc-3')).json()).toEqual({ ok: true });
    expect((await who(browser)).level).toBe(3);
  });

  it('holds the form that was sent, and loses nothing of it', async () => {
    const browser = await signedIn();
    const values = { lyDo: 'Dòng một\nDòng "hai" <b>', o: ['1', '2'], _key: 'khoa-mot' };
    const led = await browser.post('/thu/ky', values);
    const there = (await browser.get(led.headers.location ?? '')).headers.location ?? '';
    const back = await browser.get(pathOf(await new DoubleVisitor().approve(there, LEVEL_2)));
    expect(back.headers.location).toMatch(/^\/gui-lai\//);
    const page = (await browser.get(back.headers.location ?? '')).body;
    expect(page).toContain('action="/thu/ky"');
    expect(page).toContain('Dòng &quot;hai&quot; &lt;b');
    expect((await site.browser().get(back.headers.location ?? '')).statusCode).toBe(303);
    expect((await (await signedIn('cd-0102')).get(back.headers.location ?? '')).statusCode).toBe(404);
    expect((await browser.post('/thu/ky', values)).headers.location).toBe('/tai-khoan');
    expect(sent.at(-1)).toEqual({ lyDo: values.lyDo, o: values.o });
  });

  it('tells programs by RFC 9470, and refuses another person or a level that was not reached', async () => {
    const browser = await signedIn();
    const told = await browser.postJson('/thu/ky', { lyDo: 'x' });
    expect([told.statusCode, told.headers['www-authenticate']]).toEqual([
      403,
      'Bearer error="insufficient_user_authentication", acr_values="urn:motcua:acr:3"',
    ]);
    const there = async (): Promise<string> => (await browser.get('/dang-nhap/nang-muc?muc=3&tiep=/thu/muc-3')).headers.location ?? '';
    const other = await browser.get(pathOf(await new DoubleVisitor().approve(await there(), 'cd-0102')));
    expect([other.statusCode, other.body.includes('người khác')]).toEqual([403, true]);
    tried.double.faults.add('level-too-low');
    const low = await browser.get(pathOf(await new DoubleVisitor().approve(await there(), LEVEL_2)));
    expect([low.statusCode, low.body.includes('mức 3')]).toEqual([403, true]);
    expect(await who(browser)).toMatchObject({ name: 'Nguyễn Thị Mẫu', level: 2 });
  });
});
