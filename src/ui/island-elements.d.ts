import type { ComponentChildren } from 'preact';

interface IslandAttributes {
  readonly children?: ComponentChildren;
  readonly class?: string;
  readonly hidden?: boolean;
  readonly id?: string;
  readonly [data: `data-${string}`]: string | number | boolean | undefined;
}

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'mc-combobox': IslandAttributes;
      'mc-draft': IslandAttributes;
      'mc-filedrop': IslandAttributes;
      'mc-keyboard': IslandAttributes;
      'mc-live': IslandAttributes;
      'mc-textbar': IslandAttributes;
    }
  }
}
