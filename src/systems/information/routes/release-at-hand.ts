import { h, type VNode } from 'preact';
import type { Db } from '#kernel/db.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Actor } from '#kernel/permission.ts';
import { notFound, type Problem } from '#kernel/problem.ts';
import { type Edition, editionsOf, findRelease, type Release } from '../queries/editions.ts';
import { mediaOf } from '../queries/media.ts';
import { READ } from '../rules/states.ts';
import { PicturesPage } from '../views/pictures-page.tsx';

/** A release with its editions, the newest first. */
interface AtHand {
  readonly release: Release;
  readonly edition: Edition;
  readonly editions: readonly Edition[];
}

/** The release, for someone of its newsroom; everybody else gets 404, so that nobody learns that it exists. */
export async function releaseFor(db: Db, id: string, actor: Actor): Promise<AtHand> {
  const release = await findRelease(db, id);
  if (!release || !actor.may(READ, release.agencyId)) throw notFound();
  const editions = await editionsOf(db, id);
  const [edition] = editions;
  if (!edition) throw notFound();
  return { release, edition, editions };
}

/** The pictures of the edition in work, with the form to add one. */
export async function picturesPage(
  { db }: Services,
  id: string,
  actor: Actor,
  problem?: Problem,
  values?: Record<string, unknown>,
): Promise<VNode<any>> {
  const { release, edition } = await releaseFor(db, id, actor);
  const media = await mediaOf(db, id, edition.number);
  return h(PicturesPage, { release, edition, media, ...(problem ? { problem, values: values ?? {} } : {}) });
}
