import type { LightMyRequestResponse } from 'fastify';
import { agenciesOfUnit } from '#core/agencies/index.ts';
import { type AccountActor, accountOfPerson, demoCitizens, seedDemoCitizens } from '#core/identity/index.ts';
import { caseByCode, type CaseRecord } from '#core/cases/index.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { prepareSite, someoneAt } from '../../../test/demo-kit.ts';
import { type TestApp, testApp } from '../../../test/kit.ts';
import { registries } from '../../core/registries/module.ts';
import { services as system } from './module.ts';

/** One grey dot. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGN4BQAA/gD9uXaXSgAAAABJRU5ErkJggg==', 'base64');

/** Phường Thuận Hóa, thành phố Huế, where the demonstration's citizens live. */
const WARD = '19789';

export interface ServicesSite extends TestApp {
  readonly mother: AccountActor;
  readonly neighbour: AccountActor;
  readonly clerk: AccountActor;
  readonly officer: AccountActor;
  readonly leader: AccountActor;
  /** An official of another agency. */
  readonly stranger: AccountActor;
  get(actor: AccountActor, url: string): Promise<LightMyRequestResponse>;
  post(actor: AccountActor, url: string, form?: Readonly<Record<string, string>>): Promise<LightMyRequestResponse>;
  /** A form with a small picture in the field `file`; none where it is empty. */
  upload(actor: AccountActor, url: string, fields: Readonly<Record<string, string>>, file: string): Promise<LightMyRequestResponse>;
  /** Walks the wizard with these answers, page by page as a browser does; returns the address of the check. */
  fillIn(actor: AccountActor, code: string, answers: Readonly<Record<string, string>>, mandateId?: string): Promise<string>;
  /** Hands in what was filled in; returns the case. */
  handIn(actor: AccountActor, check: string): Promise<CaseRecord>;
  /** An official's or applicant's step by its form; throws unless it was taken. */
  step(actor: AccountActor, record: CaseRecord, event: string, form?: Readonly<Record<string, string>>): Promise<CaseRecord>;
}

/** A site with the demonstration's citizens, what registers know of them, and the officials of their ward. */
export async function servicesSite(): Promise<ServicesSite> {
  const site = await testApp();
  const { services } = site;
  const { db } = services;
  await prepareSite(services);
  const ward = (await agenciesOfUnit(db, WARD)).find(({ kind }) => kind === 'commune-committee')!;
  const clerk = await someoneAt(services, ward.code, ['clerk'], 'Văn Thư');
  const officer = await someoneAt(services, ward.code, ['officer'], 'Chuyên Viên');
  const leader = await someoneAt(services, ward.code, ['leader'], 'Lãnh Đạo');
  const stranger = await someoneAt(services, 'H26', ['officer', 'leader', 'clerk'], 'Người Nơi Khác');
  await seedDemoCitizens(db, ward.id, [officer.id, leader.id], 'mat khau chi de thu 1');
  const context = { db, services, report: () => undefined };
  await registries.seedDemo?.(context);
  await system.seed?.(context);
  const [mother, neighbour] = [await citizen(db, demoCitizens.mother, leader), await citizen(db, demoCitizens.neighbour, leader)];
  return { ...site, ...visitors(site), mother, neighbour, clerk, officer, leader, stranger };
}

async function citizen(db: Db, number: string, like: AccountActor): Promise<AccountActor> {
  const [row] = await query<{ id: string; name: string }>(
    db,
    sql<{ id: string; name: string }>`select id, full_name as name from identity.person where personal_number = ${number}`,
  );
  const id = (await accountOfPerson(db, row!.id))!;
  return { ...like, id, name: row!.name, scope: undefined, personId: row!.id, level: 2, accountLevel: 2, posts: [], may: () => false };
}

const versionIn = (html: string): string => /name="_version" value="(\d+)"/.exec(html)?.[1] ?? '';

/** What a browser without script sends. */
function asking({ app, as }: TestApp): Pick<ServicesSite, 'get' | 'post' | 'upload'> {
  const headers = new Map<string, Record<string, string>>();
  const of = (actor: AccountActor): Record<string, string> => {
    const known = headers.get(actor.id) ?? as(actor);
    headers.set(actor.id, known);
    return known;
  };
  const get: ServicesSite['get'] = (actor, url) => app.inject({ url, headers: of(actor) });
  const post: ServicesSite['post'] = (actor, url, form = {}) =>
    app.inject({
      method: 'POST',
      url,
      headers: { ...of(actor), 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ _key: newId(), ...form }).toString(),
    });
  const upload: ServicesSite['upload'] = (actor, url, fields, file) => {
    const boundary = 'giay-to-kem-theo';
    const parts = Object.entries({ _key: newId(), ...fields }).map(
      ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const picture = `--${boundary}\r\ncontent-disposition: form-data; name="${file}"; filename="anh.png"\r\ncontent-type: image/png\r\n\r\n`;
    const payload = Buffer.concat([
      Buffer.from(parts.join('')),
      ...(file ? [Buffer.from(picture), PNG, Buffer.from('\r\n')] : []),
      Buffer.from(`--${boundary}--\r\n`),
    ]);
    return app.inject({
      method: 'POST',
      url,
      headers: { ...of(actor), 'content-type': `multipart/form-data; boundary=${boundary}` },
      payload,
    });
  };
  return { get, post, upload };
}

/** Pages and forms as people go through them. */
function visitors(site: TestApp): Pick<ServicesSite, 'get' | 'post' | 'upload' | 'fillIn' | 'handIn' | 'step'> {
  const { get, post, upload } = asking(site);
  const found = async (code: string): Promise<CaseRecord> => (await caseByCode(site.services.db, code))!;
  const sent = (answer: LightMyRequestResponse, what: string): LightMyRequestResponse => {
    if (answer.statusCode !== 303) throw new Error(`${what}: ${answer.statusCode} ${errorsIn(answer.body)}`);
    return answer;
  };
  return {
    get,
    post,
    upload,
    fillIn: (actor, code, answers, mandateId = '') => walkWizard({ get, post, sent, upload }, actor, code, answers, mandateId),
    async handIn(actor, check) {
      const page = await get(actor, check);
      const { headers: said } = sent(await post(actor, check, { sworn: 'yes', _version: versionIn(page.body) }), check);
      return found(String(said.location).split('/').at(-1)!);
    },
    async step(actor, record, event, form = {}) {
      const url = actor.posts.length > 0 ? `/giai-quyet/${record.code}/${event}` : `/ho-so/${record.code}/buoc/${event}`;
      sent(await post(actor, url, { ...form, _version: String((await found(record.code)).version) }), event);
      return found(record.code);
    },
  };
}

type Asking = Pick<ServicesSite, 'get' | 'post' | 'upload'> & {
  sent(answer: LightMyRequestResponse, what: string): LightMyRequestResponse;
};
type Typed = Readonly<Record<string, string>>;

async function walkWizard(
  { get, post, sent, upload }: Asking,
  actor: AccountActor,
  code: string,
  answers: Typed,
  mandateId: string,
): Promise<string> {
  let at = String((await post(actor, `/nop-ho-so/${code}`, { mandateId, agreed: 'yes' })).headers.location);
  for (let pages = 0; pages < 30; pages += 1) {
    const page = await get(actor, at);
    if (page.statusCode === 303) at = String(page.headers.location);
    else if (at.endsWith('/kiem-tra')) return at;
    else if (at.endsWith('/giay-to')) {
      for (const [, key] of page.body.matchAll(/enctype="multipart\/form-data".*?name="key" value="([^"]+)"/gs)) {
        sent(await upload(actor, at, { key: key! }, 'file'), at);
      }
      at = at.replace(/giay-to$/, 'kiem-tra');
    } else {
      const names = [...page.body.matchAll(/name="([^"]+)"/g)].map(([, name]) => name!);
      const form = Object.fromEntries(names.filter((name) => answers[name] !== undefined).map((name) => [name, answers[name]!]));
      const saved = sent(await post(actor, at, { ...prefilled(page.body), ...form, _version: versionIn(page.body) }), at);
      at = String(saved.headers.location);
    }
  }
  throw new Error(`the wizard of ${code} has no end`);
}

/** What a page of the form shows filled in already. */
function prefilled(html: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [tag] of html.matchAll(/<input [^>]*>/g)) {
    const of = (name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
    const [name, value, type] = [of('name'), of('value'), of('type')];
    if (!name || !value || name.startsWith('_')) continue;
    if ((type === 'radio' || type === 'checkbox') && !/\schecked/.test(tag)) continue;
    values[name] = decoded(value);
  }
  for (const [, name, options] of html.matchAll(/<select[^>]* name="([^"]+)"[^>]*>(.*?)<\/select>/gs)) {
    const chosen = /<option value="([^"]*)" selected/.exec(options!)?.[1];
    if (chosen) values[name!] = decoded(chosen);
  }
  return values;
}

const decoded = (text: string): string =>
  text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const errorsIn = (html: string): string =>
  [...html.matchAll(/role="alert"[^>]*>(.*?)<\/div>/gs)]
    .map(([, inner]) => inner!.replace(/<[^>]+>/g, ' '))
    .join(' | ')
    .slice(0, 400);
