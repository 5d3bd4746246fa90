import type { DocumentSignature, OfficialDocument } from '#core/documents/index.ts';
import type { Text } from '#kernel/i18n.ts';
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx';
import { Details, Section } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { TextArea } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import type { DemandedLevel } from '../../levels.ts';
import { LevelNotice } from '../level-notice.tsx';
import { copyMessages } from '../../copies/messages.ts';
import type { CopyRule } from '../../copies/queries.ts';
import { pagesText } from '../../copies/rules.ts';
import type { Copy } from '../../copies/types.ts';

export interface CopyPageProps {
  readonly copy: Copy;
  readonly document: OfficialDocument;
  /** By account id. */
  readonly names: ReadonlyMap<string, string>;
  readonly rule: CopyRule | undefined;
  readonly signatures: readonly DocumentSignature[];
  /** What the validator says of an issued copy, in one sentence. */
  readonly checked: { readonly valid: boolean; readonly sentence: Text } | undefined;
  /** How the signer came back from proving who they are, when nothing was signed. */
  readonly outcome: string | undefined;
  /** How strongly this person must prove who they are; absent when it is not theirs to sign now. */
  readonly demanded: DemandedLevel | undefined;
  readonly mayDrop: boolean;
  readonly maySend: boolean;
  readonly mayPublish: boolean;
}

const OUTCOMES = ['wasCancelled', 'wasVoid', 'wasUnmet', 'wasOver'] as const;

function Remarks({ copy, rule, checked, outcome }: CopyPageProps) {
  const m = useMessages(copyMessages);
  const lang = useLang();
  const why = OUTCOMES.find((one) => one === outcome);
  return (
    <>
      {why ? (
        <Notice kind="warning" role="alert">
          <p>{m[why]}</p>
        </Notice>
      ) : null}
      {checked ? (
        <Notice kind={checked.valid ? 'done' : 'warning'} title={checked.sentence[lang]}>
          <p>{copy.form === 'extract' ? m.notKept : copy.medium === 'electronic' ? m.kept : ''}</p>
        </Notice>
      ) : null}
      {copy.state === 'dropped' ? (
        <Notice kind="info" title={m.states.dropped}>
          <p>{copy.droppedReason}</p>
        </Notice>
      ) : null}
      {rule && !rule.confirmed ? (
        <Notice kind="info" title={m.unconfirmed}>
          <p>{m.unconfirmedMore}</p>
        </Notice>
      ) : null}
      {copy.restricted ? (
        <Notice kind="warning">
          <p>{m.limited}</p>
        </Notice>
      ) : null}
    </>
  );
}

function Facts({ copy, document, names, rule, signatures }: CopyPageProps) {
  const m = useMessages(copyMessages);
  const lang = useLang();
  const { signer } = document;
  return (
    <DescriptionList
      items={[
        { term: m.state, value: <Tag kind={copy.state === 'issued' ? 'done' : 'info'}>{m.states[copy.state]}</Tag> },
        { term: m.form, value: m.forms[copy.form] },
        { term: m.number, value: document.numberNotation ?? m.notNumbered },
        { term: m.source, value: copy.sourceTitle },
        { term: m.medium, value: m.media[copy.medium] },
        { term: m.pages, value: copy.pages ? m.pagesTaken(pagesText(copy.pages), copy.sourcePages) : undefined },
        { term: m.validSource, value: lang === 'vi' ? copy.sourceWordVi : copy.sourceWordEn },
        { term: m.sourceHash, value: <code class="mc-hash">{copy.sourceSha256}</code> },
        { term: m.rule, value: rule?.source },
        { term: m.signer, value: [signer.competence, signer.position, names.get(copy.signerId)].filter(Boolean).join(' – ') },
        {
          term: m.signatures,
          value:
            signatures.length === 0 ? undefined : (
              <ul class="ds-list">
                {signatures.map((one) => (
                  <li key={one.id}>
                    {one.holderName}, <Time at={one.signedAt} />
                  </li>
                ))}
              </ul>
            ),
        },
        { term: m.place, value: document.place },
        { term: m.recipients, value: copy.recipients.trim() === '' ? undefined : copy.recipients.split('\n').join('; ') },
        { term: m.preparedBy, value: names.get(copy.preparedBy) },
        { term: m.since, value: <Time at={copy.preparedAt} /> },
      ]}
    />
  );
}

function Steps({ copy, demanded, mayDrop }: CopyPageProps) {
  const m = useMessages(copyMessages);
  const sealing = copy.state === 'sealing';
  return (
    <>
      {demanded ? (
        <Form action={`/ky-so/ban-sao/${copy.id}/ky`} version={copy.version}>
          <p>{sealing ? m.sealHint : m.signHint}</p>
          <LevelNotice demanded={demanded} />
          <Button variant="primary" id="sign">
            {sealing ? m.seal : m.sign}
          </Button>
        </Form>
      ) : null}
      {mayDrop ? (
        <Details summary={m.drop}>
          <Form action={`/ky-so/ban-sao/${copy.id}/bo`} version={copy.version}>
            <TextArea name="reason" label={m.reason} rows={2} maxLength={1000} required />
            <Button>{m.drop}</Button>
          </Form>
        </Details>
      ) : null}
    </>
  );
}

function Links({ copy, maySend, mayPublish }: CopyPageProps) {
  const m = useMessages(copyMessages);
  const base = `/ky-so/ban-sao/${copy.id}`;
  const isMade = copy.state === 'sealing' || copy.state === 'issued';
  return (
    <ButtonRow>
      {isMade ? <LinkButton href={`${base}/tep/ban-sao`}>{m.copyFile}</LinkButton> : null}
      <LinkButton href={`${base}/tep/goc`}>{m.original}</LinkButton>
      {copy.form === 'extract' && copy.state === 'waiting' ? <LinkButton href={`${base}/xem-truoc.pdf`}>{m.preview}</LinkButton> : null}
      {maySend ? (
        <LinkButton href={`/van-ban-di/${copy.id}/gui`} variant="primary">
          {m.sendOn}
        </LinkButton>
      ) : null}
      {mayPublish ? <LinkButton href={`/thu-vien/van-ban/${copy.id}`}>{m.publish}</LinkButton> : null}
    </ButtonRow>
  );
}

function CopyView(props: CopyPageProps) {
  const m = useMessages(copyMessages);
  const { copy, document } = props;
  const crumbs = [
    { title: m.back, url: '/ky-so' },
    { title: m.title, url: '/ky-so/ban-sao' },
  ];
  return (
    <Page
      title={`${m.forms[copy.form]} ${document.numberNotation ?? ''}`.trim()}
      lead={copy.sourceTitle}
      audience="staff"
      wide
      crumbs={crumbs}
      actions={<Links {...props} />}
    >
      <Remarks {...props} />
      <Steps {...props} />
      <Section title={m.title}>
        <Facts {...props} />
      </Section>
    </Page>
  );
}

/** One copy: what of what it is, what is still to be done, and what the validator says of it. */
export function CopyPage(props: CopyPageProps) {
  return <CopyView {...props} />;
}
