/** Addresses of the catalogue. They are promised to stay. */

export function procedureUrl(code: string): string {
  return `/thu-tuc/${encodeURIComponent(code)}`;
}

export function eventUrl(key: string): string {
  return `/su-kien/${key}`;
}

export function listUrl(filters: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (value !== undefined && value !== '') query.append(name, value);
  }
  return query.size > 0 ? `/thu-tuc?${query}` : '/thu-tuc';
}
