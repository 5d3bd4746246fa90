/** Address of a running event on this site. */
export function livePath(code: string): string {
  return `/tin/truc-tiep/${code}`;
}
