const TAG = /<(?:a|link)\b[^>]{0,2000}>/giu;

function attribute(tag: string, name: string): string | undefined {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'iu').exec(tag);
  return match?.[1] ?? match?.[2] ?? match?.[3];
}

/** Addresses that a page declares to be its owner's own: links with `rel="me"`, as Mastodon and the IndieWeb write them. */
export function backLinks(html: string): string[] {
  return [...html.matchAll(TAG)].flatMap(([tag]) => {
    const rel = attribute(tag, 'rel')?.toLowerCase().split(/\s+/) ?? [];
    const href = attribute(tag, 'href');
    return rel.includes('me') && href !== undefined ? [href.replaceAll('&amp;', '&')] : [];
  });
}

/** The link with which a page says that this site speaks for it. */
export function linkTo(html: string, publicUrl: string): string | undefined {
  const own = URL.parse(publicUrl)?.origin;
  return backLinks(html).find((link) => URL.parse(link)?.origin === own);
}
