import { LinkButton } from '#ui/button.tsx';
import { Section } from '#ui/card.tsx';
import { useMessages } from '#ui/page-context.ts';
import { copyMessages } from '../../press/copies/messages.ts';
import type { Media } from '../../queries/media.ts';

/** What a reporter may take away: the copy as PDF and the pictures, each marked to them. */
export function CopyFiles({ base, media }: { readonly base: string; readonly media: readonly Media[] }) {
  const m = useMessages(copyMessages);
  return (
    <>
      <p>
        <LinkButton href={`${base}/ban-rieng.pdf`}>{m.pdf}</LinkButton>
      </p>
      <p class="mc-hint">{m.pdfHint}</p>
      {media.length > 0 ? (
        <Section title={m.pictures}>
          <p class="mc-hint">{m.picturesHint}</p>
          {media.map(({ id, altVi, credit, width, height }) => (
            <figure key={id} class="mc-figure">
              <img src={`${base}/anh/${id}.jpg`} alt={altVi} width={width} height={height} loading="lazy" />
              <figcaption class="mc-hint">
                {m.photo}: {credit}. <a href={`${base}/anh/${id}-lon.jpg`}>{m.picture}</a>
              </figcaption>
            </figure>
          ))}
        </Section>
      ) : null}
    </>
  );
}
