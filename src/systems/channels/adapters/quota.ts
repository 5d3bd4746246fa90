/** A daily allowance that a platform gives to a registered application. */
export interface Quota {
  /**
   * Counts one call of a kind before it is made. Milliseconds until it may be made; 0: it is counted, go. Looks (figures, the daily
   * check) stop earlier than posts, so that they never use up what a correction may need.
   */
  spend(project: string, kind: string, worth: 'post' | 'look'): Promise<number>;
}
