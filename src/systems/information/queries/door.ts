import type { Db } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import type { Lang } from '#kernel/i18n.ts';
import type { DoorHit, FrontSection } from '#kernel/module.ts';
import { liveMessages } from '../live/messages.ts';
import { type LiveEvent, runningEvents } from '../live/queries.ts';
import { livePath } from '../live/urls.ts';
import { messages } from '../messages.ts';
import { releasePath } from '../publishing.ts';
import { type VisibleRelease, visibleReleases } from './visible.ts';

const NEWEST = 6;
const RUNNING = 3;
const ABOUT = 6;
const { vi, en } = messages;
const live = { vi: liveMessages.vi, en: liveMessages.en };

/** A release as the search box and the front page show it, in the reader's language where it has it. */
function releaseHit(release: VisibleRelease, lang: Lang): DoorHit {
  const english = lang === 'en' && release.titleEn !== '';
  return {
    title: english ? release.titleEn : release.titleVi,
    summary: english ? release.summaryEn : release.summaryVi,
    url: releasePath(release.code),
    kind: { vi: vi.kinds[release.kind] ?? '', en: en.kinds[release.kind] ?? '' },
  };
}

function eventHit(event: LiveEvent, lang: Lang): DoorHit {
  const english = lang === 'en' && event.titleEn !== '';
  return {
    title: english ? event.titleEn : event.titleVi,
    summary: english && event.leadEn !== '' ? event.leadEn : event.leadVi,
    url: livePath(event.code),
    kind: { vi: live.vi.title, en: live.en.title },
  };
}

/** For the one search box: only what is on show. */
export async function searchReleases(db: Db, text: string, limit: number, lang: Lang): Promise<DoorHit[]> {
  const found = await visibleReleases(db, { text, limit });
  return found.map((release) => releaseHit(release, lang));
}

/** For the front page: events that run now before everything else, and the newest releases on show. */
export async function informationFront(db: Db, lang: Lang): Promise<FrontSection[]> {
  const [running, newest] = await Promise.all([runningEvents(db, RUNNING), visibleReleases(db, { limit: NEWEST })]);
  return [
    {
      title: { vi: live.vi.running, en: live.en.running },
      urgent: true,
      items: running.map((event) => ({
        ...eventHit(event, lang),
        source: event.agencyName,
        at: event.openedAt ?? event.startsAt,
      })),
      more: { title: { vi: vi.live, en: en.live }, url: '/tin/truc-tiep' },
    },
    {
      title: { vi: vi.title, en: en.title },
      urgent: false,
      items: newest.map((release) => ({ ...releaseHit(release, lang), source: release.agencyName, at: release.shownAt })),
      more: { title: { vi: vi.allReleases, en: en.allReleases }, url: '/tin' },
    },
  ];
}

/** For the page of a document: the releases that speak of it; for the page of a place: the newest about it and what lies in it. */
export async function informationAbout(db: Db, subject: string, lang: Lang): Promise<FrontSection[]> {
  const [kind, value = ''] = subject.split(':');
  const isDocument = kind === 'document' && isId(value);
  if (!isDocument && kind !== 'unit') return [];
  const releases = await visibleReleases(db, { ...(isDocument ? { documentId: value } : { placeCode: value }), limit: ABOUT });
  return [
    {
      title: isDocument ? { vi: vi.aboutDocument, en: en.aboutDocument } : { vi: vi.aboutPlace, en: en.aboutPlace },
      urgent: false,
      items: releases.map((release) => ({ ...releaseHit(release, lang), source: release.agencyName, at: release.shownAt })),
      more: isDocument
        ? { title: { vi: vi.allReleases, en: en.allReleases }, url: '/tin' }
        : { title: { vi: vi.allAboutPlace, en: en.allAboutPlace }, url: `/tin?noi=${encodeURIComponent(value)}` },
    },
  ];
}
