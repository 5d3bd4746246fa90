import type { ComponentChildren } from 'preact';

/** Prints the page; there only with script, because browsers print without it from their own menu. Needs the island `print.ts`. */
export function PrintButton({ children }: { readonly children: ComponentChildren }) {
  return (
    <button class="ds-button" data-variant="primary" data-color="accent" type="button" data-print hidden>
      {children}
    </button>
  );
}
