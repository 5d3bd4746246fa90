import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { documentIdOf, packetDate, packetTime, writePacket } from '#core/exchange/index.ts';
import { now, today } from '#kernel/time.ts';
import { type Answer, type Client, openClient } from './http-client.ts';
import { insist, type Insistence } from './insist.ts';
import type { Entry, Journal, Operation } from './journal.ts';
import { type Random, randomOf } from './random.ts';
import { registrars, type World, writers } from './world.ts';

export interface WorkloadOptions {
  readonly port: number;
  readonly world: World;
  readonly journal: Journal;
  readonly seed: number;
  readonly deadline: () => number;
}

export interface Workload {
  /** No new wishes; resolves when every open one has its answer (or was given up). */
  finish(): Promise<void>;
  close(): void;
}

interface Desk extends Insistence {
  readonly world: World;
  readonly random: Random;
  readonly name: string;
  busy(): boolean;
  clientOf(account: string): Client;
}

const WRITERS_PER_AGENCY = 2;
const PACKET_SENDERS = 2;
/** Between two wishes of one client: people are not the load that is tested here. */
const THINK_MS = 60;

/** Starts clients that write, sign and send documents, register them, and hand in packets, until `finish`. */
export function startWorkload(options: WorkloadOptions): Workload {
  const { port, world, journal, seed, deadline } = options;
  const clients = new Map<string, Client>();
  let busy = true;
  let number = 0;
  const clientOf = (account: string): Client => {
    const known = clients.get(account);
    if (known) return known;
    number += 1;
    const made = openClient(port, number, world.sessions[account]);
    clients.set(account, made);
    return made;
  };
  const deskOf = (name: string, index: number): Desk => ({
    journal,
    deadline,
    world,
    name,
    clientOf,
    random: randomOf(seed * 100 + index),
    busy: () => busy,
  });
  const loops: Promise<void>[] = [];
  let index = 0;
  const run = (name: string, loop: (desk: Desk) => Promise<void>): void => {
    index += 1;
    loops.push(repeat(deskOf(name, index), loop));
  };
  for (const agency of writers)
    for (let one = 1; one <= WRITERS_PER_AGENCY; one += 1) run(`writer ${one} ${agency}`, (desk) => writeDocument(desk, agency));
  for (const agency of registrars) run(`clerk ${agency}`, (desk) => registerArrivals(desk, agency));
  for (let one = 1; one <= PACKET_SENDERS; one += 1) run(`software ${one}`, handInPacket);

  return {
    async finish() {
      busy = false;
      await Promise.all(loops);
    },
    close() {
      for (const client of clients.values()) client.close();
    },
  };
}

async function repeat(desk: Desk, loop: (desk: Desk) => Promise<void>): Promise<void> {
  while (desk.busy()) {
    await loop(desk);
    await wait(THINK_MS);
  }
}

type Fields = Readonly<Record<string, string | readonly string[]>>;

function submitForm(
  desk: Desk,
  account: string,
  operation: Operation,
  path: string,
  fields: Fields,
  about: readonly string[],
): Promise<Entry> {
  const key = randomUUID();
  const ask = (): Promise<Answer> => desk.clientOf(account).form(path, { ...fields, _key: key });
  return insist(desk, { client: `${desk.name} (${account})`, operation, path, key, about }, ask, locationOf);
}

export function locationOf(answer: Answer): string {
  return answer.headers.location ?? '';
}

const steps: readonly { operation: Operation; post: string }[] = [
  { operation: 'submit', post: 'chuyenvien' },
  { operation: 'approve-content', post: 'truongphong' },
  { operation: 'approve-format', post: 'vanthu' },
  { operation: 'sign', post: 'lanhdao' },
  { operation: 'seal', post: 'vanthu' },
  { operation: 'issue', post: 'vanthu' },
];

/** One document the whole way; it stops where it is when the schedule ends. */
async function writeDocument(desk: Desk, agency: string): Promise<void> {
  const { random } = desk;
  const fields = {
    kind: random.pick(['cong-van', 'quyet-dinh', 'thong-bao']),
    abstract: `Về việc thử sự cố ${randomBytes(4).toString('hex')}`,
    markdown: 'Căn cứ tình hình thực tế, đề nghị các cơ quan thực hiện.\n\nVăn bản này chỉ dùng để thử.',
    place: 'Hà Nội',
    recipients: 'Như trên\nLưu: VT',
    urgency: '0',
    secrecy: 'none',
    ...(random.next() < 0.5 ? { publish: 'true' } : {}),
  };
  const created = await submitForm(desk, `chuyenvien.${agency}`, 'create', '/soan-thao/moi', fields, []);
  const id = /^\/soan-thao\/([0-9a-f-]{36})$/.exec(created.reply?.answer ?? '')?.[1];
  if (created.outcome !== 'acknowledged' || id === undefined) return;
  for (const [taken, { operation, post }] of steps.entries()) {
    if (!desk.busy()) return;
    await wait(THINK_MS);
    const fields = { _version: String(taken + 1) };
    const entry = await submitForm(desk, `${post}.${agency}`, operation, `/soan-thao/${id}/${operation}`, fields, [id]);
    if (entry.outcome !== 'acknowledged') return;
  }
  if (!desk.busy()) return;
  await submitForm(desk, `vanthu.${agency}`, 'send', `/van-ban-di/${id}/gui`, { groups: groupsFor(desk) }, [id]);
}

/** Provinces by chance until they make some hundreds of communes; Huế among them often, because its clerks are here. */
function groupsFor({ world, random }: Desk): string[] {
  const wanted = random.between(40, 300);
  const hue = world.provinces.filter((province) => province.code === '46' && random.next() < 0.6);
  const chosen = [...hue];
  for (const province of random.shuffled(world.provinces)) {
    if (chosen.reduce((sum, one) => sum + one.communes, 0) >= wanted) break;
    if (!chosen.includes(province)) chosen.push(province);
  }
  const committees = random.next() < 0.5 ? ['province-committees'] : [];
  return [...committees, ...chosen.map((province) => `communes-of:${province.code}`)];
}

/** The clerk looks at what has arrived and enters the page in the book, a few at a time. */
async function registerArrivals(desk: Desk, agency: string): Promise<void> {
  await wait(desk.random.between(300, 1_200));
  const account = `vanthu.${agency}`;
  const page = await desk
    .clientOf(account)
    .get('/van-ban-den?muc=arrived')
    .catch(() => undefined);
  if (page?.status === 500) desk.journal.surprises.push('the incoming book answered 500');
  if (page?.status !== 200) return;
  const items = [...page.body.matchAll(/value="([0-9a-f-]{36}:\d+)"/g)].map((match) => match[1]!);
  const chosen = items.slice(0, desk.random.between(1, 6));
  if (chosen.length === 0 || !desk.busy()) return;
  const about = chosen.map((item) => item.split(':')[0]!);
  await submitForm(desk, account, 'register', '/van-ban-den/vao-so', { items: chosen, book: 'chung' }, about);
}

async function handInPacket(desk: Desk): Promise<void> {
  const { world, random, name } = desk;
  await wait(random.between(0, 150));
  const { documentId, bytes } = await makePacket(world, random);
  const ask = (): Promise<Answer> => sendPacket(desk.clientOf(name), world, bytes);
  await insist(desk, { client: name, operation: 'packet', path: PACKETS, key: documentId, about: [] }, ask, acceptanceOf);
}

const PACKETS = '/api/axis/v1/packets';
let packets = 0;

/** A packet of another agency's software, to some communes, with an id never used before. */
export async function makePacket(world: World, random: Random): Promise<{ documentId: string; bytes: Buffer }> {
  packets += 1;
  const { agencyCode } = world.software;
  const number = `${packets}${randomBytes(3).readUIntBE(0, 3)}`;
  const documentId = documentIdOf({ organId: agencyCode, date: today(), numberNotation: `${number}/UBND-PM` });
  const to = random.shuffled(world.agencyCodes).slice(0, random.between(1, 20));
  return { documentId, bytes: await packetBytes({ documentId, number, agencyCode, size: random.between(500, 65_536), to }) };
}

export function sendPacket(client: Client, { software }: World, bytes: Buffer): Promise<Answer> {
  const authorization = `Basic ${Buffer.from(`${software.id}:${software.secret}`).toString('base64')}`;
  return client.send(PACKETS, bytes, { authorization, 'content-type': 'application/xml' });
}

function packetBytes(packet: {
  documentId: string;
  number: string;
  agencyCode: string;
  size: number;
  to: readonly string[];
}): Promise<Buffer> {
  const file = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(packet.size)]);
  return writePacket({
    kind: 'document',
    from: { organId: packet.agencyCode, name: 'Phần mềm thử' },
    to: packet.to.map((organId) => ({ organId, name: organId })),
    documentId: packet.documentId,
    code: { number: packet.number, notation: 'UBND-PM' },
    promulgation: { place: 'Huế', date: packetDate(today()) },
    subject: `V/v thử sự cố ${packet.number}`,
    responseFor: [],
    toPlaces: [],
    traces: [{ organId: packet.agencyCode, at: packetTime(now()) }],
    business: { type: 'new', replacements: [] },
    attachments: [
      {
        contentId: 'cid:1',
        name: 'van-ban.pdf',
        contentType: 'application/zip',
        packing: 'zip',
        files: [{ name: 'van-ban.pdf', bytes: file }],
      },
    ],
  });
}

/** Id and signed acceptance: what every repeat must give, byte for byte. Whether it was the first time may differ. */
export function acceptanceOf(answer: Answer): string {
  if (answer.status !== 200 && answer.status !== 202) return '';
  const { id, acceptance } = JSON.parse(answer.body) as { id: string; acceptance: unknown };
  return JSON.stringify({ id, acceptance });
}
