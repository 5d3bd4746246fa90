/** Addresses of the library. They are promised to stay: change one only with a redirect from the old one. */

export function documentUrl(id: string): string {
  return `/van-ban/${id}`;
}

/** By number, for people to type: /van-ban/118-2025-nd-cp. */
export function numberUrl(numberKey: string): string {
  return `/van-ban/${numberKey.replaceAll('/', '-')}`;
}

export function fileUrl(documentId: string, fileId: string, name: string): string {
  return `/van-ban/${documentId}/tep/${fileId}/${encodeURIComponent(name)}`;
}

/** What the public ledger says was done with a document. */
export function ledgerUrl(documentId: string): string {
  return `/so-cai/tra-cuu?doi-tuong=document:${documentId}`;
}

export function searchUrl(filters: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (value !== undefined && value !== '') query.append(name, value);
  }
  return query.size > 0 ? `/van-ban?${query}` : '/van-ban';
}
