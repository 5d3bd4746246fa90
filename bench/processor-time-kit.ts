import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

function fieldsOf(pid: number | string): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  } catch {
    return [];
  }
}

/** Seconds of processor time a process has used (Linux); 0 when it is gone. */
export function processorSeconds(pid: number | string): number {
  const fields = fieldsOf(pid);
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS_PER_SECOND;
}

/** The same for all children of a process that live now: the backends of a PostgreSQL server. */
export function childrenSeconds(parent: number): number {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && fieldsOf(name)[1] === String(parent));
  return children.reduce((sum, pid) => sum + processorSeconds(pid), 0);
}
