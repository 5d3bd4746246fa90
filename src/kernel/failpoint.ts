/**
 * Named points at which the fault tests end or stop the process, as power loss or a stalled machine would. Unarmed
 * (always, outside those tests) a point is one comparison.
 */
interface Armed {
  readonly point: string;
  readonly signal: 'SIGKILL' | 'SIGSTOP';
  passes: number;
}

let armed: Armed | undefined;

/**
 * Arms one point, by the setting MOTCUA_FAILPOINT: `after-insert`, `after-insert:3` (the third time it is passed),
 * `action-before-commit@drafting.sign-document` (only there), `pause:after-insert` (stops the process until SIGCONT
 * instead of killing it, once). An empty text disarms; a text of another form throws.
 */
export function armFailpoint(text: string): void {
  if (text === '') {
    armed = undefined;
    return;
  }
  const parts = /^(?<pause>pause:)?(?<point>[a-z][a-z0-9@.-]*)(?::(?<passes>\d{1,6}))?$/.exec(text)?.groups;
  if (!parts?.['point']) throw new Error(`MOTCUA_FAILPOINT: no such form: ${text}`);
  armed = { point: parts['point'], signal: parts['pause'] ? 'SIGSTOP' : 'SIGKILL', passes: Number(parts['passes'] ?? 1) };
}

/** Ends (or stops) the process here and now, without cleaning up, when this point is armed. `where` tells one use of it from others. */
export function failpoint(point: string, where?: string): void {
  if (armed === undefined) return;
  if (armed.point !== point && armed.point !== `${point}@${where}`) return;
  armed.passes -= 1;
  if (armed.passes > 0) return;
  const { signal } = armed;
  armed = undefined;
  process.kill(process.pid, signal);
}
