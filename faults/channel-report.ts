import type { ChannelResult } from './channel-schedule.ts';

const HEADING = '\n## Channels\n';

/** One row of the table. */
export function channelRow(number: number, result: ChannelResult): string {
  const { seed, faults, kills, posts, lost, doubled, early } = result;
  return `| ${[number, seed, faults.join('; '), kills, posts, lost.length, doubled.length, early.length].join(' | ')} |`;
}

/** The part of docs/faults.md about the channels. */
export function channelReport(seed: number, results: readonly ChannelResult[]): string {
  const sum = (of: (result: ChannelResult) => number): number => results.reduce((total, one) => total + of(one), 0);
  const totals = `${results.length} schedules, ${sum((one) => one.kills)} kills, ${sum((one) => one.posts)} posts standing at the end; **${sum((one) => one.lost.length)} lost or not in their last form, ${sum((one) => one.doubled.length)} doubled, ${sum((one) => one.early.length)} before their time**.`;
  return `${HEADING}
A release goes to every platform that has a double (Facebook, YouTube, Zalo) and to a server of the fediverse, carried by a process
of its own that is killed (SIGKILL) at named points while the platforms misbehave: every step between preparing and knowing that a post
stands, correcting it and removing it. What the platforms then hold is held against what was announced. Points and misdeeds take turns,
so that fifty schedules have all of them, a token withdrawn in the middle of a video's upload among them. Clocks are set, not waited for. Printed by \`npm run faults -- --only-channels --seed ${seed}\`.

| schedule | seed | what happened | kills reached | posts standing | lost | doubled | early |
|---|---|---|---|---|---|---|---|
${results.map((result, index) => channelRow(index + 1, result)).join('\n')}

${totals}

- **lost**: at the end no post stands where one has to, or one stands that was retracted, or it lacks the correction or the notice of
  withdrawal, or the delivery says otherwise. **doubled**: two posts with the same code. **early**: anything handed to a platform to
  be published before the release's moment, by our clock.
- "kill -9 at x:3": at the third time that the point is passed in one turn of the carrier; it may not be reached. A withdrawn
  token is renewed by the person who holds the account, as soon as the delivery says that it needs them.
- "two carriers at once": in every other turn two processes are at the same deliveries at the same time. "two editors": two persons save
  a text of their own for one account from the same version at the same moment; one is kept and approved by a third, the other is told.
`;
}

/** Puts the part about the channels into the document, in the place of the one before. */
export function withChannels(document: string, section: string): string {
  return withSection(document, HEADING, section);
}

/** Puts a part that begins with a heading in the place of the one before, or at the end. */
export function withSection(document: string, heading: string, section: string): string {
  const at = document.indexOf(heading);
  if (at < 0) return `${document.trimEnd()}\n${section}`;
  const next = document.indexOf('\n## ', at + heading.length);
  return `${document.slice(0, at).trimEnd()}\n${section}${next < 0 ? '' : document.slice(next)}`;
}
