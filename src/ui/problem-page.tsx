import type { Problem } from '#kernel/problem.ts';
import { ButtonRow, LinkButton } from './button.tsx';
import { ErrorSummary, Refusals } from './form.tsx';
import { Page } from './layout.tsx';
import { uiMessages } from './messages.ts';
import { useLang, useMessages, useUrls } from './page-context.ts';

export interface ProblemPageProps {
  readonly problem: Pick<Problem, 'status' | 'title' | 'detail' | 'fields' | 'refusals' | 'slug'>;
  /** For a letter to the help desk; also in the log. */
  readonly requestId?: string | undefined;
  readonly audience?: 'public' | 'staff';
}

/** A page for what went wrong: what, what to do, the reasons, the request's id. */
export function ProblemPage({ problem, requestId, audience = 'public' }: ProblemPageProps) {
  const lang = useLang();
  const m = useMessages(uiMessages);
  const urls = useUrls();
  return (
    <Page title={problem.title[lang]} audience={audience}>
      {problem.detail && problem.refusals.length === 0 ? <p class="mc-lead">{problem.detail[lang]}</p> : null}
      <Refusals refusals={problem.refusals} titled={false} />
      <ErrorSummary errors={problem.fields.map(({ message }) => ({ field: '', message }))} />
      <ButtonRow>
        {problem.status === 401 ? (
          <LinkButton href={urls.signIn} variant="primary">
            {m.signIn}
          </LinkButton>
        ) : null}
        <LinkButton href={urls.home}>{m.backHome}</LinkButton>
      </ButtonRow>
      {requestId ? (
        <p class="mc-hint">
          {m.requestId}: <code>{requestId}</code>
        </p>
      ) : null}
    </Page>
  );
}
