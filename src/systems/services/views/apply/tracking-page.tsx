import type { CaseRecord, State } from '#core/cases/index.ts';
import type { Text } from '#kernel/i18n.ts';
import { Button } from '#ui/button.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Time } from '#ui/time.tsx';
import { messages } from '../../apply/messages.ts';
import { trackingMessages } from '../../apply/tracking-messages.ts';

interface TrackingProps {
  readonly code: string;
  readonly wrong?: boolean;
  readonly found?: { readonly record: CaseRecord; readonly state: State; readonly procedure: Text };
}

/** Where a case stands, without signing in. */
export function TrackingPage({ code, wrong, found }: TrackingProps) {
  const lang = useLang();
  const m = useMessages(messages);
  const t = useMessages(trackingMessages);
  return (
    <Page title={t.title} lead={t.lead} failed={wrong === true}>
      {wrong ? (
        <Notice kind="error" role="alert">
          <p>{t.wrong}</p>
        </Notice>
      ) : null}
      {found ? (
        <>
          <Notice
            kind={found.state.end === 'done' ? 'done' : found.state.waitsFor === 'applicant' ? 'warning' : 'info'}
            title={found.state.title[lang]}
          >
            <p>{found.state.says[lang]}</p>
          </Notice>
          <DescriptionList
            items={[
              { term: m.code, value: found.record.code },
              { term: t.procedure, value: found.procedure[lang] },
              { term: m.submittedAt, value: <Time at={found.record.submittedAt} /> },
              { term: m.due, value: found.record.dueOn ? <Time at={found.record.dueOn} /> : null },
              { term: m.promised, value: found.record.promisedOn ? <Time at={found.record.promisedOn} /> : null },
            ]}
          />
          <p>{t.more}</p>
        </>
      ) : null}
      <Form action="/tra-cuu-ho-so">
        <TextField name="ma" label={m.code} hint={t.codeHint} value={code} width="medium" spellcheck={false} />
        <TextField name="so" label={t.digits} hint={t.digitsHint} width="short" inputMode="numeric" maxLength={4} autocomplete="off" />
        <Button variant="primary">{t.look}</Button>
      </Form>
    </Page>
  );
}
