import type { ComponentChildren } from 'preact';

export interface Description {
  readonly term: string;
  /** `undefined` or `null` leaves the whole line out. */
  readonly value: ComponentChildren;
}

/** Facts about one thing: term and value side by side, one above the other on a phone. */
export function DescriptionList({ items }: { readonly items: readonly Description[] }) {
  return (
    <dl class="mc-facts">
      {items
        .filter(({ value }) => value !== undefined && value !== null && value !== '')
        .map(({ term, value }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
