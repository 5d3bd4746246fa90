import { agencyByCode } from '#core/agencies/index.ts';
import { on } from '#kernel/db.ts';
import type { Services } from '#kernel/http/services.ts';
import type { SeedContext } from '#kernel/module.ts';
import { systemActor } from '#kernel/permission.ts';
import { dateOf, instant, now } from '#kernel/time.ts';
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
import { editionsOf } from './queries/editions.ts';
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

/** Goes the same way as an official's release; the two approvals are by two other hands. */
async function makeRelease({ db, act }: Services, agencyId: string, release: DemoRelease): Promise<void> {
  const [writer, reviewer, lawyer] = ['writer', 'reviewer', 'lawyer'].map((who) => systemActor(`demo-${who}`, agencyId));
  if (!writer || !reviewer || !lawyer) return;
  const { correction, upTo, ...words } = release;
  const { id } = await act(createRelease, writer, words);
  const ref = async () => ({ id, version: (await editionsOf(db, id))[0]?.version ?? 1 });
  const finish = async (): Promise<void> => {
    await act(submitRelease, writer, await ref());
    if (upTo === 'review') return;
    await act(reviewRelease, reviewer, await ref());
    await act(checkLegality, lawyer, await ref());
    const moment = upTo === 'embargo' ? { date: dateOf(instant(now().getTime() + DAY_MS)), time: '07:00' } : { date: '', time: '' };
    await act(scheduleRelease, reviewer, { ...(await ref()), ...moment });
  };
  await finish();
  if (!correction) return;
  await act(beginCorrection, writer, { id, change: 'major' });
  await act(editRelease, writer, { ...words, ...correction, ...(await ref()) });
  await finish();
}
