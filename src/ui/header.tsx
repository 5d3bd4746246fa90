import { Icon } from './icon.tsx';
import { uiMessages } from './messages.ts';
import { type NavLink, useLang, useMessages, usePage, useUrls } from './page-context.ts';
import { Star } from './star.tsx';
import { withQuery } from './url.ts';

function Preferences() {
  const page = usePage();
  const m = useMessages(uiMessages);
  const other = page.lang === 'vi' ? 'en' : 'vi';
  const here = (changes: Record<string, string>) => withQuery(page.path, page.query, changes);
  return (
    <>
      <a class="mc-tool mc-only-light" href={here({ theme: 'dark' })} rel="nofollow">
        <Icon name="moon" />
        <span class="mc-tool__text">{m.toDark}</span>
      </a>
      <a class="mc-tool mc-only-dark" href={here({ theme: 'light' })} rel="nofollow">
        <Icon name="sun" />
        <span class="mc-tool__text">{m.toLight}</span>
      </a>
      <a class="mc-tool" href={here({ lang: other })} lang={other} hreflang={other} rel="nofollow">
        {m.otherLanguage}
      </a>
    </>
  );
}

/** From a public page back to the work that waits; staff pages have it in their navigation. */
function DeskLink() {
  const { user } = usePage();
  const { desk } = useUrls();
  const m = useMessages(uiMessages);
  if (!user || !desk) return null;
  return (
    <a class="mc-tool" href={desk}>
      <Icon name="list" />
      <span class="mc-tool__text">{m.desk}</span>
    </a>
  );
}

function Account() {
  const { user } = usePage();
  const urls = useUrls();
  const m = useMessages(uiMessages);
  if (!user) {
    return (
      <a class="mc-tool" href={urls.signIn} data-sign-in>
        <Icon name="person" />
        {m.signIn}
      </a>
    );
  }
  return (
    <details class="mc-menu">
      <summary class="mc-tool" aria-label={m.userMenu(user.name)}>
        <Icon name="person" />
        <span class="mc-menu__name">{user.name}</span>
      </summary>
      <div class="mc-menu__panel">
        <p>
          <strong>{user.name}</strong>
          <br />
          {user.post}
          <br />
          {user.unit}
        </p>
        {urls.desk ? (
          <a class="ds-link" href={urls.desk}>
            {m.desk}
          </a>
        ) : null}
        <a class="ds-link" href={urls.account}>
          {m.account}
        </a>
        <form method="post" action={urls.signOut} data-sign-out>
          <button class="ds-button" data-variant="secondary" type="submit">
            {m.signOut}
          </button>
        </form>
      </div>
    </details>
  );
}

/** The item of the page itself or the longest one above it. */
export function currentUrl(links: readonly NavLink[], path: string): string | undefined {
  const above = links.filter(({ url }) => path === url || (url !== '/' && path.startsWith(`${url.replace(/\/$/, '')}/`)));
  return above.toSorted((a, b) => b.url.length - a.url.length)[0]?.url;
}

function Nav({ label, links }: { readonly label: string; readonly links: readonly NavLink[] }) {
  const { path } = usePage();
  const lang = useLang();
  const current = currentUrl(links, path);
  if (links.length === 0) return null;
  return (
    <nav class="mc-nav" aria-label={label}>
      <ul class="mc-wrap">
        {links.map((link) => (
          <li key={link.url}>
            <a href={link.url} {...(link.url === current ? { 'aria-current': 'page' } : {})}>
              {link.title[lang]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export interface HeaderProps {
  readonly audience: 'public' | 'staff';
  /** False where the page itself shows the star. */
  readonly emblem: boolean;
}

/** The red band with the product's name, the reader's tools, and the navigation of the audience. */
export function Header({ audience, emblem }: HeaderProps) {
  const page = usePage();
  const m = useMessages(uiMessages);
  return (
    <header class="mc-header">
      <div class="mc-header__band">
        <div class="mc-wrap mc-header__row">
          <a class="mc-brand" href={useUrls().home}>
            {emblem ? <Star /> : null}
            <span>
              <span class="mc-brand__name">{page.productName}</span>
              {page.tagline ? <span class="mc-brand__tagline">{page.tagline[page.lang]}</span> : null}
            </span>
          </a>
          <nav class="mc-header__tools" aria-label={m.tools}>
            <Preferences />
            {audience === 'public' ? <DeskLink /> : null}
            <Account />
          </nav>
        </div>
      </div>
      <Nav label={audience === 'staff' ? m.staffNav : m.mainNav} links={page.nav[audience]} />
    </header>
  );
}
