/**
 * What a step's form sent, as the action takes it: marks come as `mark:TARGET` with `note:TARGET` beside them, findings as
 * `finding.NAME`.
 */
export function stepInput(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const marks: { target: string; note: string }[] = [];
  const findings: Record<string, unknown> = {};
  const rest: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    if (name.startsWith('mark:')) marks.push({ target: name.slice(5), note: textOf(body[`note:${name.slice(5)}`]) });
    else if (name.startsWith('finding.')) findings[name.slice(8)] = value;
    else if (!name.startsWith('note:') && value !== '') rest[name] = value;
  }
  return { ...rest, ...(marks.length > 0 ? { marks } : {}), ...(Object.keys(findings).length > 0 ? { findings } : {}) };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim().slice(0, 500) : '');
