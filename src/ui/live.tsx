import type { ComponentChildren } from 'preact';
import { uiMessages } from './messages.ts';
import { useMessages } from './page-context.ts';

export interface LiveProps {
  /**
   * Server-sent events; each `message` is a JSON object of key → number or text, put into the elements with
   * that `data-live` key. An event named `done` ends it.
   */
  readonly source: string;
  readonly children: ComponentChildren;
}

/** Keeps numbers inside it up to date. Without script the page shows them as of when it was loaded. */
export function Live({ source, children }: LiveProps) {
  return <mc-live data-src={source}>{children}</mc-live>;
}

export interface Shortcut {
  /** As `KeyboardEvent.key` has it: `j`, `Enter`, `/`, `?`. */
  readonly key: string;
  readonly does: 'next' | 'previous' | 'open' | 'select' | 'search' | 'help' | 'click';
  /** CSS selector of what `click` presses. */
  readonly target?: string;
  /** In the reader's language. */
  readonly label: string;
}

export interface KeyboardProps {
  /** Added to moving, opening, selecting, searching and help, which every list has. */
  readonly shortcuts?: readonly Shortcut[];
  readonly children: ComponentChildren;
}

function ShortcutList({ shortcuts }: { readonly shortcuts: readonly Shortcut[] }) {
  return (
    <dl>
      {shortcuts.map(({ key, does, target, label }) => (
        <div key={key} data-key={key} data-does={does} data-target={target}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{label}</dd>
        </div>
      ))}
    </dl>
  );
}

/**
 * A list that can be worked through by keyboard: the table of shortcuts that people read is the one the
 * island obeys. They can be switched off (WCAG 2.1.4), and the choice is kept on this machine.
 */
export function Keyboard({ shortcuts = [], children }: KeyboardProps) {
  const m = useMessages(uiMessages);
  const usual: Shortcut[] = [
    { key: 'j', does: 'next', label: m.keyNext },
    { key: 'k', does: 'previous', label: m.keyPrevious },
    { key: 'Enter', does: 'open', label: m.keyOpen },
    { key: 'x', does: 'select', label: m.keySelect },
    { key: '/', does: 'search', label: m.keySearch },
    { key: '?', does: 'help', label: m.keyHelp },
  ];
  return (
    <mc-keyboard>
      {children}
      <details class="mc-details mc-keys" hidden>
        <summary>{m.shortcuts}</summary>
        <div class="mc-details__body">
          <label class="mc-keys__switch">
            <input class="ds-input" type="checkbox" checked data-switch /> {m.shortcutsOn}
          </label>
          <ShortcutList shortcuts={[...usual, ...shortcuts]} />
        </div>
      </details>
    </mc-keyboard>
  );
}
