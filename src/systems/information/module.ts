import type { Module } from '#kernel/module.ts';
import { acceptTerms } from './actions/accept-terms.ts';
import { accreditJournalist } from './actions/accredit-journalist.ts';
import { addMedia } from './actions/add-media.ts';
import { answerQuestion } from './actions/answer-question.ts';
import { askQuestion } from './actions/ask-question.ts';
import { beginCorrection } from './actions/begin-correction.ts';
import { checkLegality } from './actions/check-legality.ts';
import { compileCommunique } from './actions/compile-communique.ts';
import { createRelease } from './actions/create-release.ts';
import { dropRelease } from './actions/drop-release.ts';
import { editRelease } from './actions/edit-release.ts';
import { offerToPress } from './actions/offer-to-press.ts';
import { openCopy } from './actions/open-copy.ts';
import { publishRelease } from './actions/publish-release.ts';
import { removeMedia } from './actions/remove-media.ts';
import { retractRelease } from './actions/retract-release.ts';
import { returnRelease } from './actions/return-release.ts';
import { revokeJournalist } from './actions/revoke-journalist.ts';
import { reviewRelease } from './actions/review-release.ts';
import { scheduleRelease } from './actions/schedule-release.ts';
import { submitRelease } from './actions/submit-release.ts';
import { unscheduleRelease } from './actions/unschedule-release.ts';
import { withdrawRelease } from './actions/withdraw-release.ts';
import { cropMedia, cropPreview } from './crop/crop-media.ts';
import { feeds } from './feeds.ts';
import { compileCommuniqueJob, publishReleaseJob } from './jobs.ts';
import { calendarActions } from './calendar/index.ts';
import { liveActions, liveFeeds, livePermission } from './live/index.ts';
import { messages } from './messages.ts';
import { informationAbout, informationFront, searchReleases } from './queries/door.ts';
import { sitemapFiles } from './queries/sitemap.ts';
import { informationWorklist, releaseSubjects, waitingReleases } from './queries/worklist.ts';
import { decideMoment } from './moment/decide-moment.ts';
import { proposeMoment } from './moment/propose-moment.ts';
import { linkDocument } from './related/link-document.ts';
import { unlinkDocument } from './related/unlink-document.ts';
import { videoActions } from './video/actions/all.ts';
import { forgetUploadsJob } from './video/jobs.ts';
import { pressActions } from './press/all-actions.ts';
import { remindAnswersJob } from './press/answers/remind.ts';
import { deliverToPressJob } from './press/deliver.ts';
import { pressWorklist, waitingQuestions } from './press/worklist.ts';
import { apiRoutes } from './routes/api.ts';
import { publicRoutes } from './routes/public.ts';
import { staffRoutes } from './routes/staff.ts';
import { keptCommuniques } from './queries/kept-communiques.ts';
import { LEGAL, PRESS, PUBLISH, READ, REVIEW, WRITE } from './rules/states.ts';
import { seedReleases } from './seed.ts';
import { staffMessages } from './staff-messages.ts';

const title = { vi: messages.vi.title, en: messages.en.title };

/** The Government's official information: one release, written, approved by two, published at its moment, signed. */
export const information: Module = {
  name: 'information',
  title,
  schema: 'information',
  migrations: new URL('./migrations/', import.meta.url),
  reads: ['agencies'],
  keptFiles: keptCommuniques,
  permissions: [
    { name: READ, title: { vi: 'Xem tòa soạn thông tin của cơ quan', en: 'See the agency’s newsroom' } },
    { name: WRITE, title: { vi: 'Soạn, đính chính bản tin', en: 'Write and correct releases' } },
    { name: REVIEW, title: { vi: 'Duyệt nội dung bản tin', en: 'Approve the content of releases' } },
    { name: LEGAL, title: { vi: 'Kiểm tra pháp chế bản tin', en: 'Check the legality of releases' } },
    { name: PUBLISH, title: { vi: 'Đặt giờ, công bố, gỡ bản tin', en: 'Schedule, publish and withdraw releases' } },
    { name: PRESS, title: { vi: 'Cấp quyền nhà báo, trả lời báo chí, tra bản bị lộ', en: 'Accredit reporters, answer them, trace leaks' } },
    livePermission,
    { name: 'information.retract', title: { vi: 'Thu hồi bản tin trên mọi kênh', en: 'Retract releases from every channel' } },
  ],
  actions: [
    createRelease,
    editRelease,
    addMedia,
    removeMedia,
    cropMedia,
    cropPreview,
    ...videoActions,
    linkDocument,
    unlinkDocument,
    proposeMoment,
    decideMoment,
    submitRelease,
    reviewRelease,
    checkLegality,
    returnRelease,
    scheduleRelease,
    unscheduleRelease,
    publishRelease,
    dropRelease,
    beginCorrection,
    withdrawRelease,
    retractRelease,
    accreditJournalist,
    revokeJournalist,
    acceptTerms,
    offerToPress,
    openCopy,
    askQuestion,
    answerQuestion,
    compileCommunique,
    ...pressActions,
    ...liveActions,
    ...calendarActions,
  ],
  routes: { public: publicRoutes, staff: staffRoutes, api: apiRoutes },
  jobs: [publishReleaseJob, compileCommuniqueJob, forgetUploadsJob, deliverToPressJob, remindAnswersJob],
  nav: [
    { title, url: '/tin', permission: 'public', audience: 'public' },
    { title: { vi: staffMessages.vi.title, en: staffMessages.en.title }, url: '/thong-tin', permission: READ, audience: 'staff' },
  ],
  sitemaps: sitemapFiles,
  feeds: [...feeds, ...liveFeeds],
  search: searchReleases,
  front: informationFront,
  about: informationAbout,
  subjects: releaseSubjects,
  worklist: async (db, actor) => [...(await informationWorklist(db, actor)), ...(await pressWorklist(db, actor))],
  indicators: [waitingReleases, waitingQuestions],
  seed: seedReleases,
};
