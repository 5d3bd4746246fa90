import { expect, test } from 'vitest';
import { instant } from '#kernel/time.ts';
import { testApp } from '../../../../test/kit.ts';
import type { Asked } from './server.ts';
import { facebookDouble } from './facebook/double.ts';
import { keptState } from './kept-state.ts';
import { shownPage } from './shown.ts';
import { zaloDouble } from './zalo/double.ts';

const { database } = await testApp();

/** A double as one process has it. */
function process() {
  const facebook = facebookDouble();
  facebook.addPage('1', 'Trang', 'ma');
  return { facebook, kept: keptState(database.db, 'facebook', facebook) };
}

const posting = (message: string): Asked => ({
  method: 'POST',
  url: new URL('http://double/v26.0/1/feed'),
  headers: { authorization: 'Bearer ma' },
  body: Buffer.from(JSON.stringify({ message })),
});
const texts = ({ facebook, kept }: ReturnType<typeof process>): Promise<string[]> =>
  kept.within(() => shownPage(facebook.pages.get('1')!).posts.map((post) => post.text));

test('what stands on a double is there after a restart, and in another process at once', async () => {
  const first = process();
  const second = process();
  await first.kept.within(() => first.facebook.answer(posting('Một')));
  expect(await texts(second)).toEqual(['Một']);
  await Promise.all([
    second.kept.within(() => second.facebook.answer(posting('Hai'))),
    first.kept.within(() => first.facebook.answer(posting('Ba'))),
  ]);
  first.facebook.faults.push('500-not-posted');
  await first.kept.within(() => undefined);
  const restarted = process();
  expect((await texts(restarted)).sort()).toEqual(['Ba', 'Hai', 'Một']);
  expect(restarted.facebook.faults).toEqual(['500-not-posted']);
});

test('tokens that were turned over, articles and messages that were sent are kept', async () => {
  const open = () => {
    const zalo = zaloDouble();
    zalo.addAccount({ id: '41', name: 'OA', appId: 'a', secretKey: 's', accessToken: 'cu', refreshToken: 'cu' });
    return { zalo, kept: keptState(database.db, 'zalo', zalo) };
  };
  const before = open();
  await before.kept.within(() => {
    const oa = before.zalo.accounts.get('41');
    oa!.refreshToken = 'moi';
    oa!.broadcasts.push({ articleId: '9', title: 'Tin', at: instant(0) });
    before.zalo.broadcastsLeft = 7;
  });
  const after = open();
  await after.kept.within(() => undefined);
  expect(after.zalo.broadcastsLeft).toBe(7);
  expect(after.zalo.accounts.get('41')).toMatchObject({ refreshToken: 'moi', broadcasts: [{ title: 'Tin', at: instant(0) }] });
});
