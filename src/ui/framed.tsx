import type { ComponentChildren } from 'preact';
import type { Lang } from '#kernel/i18n.ts';
import { mainStyle } from './assets.ts';
import { PageContext, usePage } from './page-context.ts';

export interface FramedProps {
  readonly title: string;
  /** Chosen by the page around, not by the reader's cookies, which do not come into a frame. */
  readonly lang: Lang;
  /** Absent: the reader's system decides. */
  readonly theme?: 'light' | 'dark' | undefined;
  /** Absolute; search engines are sent there instead. */
  readonly canonical: string;
  readonly children: ComponentChildren;
}

/** A small page for a frame on other sites: no header, no script; its links should open outside of the frame. */
export function Framed({ title, lang, theme, canonical, children }: FramedProps) {
  const page = usePage();
  return (
    <PageContext.Provider value={{ ...page, lang, theme }}>
      <html lang={lang} data-color-scheme={theme ?? 'auto'}>
        <head>
          <meta charset="utf-8" />
          <title>{title}</title>
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content={theme ?? 'light dark'} />
          <meta name="robots" content="noindex" />
          <link rel="canonical" href={canonical} />
          <link rel="stylesheet" href={page.assets.url(mainStyle)} />
          <base target="_blank" />
        </head>
        <body class="mc-framed" data-size="sm">
          <main>{children}</main>
        </body>
      </html>
    </PageContext.Provider>
  );
}
