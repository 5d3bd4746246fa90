/**
 * Named points at which the fault tests kill the process, as power loss would. Unarmed (always, outside those tests)
 * a point is one comparison.
 */
let armed: string | undefined;

/** Arms one point, by the setting MOTCUA_FAILPOINT; an empty name disarms. */
export function armFailpoint(name: string): void {
  armed = name === '' ? undefined : name;
}

/** Ends the process here and now, without cleaning up, when this point is armed. */
export function failpoint(name: string): void {
  if (armed === name) process.kill(process.pid, 'SIGKILL');
}
