import { Button, LinkButton } from '#ui/button.tsx';
import { Section } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { FileField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Keyboard } from '#ui/live.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import type { DemandedLevel } from '../levels.ts';
import { messages } from '../messages.ts';
import type { Authorisation } from '../queries.ts';
import { rootOf } from '../rules.ts';
import type { Batch, Item } from '../types.ts';
import { ItemTable } from './item-table.tsx';
import { LevelNotice } from './level-notice.tsx';

export interface BatchProps {
  readonly batch: Batch;
  readonly items: readonly Item[];
  /** By account id. */
  readonly names: ReadonlyMap<string, string>;
  readonly authorisation: Authorisation | undefined;
  /** How the signer came back from proving who they are, when nothing was signed. */
  readonly outcome: string | undefined;
  readonly maySign: boolean;
  /** How strongly this person must prove who they are; absent when it is not theirs to sign now. */
  readonly demanded: DemandedLevel | undefined;
  readonly mayPrepare: boolean;
}

const OUTCOMES = ['wasCancelled', 'wasVoid', 'wasUnmet', 'wasOver'] as const;

function Remarks({ batch, items, outcome }: BatchProps) {
  const m = useMessages(messages);
  const count = (test: (item: Item) => boolean): number => items.filter(test).length;
  const failed = count((item) => item.state === 'failed');
  const lowered = count((item) => item.state === 'signed' && item.reasonVi !== null);
  const signed = count((item) => item.state === 'signed');
  const why = OUTCOMES.find((one) => one === outcome);
  return (
    <>
      {why ? (
        <Notice kind="warning" role="alert">
          <p>{m[why]}</p>
        </Notice>
      ) : null}
      {batch.state === 'signing' || signed > 0 ? (
        <Notice kind={batch.state === 'done' && failed === 0 ? 'done' : 'info'} role="status" title={m.signedOf(signed, items.length)}>
          {batch.state === 'signing' ? (
            <p>
              {m.running} <a href={`/ky-so/${batch.id}`}>{m.reload}</a>
            </p>
          ) : null}
        </Notice>
      ) : null}
      {failed > 0 ? (
        <Notice kind="warning">
          <p>{m.failedSome(failed)}</p>
        </Notice>
      ) : null}
      {lowered > 0 ? (
        <Notice kind="warning">
          <p>{m.lowered(lowered)}</p>
        </Notice>
      ) : null}
    </>
  );
}

function Facts({ batch, items, names, authorisation }: BatchProps) {
  const m = useMessages(messages);
  const waiting = items.filter((item) => item.state === 'waiting');
  const root = rootOf(waiting)?.toString('hex') ?? authorisation?.root.toString('hex');
  return (
    <DescriptionList
      items={[
        { term: m.state, value: <Tag>{m.states[batch.state]}</Tag> },
        { term: m.step, value: m.steps[batch.step] },
        { term: m.signer, value: batch.signerId ? names.get(batch.signerId) : m.keepers },
        { term: m.level, value: m.levels[batch.level] },
        { term: m.preparedBy, value: names.get(batch.preparedBy) },
        { term: m.since, value: <Time at={batch.preparedAt} /> },
        {
          term: m.authorised,
          value: authorisation?.provenAt ? (
            <>
              <Time at={authorisation.provenAt} /> ({m.withLevel(authorisation.level ?? 0)})
            </>
          ) : undefined,
        },
        {
          term: m.root,
          value: root ? (
            <>
              <code class="mc-hash">{root}</code>
              <p class="mc-hint">{m.rootHint}</p>
            </>
          ) : undefined,
        },
      ]}
    />
  );
}

function Authorise({ batch, items, demanded }: BatchProps) {
  const m = useMessages(messages);
  const waiting = items.filter((item) => item.state === 'waiting');
  const root = rootOf(waiting)?.toString('hex');
  if (!root) return null;
  const begun = items.some((item) => item.state === 'signed');
  return (
    <Form action={`/ky-so/${batch.id}/ky`}>
      <input type="hidden" name="root" value={root} />
      <p>{m.authoriseHint}</p>
      {demanded ? <LevelNotice demanded={demanded} /> : null}
      <Button variant="primary" id="sign">
        {begun ? m.goOn(waiting.length) : m.authorise(waiting.length)}
      </Button>
    </Form>
  );
}

function Prepare({ batch }: BatchProps) {
  const m = useMessages(messages);
  return (
    <Section title={m.addFiles}>
      <Form action={`/ky-so/${batch.id}/tep`} multipart>
        <FileField name="files" label={m.files} hint={m.filesHint} multiple required />
        <Button>{m.addFiles}</Button>
      </Form>
      <Form action={`/ky-so/${batch.id}/rut`}>
        <Button variant="tertiary">{m.withdraw}</Button>
      </Form>
    </Section>
  );
}

function BatchView(props: BatchProps) {
  const m = useMessages(messages);
  const { batch, items, maySign, mayPrepare } = props;
  const open = batch.state === 'waiting';
  return (
    <Page title={batch.title} audience="staff" wide crumbs={[{ title: m.title, url: '/ky-so' }]}>
      <Remarks {...props} />
      <Facts {...props} />
      {open && maySign ? <Authorise {...props} /> : null}
      <Keyboard shortcuts={open && maySign ? [{ key: 's', does: 'click', target: '#sign', label: m.keySign }] : []}>
        <ItemTable batch={batch} items={items} mayRemove={open && mayPrepare} />
      </Keyboard>
      {batch.state === 'signing' ? <LinkButton href={`/ky-so/${batch.id}`}>{m.reload}</LinkButton> : null}
      {open && mayPrepare ? <Prepare {...props} /> : null}
    </Page>
  );
}

/** One list: what it holds, with hashes; the signer's one button; what became of each file. */
export function BatchPage(props: BatchProps) {
  return <BatchView {...props} />;
}
