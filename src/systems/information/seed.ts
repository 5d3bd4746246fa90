import { agencyByCode } from '#core/agencies/index.ts';
import { on } from '#kernel/db.ts';
import type { Services } from '#kernel/http/services.ts';
import type { SeedContext } from '#kernel/module.ts';
import { systemActor } from '#kernel/permission.ts';
import { dateOf, instant, now } from '#kernel/time.ts';
import { addMedia } from './actions/add-media.ts';
import { beginCorrection } from './actions/begin-correction.ts';
import { checkLegality } from './actions/check-legality.ts';
import { createRelease } from './actions/create-release.ts';
import { editRelease } from './actions/edit-release.ts';
import { reviewRelease } from './actions/review-release.ts';
import { scheduleRelease } from './actions/schedule-release.ts';
import { submitRelease } from './actions/submit-release.ts';
import type { InformationTables } from './db.gen.ts';
import { seedCalendar } from './calendar/seed.ts';
import { seedLiveEvent } from './live/seed.ts';
import { seedPress } from './press/seed.ts';
import { decideMoment } from './moment/decide-moment.ts';
import { proposeMoment } from './moment/propose-moment.ts';
import { editionsOf } from './queries/editions.ts';
import { storeDrawing } from './seed-pictures.ts';
import { type DemoRelease, demoReleases } from './seed-words.ts';

const GOVERNMENT_OFFICE = 'G22';
const DAY_MS = 86_400_000;

/** A handful of plainly made-up releases, so that a first start shows what the pages are; none where there is one already. */
export async function seedReleases({ db, services, report }: SeedContext): Promise<void> {
  if (!services.config.demo) return;
  const known = await on<InformationTables>(db).selectFrom('information.release').select('id').limit(1).executeTakeFirst();
  const office = await agencyByCode(db, GOVERNMENT_OFFICE);
  if (known || !office) return;
  const what = { vi: 'Tạo bản tin mẫu', en: 'Making sample releases' };
  for (const [index, release] of demoReleases.entries()) {
    await makeRelease(services, office.id, release);
    report(index + 1, demoReleases.length, what);
  }
  await seedLiveEvent(services, office.id);
  await seedCalendar(services, office.id);
}

/** Tomorrow morning or at once; what the press shall ask about waits until it has. */
function momentFor(upTo: DemoRelease['upTo']): { date: string; time: string } {
  return upTo === undefined ? { date: '', time: '' } : { date: dateOf(instant(now().getTime() + DAY_MS)), time: '07:00' };
}

/** Goes the same way as an official's release; the two approvals are by two other hands. */
async function makeRelease(services: Services, agencyId: string, release: DemoRelease): Promise<void> {
  const { db, act, files } = services;
  const [writer, reviewer, lawyer] = ['writer', 'reviewer', 'lawyer'].map((who) => systemActor(`demo-${who}`, agencyId));
  if (!writer || !reviewer || !lawyer) return;
  const { correction, upTo, pictures = [], ...words } = release;
  const { id, code } = await act(createRelease, writer, words);
  for (const { drawing, ...alt } of pictures) {
    const caption = { ...alt, credit: 'Tranh minh họa của phần mềm', rights: 'own' };
    await act(addMedia, writer, { id, ...caption, shape: 'whole', focus: 'centre', ...(await storeDrawing(files, drawing)) });
  }
  const ref = async () => ({ id, version: (await editionsOf(db, id))[0]?.version ?? 1 });
  const finish = async (): Promise<void> => {
    await act(submitRelease, writer, await ref());
    if (upTo === 'review') return;
    await act(reviewRelease, reviewer, await ref());
    await act(checkLegality, lawyer, await ref());
    await act(scheduleRelease, reviewer, { ...(await ref()), ...momentFor(upTo) });
  };
  if (upTo === 'draft') return;
  await finish();
  if (upTo === 'press') {
    await seedPress(services, reviewer, { id, code });
    const { proposal } = await act(proposeMoment, reviewer, { ...(await ref()), reason: 'Công bố sớm hơn để giới thiệu phần mềm' });
    await act(decideMoment, lawyer, { ...(await ref()), proposal, agree: true });
  }
  if (!correction) return;
  await act(beginCorrection, writer, { id, change: 'major' });
  await act(editRelease, writer, { ...words, ...correction, ...(await ref()) });
  await finish();
}
