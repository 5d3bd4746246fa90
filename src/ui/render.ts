import { type ComponentChild, h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { PageContext } from './page-context.ts';

/** A whole HTML document. Everything in the markup is escaped; the only raw HTML of the product is in rich-text.tsx. */
export function renderPage(page: ComponentChild, context: PageContext): string {
  return `<!doctype html>\n${renderFragment(page, context)}`;
}

/** A piece of a page, for tests and for fragments sent to islands. */
export function renderFragment(piece: ComponentChild, context: PageContext): string {
  // A copy: what is counted over one rendering (its forms) must begin anew with the next.
  return renderToString(h(PageContext.Provider, { value: { ...context } }, piece));
}
