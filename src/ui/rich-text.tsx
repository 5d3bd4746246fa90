import { type ComponentChildren, h } from 'preact';
import { parseHtml } from './rich-text/html.ts';
import { parseMarkdown } from './rich-text/markdown.ts';
import type { RichNode } from './rich-text/nodes.ts';

function toVnode(node: RichNode, index: number): ComponentChildren {
  if (typeof node === 'string') return node;
  return h(node.tag, { key: index, ...node.attributes }, node.children.map(toVnode));
}

export interface RichTextProps {
  /** A small Markdown: headings, paragraphs, lists, **bold**, *italic*, [links](https://…). Anything else is shown as typed. */
  readonly markdown: string;
  /** Of its first headings: 2 right under the page's own, 3 in a section of the page. */
  readonly level?: 2 | 3 | 4;
}

/** Text written by people. It becomes elements, never raw HTML, so nothing in it can run. */
export function RichText({ markdown, level = 3 }: RichTextProps) {
  return <div class="mc-prose">{parseMarkdown(markdown, level).map(toVnode)}</div>;
}

export interface HtmlTextProps {
  /** HTML from a converter; only harmless elements and attributes are kept, the text of the others stays. */
  readonly html: string;
}

/** Converted documents (DOCX, PDF). Read into elements by an allow-list and escaped again on the way out. */
export function HtmlText({ html }: HtmlTextProps) {
  return <div class="mc-prose">{parseHtml(html).map(toVnode)}</div>;
}

/** Put around what was found, by the query: `ts_headline(…, 'StartSel=\u0001, StopSel=\u0002')`; the pair cannot occur in text. */
export const highlightStart = '\u0001';
export const highlightStop = '\u0002';

/** A passage with the words that were searched for marked. */
export function Highlighted({ text }: { readonly text: string }) {
  const [first = '', ...rest] = text.split(highlightStart);
  return (
    <>
      {first}
      {rest.map((piece, index) => {
        const [marked = '', ...after] = piece.split(highlightStop);
        return (
          <span key={index}>
            <mark>{marked}</mark>
            {after.join('')}
          </span>
        );
      })}
    </>
  );
}

/** Facts for search engines (JSON-LD). It is data, not script; `<` is escaped, so that nothing in it can end the element. */
export function JsonLd({ data }: { readonly data: unknown }) {
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: JSON.stringify(data).replaceAll('<', '\\u003c') }} />;
}
