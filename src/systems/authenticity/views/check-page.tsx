import type { ComponentChildren } from 'preact';
import type { FieldError } from '#kernel/problem.ts';
import { shortDate, shortInstant } from '#kernel/time.ts';
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx';
import { FileField, TextArea } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { accountMessages } from '../account-messages.ts';
import { checkMessages } from '../check-messages.ts';
import { fakeMessages } from '../fake-messages.ts';
import type { AddressCheck, Check, CodeCheck } from '../queries/check-anything.ts';
import type { FakeCase } from '../queries/fake-cases.ts';
import type { Recognised } from '../queries/accounts.ts';
import type { PictureCheck } from '../queries/pictures.ts';
import { LargestPicture } from '../schemas.ts';
import { AccountFacts } from './accounts-page.tsx';
import { PictureAnswer } from './picture-answer.tsx';
import { ReleaseFacts, ReleaseStanding } from './release-facts.tsx';
import { TextAnswer } from './text-answer.tsx';

export interface CheckPageProps {
  readonly given?: string | undefined;
  readonly check?: Check | undefined;
  readonly picture?: PictureCheck | undefined;
  readonly errors?: readonly FieldError[] | undefined;
}

/** "Kiểm tra tin": one box for everything; the answer first, in one sentence. */
export function CheckPage(props: CheckPageProps) {
  return <CheckBody {...props} />;
}

function CheckBody({ given, check, picture, errors = [] }: CheckPageProps) {
  const m = useMessages(checkMessages);
  const answered = check !== undefined || picture !== undefined;
  return (
    <Page title={m.title} {...(answered ? {} : { lead: m.lead })} description={m.lead} failed={errors.length > 0}>
      {check ? <Answer check={check} /> : null}
      {picture ? <PictureAnswer check={picture} /> : null}
      {answered ? <h2 class="ds-heading">{m.again}</h2> : null}
      <Form action="/kiem-tra-tin" multipart values={{ 'noi-dung': given ?? '' }} errors={errors}>
        <TextArea name="noi-dung" label={m.field} hint={m.fieldHint} rows={answered ? 5 : 8} />
        <FileField name="anh" label={m.picture} hint={m.pictureHint} accept="image/jpeg,image/png,image/webp" maxBytes={LargestPicture} />
        <Button variant="primary">{m.submit}</Button>
      </Form>
    </Page>
  );
}

function Answer({ check }: { readonly check: Check }) {
  if (check.kind === 'text') return <TextAnswer check={check} />;
  return check.kind === 'code' ? <CodeAnswer check={check} /> : <AddressAnswer check={check} />;
}

function CodeAnswer({ check: { code, release } }: { readonly check: CodeCheck }) {
  const m = useMessages(checkMessages);
  if (!release) {
    return (
      <Notice kind="error" title={m.codeUnknown} role="status" id="ket-qua">
        <p>{code}</p>
      </Notice>
    );
  }
  return (
    <>
      <Notice kind={release.state === 'published' ? 'done' : 'warning'} title={m.codeKnown} role="status" id="ket-qua">
        <p>{m.codeCompare}</p>
        <ReleaseStanding release={release} edition={release.edition} />
      </Notice>
      <ReleaseFacts release={release} edition={release.edition} />
    </>
  );
}

function AddressAnswer({ check }: { readonly check: AddressCheck }) {
  const m = useMessages(checkMessages);
  const { verdict, release, recognised } = check;
  if (check.fake) return <FakeAnswer fake={check.fake} address={check.address} />;
  if (recognised) return <AccountAnswer recognised={recognised} address={check.address} />;
  const title = { release: m.pagePublished, site: m.pageOurs, post: m.postOurs, account: '', fake: '', unknown: m.addressUnknown }[verdict];
  const edition = check.edition ?? release?.edition ?? 1;
  return (
    <>
      <Notice kind={verdict === 'unknown' ? 'warning' : 'done'} title={title} role="status" id="ket-qua">
        <Shown address={check.address} />
        {verdict === 'unknown' ? <p>{m.addressUnknownMeans}</p> : null}
        {release ? <ReleaseStanding release={release} edition={edition} /> : null}
      </Notice>
      {verdict === 'unknown' ? <WhatElse address={check.address} /> : null}
      {release ? <ReleaseFacts release={release} edition={edition} /> : null}
    </>
  );
}

function FakeAnswer({ fake, address }: { readonly fake: FakeCase; readonly address: string }) {
  const m = useMessages(fakeMessages);
  return (
    <>
      <Notice kind="error" title={m.fakeFound} role="status" id="ket-qua">
        <Shown address={address} />
        <p>{fake.finding}</p>
      </Notice>
      <LinkButton href="/trang-gia-mao">{m.toList}</LinkButton>
    </>
  );
}

/** Is it ours now, and was it then. */
function AccountAnswer({ recognised: { account, formerUntil }, address }: { readonly recognised: Recognised; readonly address: string }) {
  const m = useMessages(accountMessages);
  const { agencyName: agency, status } = account;
  const title = formerUntil
    ? m.oursFormer(agency, shortInstant(formerUntil))
    : {
        active: m.ours(agency),
        suspended: m.oursSuspended(agency),
        compromised: m.oursCompromised(agency),
        closed: m.oursClosed(agency, account.closedOn ? shortDate(account.closedOn) : ''),
      }[status];
  const kind = formerUntil || status === 'closed' || status === 'suspended' ? 'warning' : status === 'active' ? 'done' : 'error';
  return (
    <>
      <Notice kind={kind} title={title} role="status" id="ket-qua">
        <Shown address={address} />
        {kind === 'done' ? <p>{m.accountNote}</p> : null}
        {status === 'compromised' && account.statusReason ? <p>{account.statusReason}</p> : null}
      </Notice>
      <AccountFacts account={account} />
      <LinkButton href={`/tai-khoan-chinh-thuc/${account.id}`}>{m.details}</LinkButton>
    </>
  );
}

/** Written out, never a link: it may lead to a trap. */
function Shown({ address }: { readonly address: string }): ComponentChildren {
  return (
    <p>
      <code class="mc-break">{address}</code>
    </p>
  );
}

function WhatElse({ address }: { readonly address: string }) {
  const m = useMessages(checkMessages);
  return (
    <ButtonRow>
      <LinkButton href={`/bao-gia-mao?${new URLSearchParams({ 'dia-chi': address }).toString()}`}>{m.reportFake}</LinkButton>
      <LinkButton href="/tai-khoan-chinh-thuc" variant="tertiary">
        {m.accounts}
      </LinkButton>
    </ButtonRow>
  );
}
