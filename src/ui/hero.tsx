import type { ComponentChildren } from 'preact';
import { SearchBox, type SearchBoxProps } from './search-box.tsx';
import { Star } from './star.tsx';

export interface HeroProps extends Pick<SearchBoxProps, 'hint' | 'action' | 'name'> {
  /** The page's `<h1>`; default the one question. */
  readonly question?: string;
  /** Ways on, under the box. */
  readonly children?: ComponentChildren;
}

/** The top of the home page: the one question, and the star beside it. Use with `<Page heading={false} emblem={false}>`. */
export function Hero({ question, children, ...box }: HeroProps) {
  return (
    <div class="mc-hero">
      <div class="mc-hero__ask">
        <SearchBox {...box} {...(question ? { label: question } : {})} size="lg" heading />
        {children}
      </div>
      <Star detail="full" class="mc-hero__star" />
    </div>
  );
}
