import { query, sql } from '#kernel/db.ts';
import { accreditJournalist } from '../actions/accredit-journalist.ts';
import { offerToPress } from '../actions/offer-to-press.ts';
import type { Newsroom } from '../test-kit.ts';
import { addressOf } from './journalists.ts';

const card = { outlet: 'Báo Mẫu', cardNumber: 'IBC-MAU-01', cardUntil: '2026-12-31' };

export interface Reporter {
  readonly id: string;
  readonly address: string;
  readonly token: string;
}

/** What tests of the press room do again and again. */
export function pressKit({ t, head, leader, release }: Newsroom) {
  const post = (url: string, payload = {}) => t.app.inject({ method: 'POST', url, payload, headers: { 'sec-fetch-site': 'same-origin' } });

  async function reporter(fullName: string, change: { mail?: string } = {}): Promise<Reporter> {
    const { id } = await t.services.act(accreditJournalist, head, { ...card, fullName, ...change });
    const address = await addressOf(t.services.db, id);
    await post(address);
    return { id, address, token: address.split('/').at(-1) ?? '' };
  }

  async function offered(moment: { date: string; time: string }, change: Record<string, unknown> = {}) {
    const made = await release(change, moment);
    await t.services.act(offerToPress, leader, { id: made.id });
    return made;
  }

  async function ask({ address }: Reporter, code: string, question: string, more = {}): Promise<string> {
    const answer = await post(`${address}/${code}`, { question, ...more });
    if (answer.statusCode !== 303) throw new Error(answer.body);
    const [row] = await query<{ id: string }>(
      t.services.db,
      sql<{ id: string }>`select id from information.press_question where question = ${question}`,
    );
    return row?.id ?? '';
  }

  return { post, reporter, offered, ask };
}
