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

/** A picture in the width that the window needs, with its description and credit. */
export function Picture({ media }: { readonly media: Pick<Media, 'hash' | 'width' | 'height' | 'altVi' | 'altEn' | 'credit'> }) {
  const m = useMessages(messages);
  const lang = useLang();
  const set = (format: 'webp' | 'jpeg') =>
    widths.map((width) => `${pictureUrl(media.hash, width, format)} ${Math.min(width, media.width)}w`).join(', ');
  const sizes = '(min-width: 60rem) 45rem, 100vw';
  return (
    <figure class="mc-figure">
      <picture>
        <source type="image/webp" srcset={set('webp')} sizes={sizes} />
        <img
          src={pictureUrl(media.hash, 960, 'jpeg')}
          srcset={set('jpeg')}
          sizes={sizes}
          alt={lang === 'en' && media.altEn ? media.altEn : media.altVi}
          width={media.width}
          height={media.height}
          loading="lazy"
        />
      </picture>
      <figcaption class="mc-hint">
        {m.photo}: {media.credit}
      </figcaption>
    </figure>
  );
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
