import { plainText } from '#core/documents/index.ts';
import type { ActionContext } from '#kernel/action.ts';
import type { ReleaseEdition, ReleaseText } from './events.ts';
import { type Edition, editionsOf, type Release } from './queries/editions.ts';
import { mediaOf } from './queries/media.ts';
import { takeStep } from './changes.ts';
import { announcedMedia, signedFiles } from './video/announce.ts';
import { videosOf } from './video/queries.ts';
import { signEdition } from './signed-text.ts';

/** Address of a release on this site. */
export function releasePath(code: string): string {
  return `/tin/${code}`;
}

/** An edition as the other systems are told of it. */
export function asEvent(release: Release, edition: Edition, media: ReleaseEdition['media']): ReleaseEdition {
  const en = textOf(edition.titleEn, edition.summaryEn, edition.bodyEn);
  return {
    releaseId: release.id,
    code: release.code,
    edition: edition.number,
    kind: release.kind,
    agencyId: release.agencyId,
    agencyName: release.agencyName,
    publishedAt: edition.visibleFrom ?? edition.stateSince,
    path: releasePath(release.code),
    texts: { vi: textOf(edition.titleVi, edition.summaryVi, edition.bodyVi), ...(edition.titleEn === '' ? {} : { en }) },
    media,
    topics: edition.topics,
    persons: edition.persons,
    ...(edition.placeCode === null ? {} : { placeCode: edition.placeCode }),
  };
}

function textOf(title: string, summary: string, body: string): ReleaseText {
  return { title, summary, plain: paragraphs(plainText(body)) };
}

/** Every line is a paragraph of its own: channels part them by an empty line. */
function paragraphs(text: string): string {
  return text
    .split(/\n+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n\n');
}

/** Publishes the edition whose moment has come: tells the other systems. The caller has asked whether it may. */
export async function publishNow(context: ActionContext, releaseId: string): Promise<{ code: string; edition: number }> {
  const { release } = await takeStep(context, releaseId, 'publish', { published_at: context.now });
  const [edition] = await editionsOf(context.tx, releaseId);
  if (!edition) throw new Error(`release ${releaseId} has no edition`);
  const pictures = await mediaOf(context.tx, releaseId, edition.number);
  const videos = await videosOf(context.tx, releaseId, edition.number);
  await signEdition(context.tx, release, edition, signedFiles(pictures, videos));
  const payload = asEvent(release, edition, await announcedMedia(context.files, release.kind, pictures, videos));
  if (edition.change === 'first') await context.emit('information.published', payload);
  else await context.emit('information.corrected', { ...payload, major: edition.change === 'major', note: edition.note ?? '' });
  return { code: release.code, edition: edition.number };
}
