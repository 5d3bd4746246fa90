import type { ComponentChildren } from 'preact';

export interface CardProps {
  readonly title?: ComponentChildren;
  /** Makes the title a link and the whole card a place to click. */
  readonly url?: string | undefined;
  /** Small line above the title: kind, number, date. */
  readonly meta?: ComponentChildren;
  readonly level?: 2 | 3;
  /** Stands above everything, over the whole width. */
  readonly picture?: ComponentChildren;
  readonly children?: ComponentChildren;
}

/** A thing among others: a hit, an agency, a section of a desk. */
export function Card({ title, url, meta, level = 3, picture, children }: CardProps) {
  const Heading = `h${level}` as 'h2' | 'h3';
  return (
    <article class={url ? 'ds-card mc-card mc-card--link' : 'ds-card mc-card'} data-color="neutral">
      {picture ? <div class="mc-card__picture">{picture}</div> : null}
      {meta ? <p class="mc-card__meta">{meta}</p> : null}
      {title ? <Heading class="ds-heading">{url ? <a href={url}>{title}</a> : title}</Heading> : null}
      {children}
    </article>
  );
}

/** Cards in as many columns as fit. */
export function CardGrid({ children }: { readonly children: ComponentChildren }) {
  return <div class="mc-grid">{children}</div>;
}

/** Something that opens: extra information that most readers do not need. */
export function Details({
  summary,
  open,
  children,
}: {
  readonly summary: string;
  readonly open?: boolean;
  readonly children: ComponentChildren;
}) {
  return (
    <details class="mc-details" open={open}>
      <summary>{summary}</summary>
      <div class="mc-details__body">{children}</div>
    </details>
  );
}

export interface EmptyStateProps {
  readonly title: string;
  readonly children?: ComponentChildren;
  /** What to do instead: links or buttons. */
  readonly actions?: ComponentChildren;
}

/** Nothing here, said kindly, with a way on. */
export function EmptyState({ title, children, actions }: EmptyStateProps) {
  return (
    <div class="mc-empty">
      <p class="mc-empty__title">{title}</p>
      {children}
      {actions ? <div class="mc-buttons">{actions}</div> : null}
    </div>
  );
}

export interface SectionProps {
  readonly title: string;
  readonly id?: string;
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A part of a page under an `<h2>`. */
export function Section({ title, id, actions, children }: SectionProps) {
  return (
    <section class="mc-section" {...(id ? { id } : {})}>
      <div class="mc-title">
        <h2 class="ds-heading">{title}</h2>
        {actions ? <div class="mc-buttons">{actions}</div> : null}
      </div>
      {children}
    </section>
  );
}

export interface ColumnsProps {
  readonly aside: ComponentChildren;
  /** `start` for filters, `end` for facts about what the main column shows; on a phone filters come first, facts last. */
  readonly side?: 'start' | 'end';
  readonly children: ComponentChildren;
}

/** A narrow column of filters or facts beside the main one. */
export function Columns({ aside, side = 'start', children }: ColumnsProps) {
  const narrow = <div class="mc-columns__aside">{aside}</div>;
  return (
    <div class="mc-columns" data-side={side}>
      {side === 'start' ? narrow : null}
      <div class="mc-columns__main">{children}</div>
      {side === 'end' ? narrow : null}
    </div>
  );
}
