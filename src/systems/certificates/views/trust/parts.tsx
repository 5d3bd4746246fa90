import {
  type ChangedService,
  isBelieved,
  type ServiceStatus,
  serviceTypeNames,
  type ServiceType,
  statusNames,
  type StatusSince,
} from '#core/signatures/index.ts';
import { dateOf, now, shortDate } from '#kernel/time.ts';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Tag } from '#ui/tag.tsx';
import { trustMessages } from '../../trust/messages.ts';

export function Status({ status }: { readonly status: ServiceStatus }) {
  const lang = useLang();
  return <Tag kind={isBelieved(status) ? 'done' : 'warning'}>{statusNames[status][lang]}</Tag>;
}

/** A status with the day from which it holds. */
export function StatusLine({ status, from }: StatusSince) {
  const m = useMessages(trustMessages);
  return (
    <>
      <Status status={status} /> {m.since(shortDate(dateOf(from)))}
    </>
  );
}

/** What holds today; a history that only begins later shows its beginning. */
export function currentOf<One extends StatusSince>(history: readonly One[]): One {
  const at = now();
  return history.findLast(({ from }) => from <= at) ?? history[0]!;
}

/** All statuses, the newest first. */
export function History({ history }: { readonly history: readonly (StatusSince & { readonly basis?: string | undefined })[] }) {
  return (
    <ul class="ds-list">
      {history.toReversed().map((one) => (
        <li key={one.from.getTime()}>
          <StatusLine status={one.status} from={one.from} />
          {one.basis ? ` – ${one.basis}` : ''}
        </li>
      ))}
    </ul>
  );
}

export function ServiceName({ provider, name, type }: { readonly provider: string; readonly name: string; readonly type: ServiceType }) {
  const lang = useLang();
  return (
    <>
      {name.startsWith(provider) ? name : `${provider}: ${name}`}
      <br />
      <span class="mc-hint">{serviceTypeNames[type][lang]}</span>
    </>
  );
}

/** A fingerprint that may be broken between its groups. */
export function Fingerprint({ hex }: { readonly hex: string }) {
  return (
    <code>
      {(hex.match(/.{1,16}/g) ?? []).map((group) => (
        <>
          {group}
          <wbr />
        </>
      ))}
    </code>
  );
}

/** The histories of a service before and after a change. */
export function Before({ today }: Pick<ChangedService, 'today'>) {
  const m = useMessages(trustMessages);
  return today ? <StatusLine {...currentOf(today)} /> : <>{m.notListed}</>;
}
