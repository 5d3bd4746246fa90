/**
 * A page's address with some parameters changed; `undefined` removes one, an array repeats it.
 * Parameters come out sorted by name, so that the same selection always has the same address.
 */
export function withQuery(
  path: string,
  query: URLSearchParams,
  changes: Readonly<Record<string, string | number | readonly string[] | undefined>>,
): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    next.delete(name);
    const values = Array.isArray(value) ? (value as readonly string[]) : value === undefined ? [] : [String(value)];
    for (const one of values) next.append(name, one);
  }
  next.sort();
  const text = next.toString();
  return text ? `${path}?${text}` : path;
}
