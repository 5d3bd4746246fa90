import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import type { Renderer } from '#kernel/http/context.ts';
import type { Module, NavItem, SiteNotice } from '#kernel/module.ts';
import { allows, EVERYWHERE } from '#kernel/permission.ts';
import type { Problem } from '#kernel/problem.ts';
import { now } from '#kernel/time.ts';
import type { Assets } from '#ui/assets.ts';
import type { PageContext, PageUser } from '#ui/page-context.ts';
import { ProblemPage } from '#ui/problem-page.tsx';
import { renderPage } from '#ui/render.ts';

export interface PageParts {
  readonly modules: readonly Module[];
  readonly assets: Assets;
  readonly publicUrl: string;
  userOf(request: FastifyRequest): PageUser | undefined;
  /** What every page warns of at this moment. */
  notices?(): readonly SiteNotice[];
}

const footer: PageContext['footer'] = {
  links: [
    { title: { vi: 'Kiểm tra văn bản', en: 'Check a document' }, url: '/kiem-tra' },
    { title: { vi: 'Sổ cái công khai', en: 'Public ledger' }, url: '/so-cai' },
    { title: { vi: 'Dữ liệu cho lập trình viên', en: 'For developers' }, url: '/api' },
  ],
  note: {
    vi: 'Một Cửa – mọi văn bản ở đây đều được ký số và kiểm chứng được bởi bất kỳ ai.',
    en: 'Một Cửa – every document here is digitally signed and can be checked by anyone.',
  },
};

function navOf(items: readonly NavItem[], request: FastifyRequest): PageContext['nav'] {
  const visible = items.filter((item) => allows(request.actor, item.permission, item.everywhere ? EVERYWHERE : undefined));
  return {
    public: visible.filter((item) => item.audience === 'public'),
    staff: visible.filter((item) => item.audience === 'staff'),
  };
}

/** Whatever stands in the request line, links made from the path stay on this site: `//host` and `/\\host` would not. */
function addressOf(raw: string): { path: string; query: URLSearchParams } {
  const at = raw.indexOf('?');
  const path = at === -1 ? raw : raw.slice(0, at);
  return { path: `/${path.replace(/^[/\\]+/, '')}`, query: new URLSearchParams(at === -1 ? '' : raw.slice(at)) };
}

function contextOf(request: FastifyRequest, parts: PageParts, items: readonly NavItem[]): PageContext {
  const { path, query } = addressOf(request.url);
  const theme = query.get('theme') ?? request.cookies['theme'];
  return {
    lang: request.lang,
    path,
    query,
    user: parts.userOf(request),
    nav: navOf(items, request),
    notices: parts.notices?.(),
    assets: parts.assets,
    productName: 'Một Cửa',
    tagline: { vi: 'Một cửa cho mọi việc với Nhà nước', en: 'One door to the State' },
    canonicalUrl: `${parts.publicUrl}${path}`,
    now: now(),
    theme: theme === 'light' || theme === 'dark' ? theme : undefined,
    manifest: '/manifest.webmanifest',
    urls: { home: '/', search: '/tim', signIn: '/dang-nhap', signOut: '/dang-xuat', account: '/tai-khoan', desk: '/ban-lam-viec' },
    footer,
  };
}

/** How pages and problems become HTML: inside the product's frame, with what this reader may see. */
export function pageRenderers(parts: PageParts): {
  render: Renderer;
  problemPage: (problem: Problem, request: FastifyRequest) => string;
} {
  const items = parts.modules.flatMap((module) => module.nav ?? []);
  const render: Renderer = (vnode, request) => renderPage(vnode, contextOf(request, parts, items));
  return {
    render,
    problemPage: (problem, request) => render(h(ProblemPage, { problem, requestId: request.id }), request),
  };
}
