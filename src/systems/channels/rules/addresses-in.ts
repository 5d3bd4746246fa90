const MOST = 20;

/** Web addresses that stand in a text, in the order in which they stand, each once. */
export function addressesIn(text: string): string[] {
  const found = [...text.matchAll(/https?:\/\/[^\s<>"'()]+/g)].map(([address]) => address.replace(/[.,;:!?]+$/, ''));
  return [...new Set(found.filter((address) => URL.canParse(address)))].slice(0, MOST);
}
