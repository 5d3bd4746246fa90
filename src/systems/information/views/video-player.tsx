import { Details } from '#ui/card.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { pictureUrl } from './pictures.tsx';
import { videoMessages } from '../video/messages.ts';
import type { Video } from '../video/queries.ts';
import { clockText, sizeText } from './video-words.ts';

/** Address of a video's file; it answers only while the video may be seen. */
export function videoUrl({ hash, type }: Pick<Video, 'hash' | 'type'>): string {
  return `/tin/video/${hash}.${type === 'video/mp4' ? 'mp4' : 'webm'}`;
}

function captionsUrl(hash: string): string {
  return `/tin/phu-de/${hash}.vtt`;
}

export interface PlayerProps {
  readonly video: Video;
  /** What is said, paragraph by paragraph, from the captions in the reader's language. */
  readonly transcript?: readonly { readonly from: number; readonly text: string }[];
}

/** A video with its captions and what is said in it. Nothing of it is loaded before somebody presses play. */
export function Player({ video, transcript = [] }: PlayerProps) {
  const m = useMessages(videoMessages);
  const lang = useLang();
  const about = lang === 'en' && video.altEn !== '' ? video.altEn : video.altVi;
  const tracks = (['vi', 'en'] as const).flatMap((one) => {
    const hash = one === 'vi' ? video.captionsVi : video.captionsEn;
    return hash === null ? [] : [{ lang: one, hash }];
  });
  const shown = tracks.some((one) => one.lang === lang) ? lang : 'vi';
  return (
    <figure class="mc-figure mc-video">
      <video
        controls
        preload="none"
        playsinline
        width={video.width}
        height={video.height}
        aria-label={about}
        {...(video.poster ? { poster: pictureUrl(video.poster, 960, 'jpeg') } : {})}
      >
        <source src={videoUrl(video)} type={video.type} />
        {tracks.map((track) => (
          <track
            key={track.lang}
            kind="captions"
            srclang={track.lang}
            label={track.lang === 'vi' ? m.vietnamese : m.english}
            src={captionsUrl(track.hash)}
            default={track.lang === shown}
          />
        ))}
        <a href={videoUrl(video)}>{m.cannotPlay}</a>
      </video>
      <figcaption>
        {about}{' '}
        <span class="mc-hint">
          {m.video}: {video.credit} · {m.length} {clockText(video.seconds)} · <a href={videoUrl(video)}>{m.download}</a> (
          {sizeText(video.bytes, lang)})
        </span>
      </figcaption>
      {transcript.length > 0 ? (
        <Details summary={m.transcript}>
          {transcript.map(({ from, text }) => (
            <p key={from}>
              <span class="mc-hint">{clockText(from)}</span> {text}
            </p>
          ))}
        </Details>
      ) : null}
    </figure>
  );
}
