import type { ComponentChildren } from 'preact';
import { favicon, mainScript, mainStyle } from './assets.ts';
import { Header } from './header.tsx';
import { uiMessages } from './messages.ts';
import { Notice } from './notice.tsx';
import { type NavLink, useLang, useMessages, usePage, useUrls } from './page-context.ts';

/** A step of the way to this page; the last one has no address. */
export interface Crumb {
  readonly title: string;
  readonly url?: string | undefined;
}

/** A machine-readable twin of the page: an Atom or JSON feed, a JSON record. */
export interface Feed {
  readonly title: string;
  readonly url: string;
  readonly type: 'application/atom+xml' | 'application/feed+json' | 'application/json';
}

export interface PageProps {
  /** Of the window and, unless `heading` says otherwise, of the page. */
  readonly title: string;
  /** What stands in the `<h1>`; `false` when the page brings its own. */
  readonly heading?: ComponentChildren | false;
  /** One sentence under the heading. */
  readonly lead?: ComponentChildren;
  /** Buttons at the right of the heading. */
  readonly actions?: ComponentChildren;
  /** The way here, home left out. */
  readonly crumbs?: readonly Crumb[];
  readonly audience?: 'public' | 'staff';
  /** For search engines: one or two sentences. */
  readonly description?: string;
  readonly feeds?: readonly Feed[];
  /** Further elements of `<head>`. */
  readonly head?: ComponentChildren;
  /** The whole width of the window, for tables with many columns. */
  readonly wide?: boolean;
  /** False where the page itself shows the star. */
  readonly emblem?: boolean;
  /** True after a refused form: the window's title then says so first. */
  readonly failed?: boolean;
  /** Source files of a module's own islands, e.g. `src/systems/axis/islands/map.ts`. */
  readonly islands?: readonly string[];
  readonly children: ComponentChildren;
}

function Head({ title, description, feeds = [], head, audience, failed, islands = [] }: Omit<PageProps, 'children'>) {
  const page = usePage();
  const m = useMessages(uiMessages);
  return (
    <head>
      <meta charset="utf-8" />
      <title>{`${failed ? m.titleError : ''}${title === page.productName ? title : `${title} – ${page.productName}`}`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content={page.theme ?? 'light dark'} />
      <meta name="theme-color" content="#9e1b1e" />
      {description ? <meta name="description" content={description} /> : null}
      {audience === 'staff' ? <meta name="robots" content="noindex" /> : <link rel="canonical" href={page.canonicalUrl} />}
      <link rel="icon" href={page.assets.url(favicon)} type="image/svg+xml" />
      {page.manifest ? <link rel="manifest" href={page.manifest} /> : null}
      <link rel="stylesheet" href={page.assets.url(mainStyle)} />
      {[mainScript, ...islands].map((source) => (
        <script key={source} type="module" src={page.assets.url(source)} />
      ))}
      {feeds.map((feed) => (
        <link key={feed.url} rel="alternate" type={feed.type} href={feed.url} title={feed.title} />
      ))}
      {head}
    </head>
  );
}

function Crumbs({ crumbs }: { readonly crumbs: readonly Crumb[] }) {
  const m = useMessages(uiMessages);
  const way = [{ title: m.home, url: useUrls().home }, ...crumbs];
  return (
    <nav class="mc-crumbs" aria-label={m.crumbs}>
      <ol>
        {way.map((crumb, index) => (
          <li key={index}>{crumb.url ? <a href={crumb.url}>{crumb.title}</a> : <span aria-current="page">{crumb.title}</span>}</li>
        ))}
      </ol>
    </nav>
  );
}

function FooterLinks({ links }: { readonly links: readonly NavLink[] }) {
  const lang = useLang();
  const m = useMessages(uiMessages);
  return (
    <nav aria-label={m.footerNav}>
      <ul>
        {links.map((link) => (
          <li key={link.url}>
            <a href={link.url}>{link.title[lang]}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Footer() {
  const { footer, lang, productName } = usePage();
  return (
    <footer class="mc-footer">
      <div class="mc-wrap">
        {footer && footer.links.length > 0 ? <FooterLinks links={footer.links} /> : null}
        <p>{footer ? footer.note[lang] : productName}</p>
      </div>
    </footer>
  );
}

function Title({ heading, lead, actions }: Pick<PageProps, 'heading' | 'lead' | 'actions'>) {
  return (
    <div class="mc-title">
      <div>
        <h1 class="ds-heading">{heading}</h1>
        {lead ? <p class="mc-lead">{lead}</p> : null}
      </div>
      {actions ? <div class="mc-buttons">{actions}</div> : null}
    </div>
  );
}

/** What every page warns of at present, before anything else. */
function SiteNotices() {
  const { notices = [], lang } = usePage();
  const m = useMessages(uiMessages);
  if (notices.length === 0) return null;
  return (
    <aside class="mc-site-notices" aria-label={m.siteNotices}>
      {notices.map(({ kind, text, url }) => (
        <Notice key={url} kind={kind}>
          <p>
            <a href={url}>{text[lang]}</a>
          </p>
        </Notice>
      ))}
    </aside>
  );
}

/** The frame of every page: skip link, header, way here, what just happened, content, footer. */
export function Page(props: PageProps) {
  const { title, heading = title, lead, actions, crumbs, audience = 'public', wide, emblem = true, children } = props;
  const page = usePage();
  const m = useMessages(uiMessages);
  return (
    <html lang={page.lang} data-color-scheme={page.theme ?? 'auto'}>
      <Head {...props} />
      <body data-size={audience === 'staff' ? 'sm' : 'md'} data-audience={audience} {...(wide ? { 'data-wide': '' } : {})}>
        <a class="ds-skip-link" href="#main">
          {m.skip}
        </a>
        <Header audience={audience} emblem={emblem} />
        <div class="mc-wrap">
          <SiteNotices />
          {crumbs && crumbs.length > 0 ? <Crumbs crumbs={crumbs} /> : null}
          <main id="main" class="mc-main" tabindex={-1}>
            {page.flash ? (
              <Notice kind={page.flash.kind} role="status">
                <p>{page.flash.text[page.lang]}</p>
              </Notice>
            ) : null}
            {heading === false ? null : <Title heading={heading} lead={lead} actions={actions} />}
            {children}
          </main>
        </div>
        <Footer />
      </body>
    </html>
  );
}
