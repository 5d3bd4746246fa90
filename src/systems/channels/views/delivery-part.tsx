import { formatNumber } from '#kernel/i18n.ts';
import { shortDate } from '#kernel/time.ts';
import { Button, ButtonRow } from '#ui/button.tsx';
import { Details } from '#ui/card.tsx';
import { TextArea, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Timeline } from '#ui/timeline.tsx';
import { messages } from '../messages.ts';
import { previewMessages } from '../preview-messages.ts';
import type { LatestValue } from '../queries/metrics.ts';
import { trialMessages } from '../trial-messages.ts';
import type { Delivery, HistoryLine, KnownRelease } from '../queries/deliveries.ts';
import { lengthOn, limits, roomFor, wholePost } from '../rules/rendition.ts';
import { type DeliveryState, STANDING, TROUBLED, UNSENT } from '../rules/states.ts';
import { type BroadcastShown, BroadcastPart } from './broadcast-part.tsx';
import { PlainText } from './plain-text.tsx';
import { StateTag } from './state-tag.tsx';

export interface Rights {
  readonly write: boolean;
  readonly approve: boolean;
}

/** A delivery with what is shown beside it. */
export interface DeliveryShown {
  readonly delivery: Delivery;
  readonly history: readonly HistoryLine[];
  /** Names by account id. */
  readonly names: ReadonlyMap<string, string>;
  readonly figures: readonly LatestValue[];
  /** Where the channel can push a post to followers. */
  readonly broadcast: BroadcastShown | undefined;
}

export interface PartProps {
  readonly shown: DeliveryShown;
  readonly release: KnownRelease;
  readonly rights: Rights;
  readonly publicUrl: string;
}

const EDITABLE: readonly DeliveryState[] = ['rendered', 'approved', 'needs_auth', 'failed_permanent'];
const RETRIABLE: readonly DeliveryState[] = [
  'needs_auth',
  'failed_permanent',
  'rate_limited',
  'unconfirmed',
  'retract_failed',
  'correcting',
  'retracting',
];

/** One channel of a release. */
export function DeliveryPart(props: PartProps) {
  const m = useMessages(messages);
  const t = useMessages(trialMessages);
  const p = useMessages(previewMessages);
  const lang = useLang();
  const { shown, release, publicUrl } = props;
  const { delivery } = shown;
  const whole = delivery.text === '' ? '' : wholePost(delivery.text, release, publicUrl);
  return (
    <>
      {delivery.connectionActive ? null : <Notice kind="warning" title={m.notActive} />}
      <DescriptionList
        items={[
          { term: m.status, value: <StateTag state={delivery.state} /> },
          ...(delivery.postUrl ? [{ term: m.post, value: <a href={delivery.postUrl}>{m.seePost}</a> }] : []),
          ...(delivery.problem && TROUBLED.concat('rate_limited', 'queued', 'correcting', 'retracting').includes(delivery.state)
            ? [{ term: m.problem, value: delivery.problem }]
            : []),
          ...shown.figures.map((figure) => ({
            term: lang === 'vi' ? figure.titleVi : figure.titleEn,
            value: `${formatNumber(figure.value, lang)} (${t.asOf} ${shortDate(figure.day)})`,
          })),
          ...(delivery.attempts > 1 ? [{ term: m.attempts, value: String(delivery.attempts) }] : []),
        ]}
      />
      {whole === '' ? null : (
        <Details
          summary={`${m.text}: ${m.length(lengthOn(delivery.platform, whole), limits[delivery.platform].text, delivery.platform === 'youtube' ? p.bytes : p.signs)}`}
          open={delivery.state === 'rendered'}
        >
          <PlainText text={whole} />
        </Details>
      )}
      <Buttons {...props} />
      {shown.broadcast ? (
        <BroadcastPart shown={shown.broadcast} delivery={delivery} names={shown.names} mayApprove={props.rights.approve} />
      ) : null}
      <History shown={shown} />
    </>
  );
}

function Buttons({ shown: { delivery }, release, rights, publicUrl }: PartProps) {
  const m = useMessages(messages);
  const p = useMessages(previewMessages);
  const { state, version, platform } = delivery;
  const unit = platform === 'youtube' ? p.bytes : p.signs;
  const at = `/kenh/bai/${delivery.id}`;
  const room = roomFor(delivery.platform, release, publicUrl);
  return (
    <>
      {rights.approve ? (
        <ButtonRow>
          {state === 'rendered' ? <One action={`${at}/duyet`} version={version} label={m.approve} primary /> : null}
          {RETRIABLE.includes(state) ? <One action={`${at}/thu-lai`} version={version} label={m.retry} /> : null}
          {STANDING.includes(state) ? <One action={`${at}/dang-lai`} version={version} label={m.correct} /> : null}
        </ButtonRow>
      ) : null}
      {rights.write && EDITABLE.includes(state) ? (
        <Details summary={m.save}>
          <Form action={`${at}/sua`} version={version}>
            <div data-room={room} data-count={platform === 'youtube' ? 'bytes' : 'signs'} data-unit={unit}>
              <TextArea
                name="text"
                label={m.text}
                hint={m.textHint(room, unit)}
                value={delivery.text}
                maxLength={room}
                rows={10}
                required
              />
            </div>
            <Button>{m.save}</Button>
          </Form>
        </Details>
      ) : null}
      {rights.approve && UNSENT.includes(state) ? <WithReason action={`${at}/huy`} version={version} label={m.cancel} /> : null}
      {rights.approve && STANDING.includes(state) ? <WithReason action={`${at}/go`} version={version} label={m.retract} /> : null}
    </>
  );
}

function One({
  action,
  version,
  label,
  primary,
}: {
  readonly action: string;
  readonly version: number;
  readonly label: string;
  readonly primary?: boolean;
}) {
  return (
    <Form action={action} version={version} inline>
      <Button variant={primary ? 'primary' : 'secondary'}>{label}</Button>
    </Form>
  );
}

function WithReason({ action, version, label }: { readonly action: string; readonly version: number; readonly label: string }) {
  const m = useMessages(messages);
  return (
    <Details summary={label}>
      <Form action={action} version={version}>
        <TextField name="reason" label={m.reason} maxLength={300} required />
        <Button>{label}</Button>
      </Form>
    </Details>
  );
}

function History({ shown: { history, names } }: { readonly shown: DeliveryShown }) {
  const m = useMessages(messages);
  if (history.length === 0) return null;
  return (
    <Details summary={m.history}>
      <Timeline
        label={m.history}
        entries={history.map((line) => ({
          at: line.at,
          title: m.states[line.toState],
          by: names.get(line.actor) ?? m.by,
          note: line.note === '' ? m.edition(line.edition) : line.note,
        }))}
      />
    </Details>
  );
}
