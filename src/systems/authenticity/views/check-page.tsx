import type { FieldError } from '#kernel/problem.ts';
import { Button } from '#ui/button.tsx';
import { FileField, TextArea } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { checkMessages } from '../check-messages.ts';
import type { Check, CodeCheck } from '../queries/check-anything.ts';
import type { PictureCheck } from '../queries/pictures.ts';
import { LargestPicture } from '../schemas.ts';
import { AddressAnswer } from './address-answer.tsx';
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
