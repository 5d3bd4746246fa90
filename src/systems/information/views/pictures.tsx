import { useLang, useMessages } from '#ui/page-context.ts';
import { messages } from '../messages.ts';
import type { Media } from '../queries/media.ts';

/** Address of a picture in one width and format; it answers only while the picture may be seen. */
export function pictureUrl(hash: string, width: number, format: 'webp' | 'jpeg'): string {
  return `/tin/anh/${hash}-${width}.${format}`;
}

/** Address of the preview that stands beside links to a release, 1200 × 630. */
export function previewUrl(shareHash: string): string {
  return `/tin/anh/${shareHash}-1200.jpeg`;
}

const widths = [480, 960, 1600] as const;

type Shown = Pick<Media, 'hash' | 'width' | 'height' | 'altVi' | 'altEn' | 'credit'>;

interface SizedProps {
  readonly media: Pick<Media, 'hash' | 'width' | 'height'>;
  readonly alt: string;
  /** How wide it stands, for the browser to choose among the files. */
  readonly sizes: string;
  /** The widest file that is offered. */
  readonly most?: (typeof widths)[number];
  /** It stands at the top and is what the page is about: fetched before the rest. */
  readonly eager?: boolean;
}

/** A picture from the file that the window and the screen need. */
function Sized({ media, alt, sizes, most = 1600, eager = false }: SizedProps) {
  const set = (format: 'webp' | 'jpeg') =>
    widths
      .filter((width) => width <= most)
      .map((width) => `${pictureUrl(media.hash, width, format)} ${Math.min(width, media.width)}w`)
      .join(', ');
  return (
    <picture>
      <source type="image/webp" srcset={set('webp')} sizes={sizes} />
      <img
        src={pictureUrl(media.hash, 960, 'jpeg')}
        srcset={set('jpeg')}
        sizes={sizes}
        alt={alt}
        width={media.width}
        height={media.height}
        loading={eager ? 'eager' : 'lazy'}
      />
    </picture>
  );
}

/** A picture in the width that the window needs, with its description and credit. */
export function Picture({ media }: { readonly media: Shown }) {
  const m = useMessages(messages);
  const lang = useLang();
  return (
    <figure class="mc-figure">
      <Sized media={media} alt={lang === 'en' && media.altEn ? media.altEn : media.altVi} sizes="(min-width: 60rem) 45rem, 100vw" />
      <figcaption class="mc-hint">
        {m.photo}: {media.credit}
      </figcaption>
    </figure>
  );
}

/**
 * The pictures of a photo story: the first over the whole page, the others two beside each other where there is room, each with its
 * words and whose it is. The words are the picture's description, so that they are read out once.
 */
export function PhotoStory({ media }: { readonly media: readonly Shown[] }) {
  const m = useMessages(messages);
  const lang = useLang();
  return (
    <div class="mc-story">
      {media.map((one, index) => {
        const words = lang === 'en' && one.altEn ? one.altEn : one.altVi;
        const sizes = index === 0 ? '(min-width: 75rem) 70rem, 100vw' : '(min-width: 60rem) 35rem, 100vw';
        return (
          <figure key={index} class="mc-figure">
            <Sized media={one} alt={words} sizes={sizes} eager={index === 0} />
            <figcaption>
              <span aria-hidden="true">{words} </span>
              <span class="mc-hint">
                {m.photo}: {one.credit}
              </span>
            </figcaption>
          </figure>
        );
      })}
    </div>
  );
}

/** The picture on a card; the title beside it says what it is. */
export function CardPicture({ media }: { readonly media: SizedProps['media'] }) {
  return <Sized media={media} alt="" sizes="(min-width: 60rem) 45rem, 100vw" most={960} />;
}

export function Pictures({ media }: { readonly media: readonly Media[] }) {
  return (
    <>
      {media.map((one) => (
        <Picture key={one.id} media={one} />
      ))}
    </>
  );
}
