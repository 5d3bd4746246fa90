/** `name = value` lines as an administrator pastes them; undefined when a line is none. Values may hold further equals signs. */
export function parseCredentials(text: string): Record<string, string> | undefined {
  const found: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue;
    const match = /^\s*([A-Za-z][A-Za-z0-9]{0,40})\s*=\s*(\S.*)$/.exec(line);
    if (!match?.[1] || !match[2]) return undefined;
    found[match[1]] = match[2].trim();
  }
  return Object.keys(found).length > 0 ? found : undefined;
}
