import { formatNumber } from '#kernel/i18n.ts';
import type { Problem } from '#kernel/problem.ts';
import { Button } from '#ui/button.tsx';
import { FileField, TextArea } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Tag } from '#ui/tag.tsx';
import type { Breach } from '../../press/copies/leaks.ts';
import { copyMessages } from '../../press/copies/messages.ts';
import { pressMessages } from '../../press-messages.ts';
import { staffMessages } from '../../staff-messages.ts';

interface LeakPageProps {
  readonly breach: Breach | undefined;
  /** Of a PDF: it had more pages than were read; it held no letters. */
  readonly cut?: boolean;
  readonly scanned?: boolean;
  readonly problem?: Problem;
}

function Found({ breach, cut, scanned }: LeakPageProps & { readonly breach: Breach }) {
  const m = useMessages(copyMessages);
  const lang = useLang();
  const known = breach.copies.length > 0;
  return (
    <>
      <Notice kind={known ? 'warning' : 'info'} title={known ? m.whose : m.noMark} role="status">
        {known ? null : <p>{scanned ? m.scanned : m.noMarkHelp}</p>}
        <ul class="ds-list">
          {breach.copies.map((copy) => (
            <li key={copy.mark}>
              <strong>
                {copy.fullName}, {copy.outlet}
              </strong>{' '}
              (<code>{copy.code}</code>). {m.known}: {copy.by.map((kind) => m.by[kind]).join(', ')}.
            </li>
          ))}
        </ul>
        {cut ? <p>{m.cut}</p> : null}
      </Notice>
      {breach.pictures.map((code) => (
        <p key={code}>
          {m.samePicture}: <code>{code}</code>
        </p>
      ))}
      {breach.matches.map(({ code, title, share, early }) => (
        <p key={code}>
          {m.matches} <code>{code}</code> {title}: {m.share} {formatNumber(Math.round(share * 100), lang)}%{' '}
          {early ? <Tag kind="late">{m.early}</Tag> : null}
        </p>
      ))}
    </>
  );
}

/** Whose copy of an agency's release a leaked text, PDF or picture is. */
export function LeakPage(props: LeakPageProps) {
  const m = useMessages(copyMessages);
  const press = useMessages(pressMessages);
  const staff = useMessages(staffMessages);
  return (
    <Page
      title={m.compareTitle}
      lead={m.compareLead}
      audience="staff"
      failed={props.problem !== undefined}
      crumbs={[{ title: staff.title, url: '/thong-tin' }, { title: press.title, url: '/thong-tin/bao-chi' }, { title: m.compareTitle }]}
    >
      {props.breach ? <Found {...props} breach={props.breach} /> : null}
      <Form action="/thong-tin/bao-chi/doi-chieu" errors={props.problem?.fields} refusals={props.problem?.refusals} multipart>
        <TextArea name="text" label={m.text} hint={m.textHint} rows={6} maxLength={100_000} />
        <FileField name="file" label={m.file} hint={m.fileHint} accept=".pdf,.jpg,.jpeg,.png,.webp" maxBytes={20 * 1024 * 1024} />
        <Button variant="primary">{m.compare}</Button>
      </Form>
    </Page>
  );
}
