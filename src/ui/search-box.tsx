import { Icon } from './icon.tsx';
import { uiMessages } from './messages.ts';
import { useMessages, useUrls } from './page-context.ts';

export interface SearchBoxProps {
  /** The question above the box; default "Bạn cần gì?". */
  readonly label?: string;
  /** Examples of what may be asked. */
  readonly hint?: string;
  readonly value?: string | undefined;
  readonly name?: string;
  readonly action?: string;
  /** `lg`: the home page's one question; `md`: above a list of results. */
  readonly size?: 'md' | 'lg';
  /** The question is the page's `<h1>`. */
  readonly heading?: boolean;
  /** Selected filters that a new question should keep. */
  readonly keep?: readonly (readonly [name: string, value: string])[];
}

/** The one question. A plain GET form: the answer has an address. */
export function SearchBox({ label, hint, value = '', name = 'q', action, size = 'md', heading, keep = [] }: SearchBoxProps) {
  const m = useMessages(uiMessages);
  const urls = useUrls();
  const question = (
    <label class="mc-search__label" for="mc-search">
      {label ?? m.question}
    </label>
  );
  return (
    <form class="mc-search" role="search" action={action ?? urls.search} method="get" data-look={size}>
      {heading ? <h1 class="mc-search__heading">{question}</h1> : question}
      {hint ? (
        <p class="mc-hint" id="mc-search-hint">
          {hint}
        </p>
      ) : null}
      <div class="mc-search__row">
        <input
          class="ds-input"
          id="mc-search"
          type="search"
          name={name}
          value={value}
          autocomplete="off"
          enterkeyhint="search"
          {...(hint ? { 'aria-describedby': 'mc-search-hint' } : {})}
        />
        <button class="ds-button" data-color="accent" data-variant="primary" type="submit">
          <Icon name="search" />
          {m.search}
        </button>
      </div>
      {keep.map(([keepName, keepValue]) => (
        <input key={`${keepName}=${keepValue}`} type="hidden" name={keepName} value={keepValue} />
      ))}
    </form>
  );
}
