import type { ReleaseMedia } from '#systems/information/events.ts';

const CONTEXT = ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/v1'];
const PUBLIC = 'https://www.w3.org/ns/activitystreams#Public';

export interface LocalActor {
  readonly connectionId: string;
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly publicPem: string;
}

export interface Activity {
  readonly type: 'Accept' | 'Create' | 'Update' | 'Delete';
  readonly [name: string]: unknown;
}

export interface LocalNote {
  readonly id: string;
  readonly content: string;
  /** Empty where the release has no English. */
  readonly english: string;
  readonly link: string;
  readonly publishedAt: Date;
  readonly updatedAt: Date | null;
  readonly deletedAt: Date | null;
  readonly media: readonly ReleaseMedia[];
}

export function actorUri(publicUrl: string, name: string): string {
  return `${publicUrl}/ap/${name}`;
}

export function noteUri(publicUrl: string, name: string, id: string): string {
  return `${actorUri(publicUrl, name)}/notes/${id}`;
}

/** The account as other servers read it. */
export function actorDocument(actor: LocalActor, publicUrl: string): Record<string, unknown> {
  const id = actorUri(publicUrl, actor.name);
  return {
    '@context': CONTEXT,
    id,
    type: 'Organization',
    preferredUsername: actor.name,
    name: actor.title,
    summary: paragraphs(actor.summary),
    url: `${publicUrl}/tin`,
    inbox: `${id}/inbox`,
    outbox: `${id}/outbox`,
    followers: `${id}/followers`,
    endpoints: { sharedInbox: `${publicUrl}/ap/inbox` },
    discoverable: true,
    manuallyApprovesFollowers: false,
    attachment: [{ type: 'PropertyValue', name: 'Website', value: `<a href="${publicUrl}/tin" rel="me">${publicUrl}/tin</a>` }],
    publicKey: { id: `${id}#main-key`, owner: id, publicKeyPem: actor.publicPem },
  };
}

/** A post as other servers read it. */
export function noteDocument(note: LocalNote, name: string, publicUrl: string): Record<string, unknown> {
  const actor = actorUri(publicUrl, name);
  return {
    id: noteUri(publicUrl, name, note.id),
    type: 'Note',
    attributedTo: actor,
    to: [PUBLIC],
    cc: [`${actor}/followers`],
    url: note.link,
    published: note.publishedAt.toISOString(),
    ...(note.updatedAt ? { updated: note.updatedAt.toISOString() } : {}),
    content: paragraphs(note.content),
    contentMap: { vi: paragraphs(note.content), ...(note.english === '' ? {} : { en: paragraphs(note.english) }) },
    ...(note.media.length === 0 ? {} : { attachment: note.media.map((one) => attached(one, publicUrl)) }),
  };
}

/** A picture of a post, in the size the release's own page shows it, or a video as it lies here; other servers take or fetch it. */
function attached({ hash, type, alt, width, height, seconds }: ReleaseMedia, publicUrl: string): Record<string, unknown> {
  if (!type.startsWith('video/'))
    return { type: 'Image', mediaType: 'image/jpeg', url: `${publicUrl}/tin/anh/${hash}-960.jpeg`, name: alt };
  const url = `${publicUrl}/tin/video/${hash}.${type.split('/')[1] ?? ''}`;
  return { type: 'Video', mediaType: type, url, name: alt, width, height, ...(seconds === undefined ? {} : { duration: `PT${seconds}S` }) };
}

export function tombstone(note: LocalNote, name: string, publicUrl: string): Record<string, unknown> {
  return {
    '@context': CONTEXT,
    id: noteUri(publicUrl, name, note.id),
    type: 'Tombstone',
    deleted: note.deletedAt?.toISOString(),
  };
}

/** Create, Update or Delete of a post, addressed to everybody. */
export function noteActivity(kind: 'Create' | 'Update' | 'Delete', note: LocalNote, name: string, publicUrl: string): Activity {
  const actor = actorUri(publicUrl, name);
  const id = noteUri(publicUrl, name, note.id);
  const object = kind === 'Delete' ? { id, type: 'Tombstone' } : noteDocument(note, name, publicUrl);
  const mark = kind === 'Update' ? `-${String(note.updatedAt?.getTime() ?? 0)}` : '';
  const published = (kind === 'Create' ? note.publishedAt : (note.deletedAt ?? note.updatedAt ?? note.publishedAt)).toISOString();
  return {
    '@context': CONTEXT,
    id: `${id}#${kind.toLowerCase()}${mark}`,
    type: kind,
    actor,
    published,
    to: [PUBLIC],
    cc: [`${actor}/followers`],
    object,
  };
}

/** The answer to who wants to follow: names the question and repeats nothing else of it. */
export function acceptFollow(follow: { readonly id: string; readonly from: string }, name: string, publicUrl: string): Activity {
  const actor = actorUri(publicUrl, name);
  const object = { id: follow.id, type: 'Follow', actor: follow.from, object: actor };
  return { '@context': CONTEXT, id: `${actor}#accept-${encodeURIComponent(follow.id)}`, type: 'Accept', actor, object };
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Plain text as the little HTML that is kept everywhere: p, br, a. */
function paragraphs(text: string): string {
  const safe = text.replace(/[&<>"]/g, (sign) => signs[sign] ?? '');
  const linked = safe.replace(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}" rel="nofollow noopener">${url}</a>`);
  return linked
    .split(/\n{2,}/)
    .map((part) => `<p>${part.replaceAll('\n', '<br>')}</p>`)
    .join('');
}
