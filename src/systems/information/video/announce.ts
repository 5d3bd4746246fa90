import type { FileStore } from '#kernel/files.ts';
import type { ReleaseMedia } from '../events.ts';
import type { Media } from '../queries/media.ts';
import type { Video } from './queries.ts';

/** What other systems are told of an edition's pictures and videos; in a release of the kind video the film comes first. */
export async function announcedMedia(
  files: FileStore,
  kind: string,
  pictures: readonly Media[],
  videos: readonly Video[],
): Promise<ReleaseMedia[]> {
  const photographs = await Promise.all(pictures.map(async (one) => asPicture(one, await files.size(one.hash))));
  const films = videos.map(asVideo);
  return kind === 'video' ? [...films, ...photographs] : [...photographs, ...films];
}

function asPicture({ hash, altVi, credit, width, height, shareHash }: Media, bytes: number): ReleaseMedia {
  const share = shareHash === null ? {} : { share: shareHash };
  return { kind: 'picture', hash, type: 'image/jpeg', bytes, alt: altVi, credit, width, height, ...share };
}

function asVideo(video: Video): ReleaseMedia {
  const { hash, type, bytes, seconds, width, height, altVi, credit, poster, captionsVi, captionsEn } = video;
  return {
    kind: 'video',
    hash,
    type,
    bytes,
    seconds,
    alt: altVi,
    credit,
    width,
    height,
    captions: [
      ...(captionsVi ? [{ lang: 'vi' as const, hash: captionsVi }] : []),
      ...(captionsEn ? [{ lang: 'en' as const, hash: captionsEn }] : []),
    ],
    ...(poster ? { poster } : {}),
  };
}

/** The files of an edition, as its signature names them: pictures, then each video with its captions. */
export function signedFiles(pictures: readonly Media[], videos: readonly Video[]): string[] {
  const of = ({ hash, captionsVi, captionsEn }: Video) => [hash, captionsVi, captionsEn].filter((one) => one !== null);
  return [...pictures.map(({ hash }) => hash), ...videos.flatMap(of)];
}
