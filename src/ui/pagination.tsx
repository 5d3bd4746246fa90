import { uiMessages } from './messages.ts';
import { useMessages } from './page-context.ts';

export interface PaginationProps {
  readonly page: number;
  readonly pageCount: number;
  /** The address of a page; use `withQuery`, so that it stays the same for the same selection. */
  readonly href: (page: number) => string;
  /** What is paged, when a page has more than one pagination. */
  readonly label?: string;
}

/** First, last, and two on either side of the present page; 0 stands for a gap. */
export function visiblePages(page: number, pageCount: number): number[] {
  const wanted = [1, page - 2, page - 1, page, page + 1, page + 2, pageCount].filter((one) => one >= 1 && one <= pageCount);
  const shown = [...new Set(wanted)].toSorted((a, b) => a - b);
  return shown.flatMap((one, index) => {
    const before = shown[index - 1];
    if (before === undefined || one - before === 1) return [one];
    return one - before === 2 ? [one - 1, one] : [0, one];
  });
}

/** Numbered pages as plain links. Nothing at all when there is but one. */
export function Pagination({ page, pageCount, href, label }: PaginationProps) {
  const m = useMessages(uiMessages);
  if (pageCount <= 1) return null;
  return (
    <nav class="mc-pages" aria-label={label ?? m.pages}>
      {page > 1 ? (
        <a class="mc-pages__step" href={href(page - 1)} rel="prev">
          ‹ {m.previous}
        </a>
      ) : null}
      <ol>
        {visiblePages(page, pageCount).map((one, index) => (
          <li key={index}>
            {one === 0 ? (
              <span aria-hidden="true">…</span>
            ) : (
              <a href={href(one)} aria-label={m.page(one)} {...(one === page ? { 'aria-current': 'page' } : {})}>
                {one}
              </a>
            )}
          </li>
        ))}
      </ol>
      {page < pageCount ? (
        <a class="mc-pages__step" href={href(page + 1)} rel="next">
          {m.next} ›
        </a>
      ) : null}
    </nav>
  );
}

export interface StepsProps {
  readonly previousUrl?: string | undefined;
  readonly nextUrl?: string | undefined;
  readonly label?: string;
}

/** Previous and next only, for lists too long to count. */
export function PreviousNext({ previousUrl, nextUrl, label }: StepsProps) {
  const m = useMessages(uiMessages);
  if (!previousUrl && !nextUrl) return null;
  return (
    <nav class="mc-pages" aria-label={label ?? m.pages}>
      {previousUrl ? (
        <a class="mc-pages__step" href={previousUrl} rel="prev">
          ‹ {m.previous}
        </a>
      ) : null}
      {nextUrl ? (
        <a class="mc-pages__step" href={nextUrl} rel="next">
          {m.next} ›
        </a>
      ) : null}
    </nav>
  );
}
