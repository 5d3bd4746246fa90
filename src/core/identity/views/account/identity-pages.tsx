import { LinkButton } from '#ui/button.tsx';
import { Confirm } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Time } from '#ui/time.tsx';
import { type UseLine, USES_A_PAGE } from '../../uses.ts';
import { type FormAgain, formProblem } from '../form-problem.ts';
import { identityMessages } from './identity-messages.ts';
import { accountMessages } from './messages.ts';

function Lock({ problem, done }: FormAgain & { readonly done?: true }) {
  const m = useMessages(identityMessages);
  const a = useMessages(accountMessages);
  if (done) {
    return (
      <Page title={m.locked} audience="staff">
        <Notice kind="done" role="status">
          <p>{m.lockedDone}</p>
        </Notice>
        <LinkButton href="/mo-khoa">{m.unlock}</LinkButton>
      </Page>
    );
  }
  return (
    <Page title={m.lock} lead={m.lockLead} audience="staff" crumbs={[{ title: a.myAccount, url: '/tai-khoan' }, { title: m.lock }]}>
      <Confirm action="/tai-khoan/khoa-danh-tinh" confirmLabel={m.lockGo} cancelUrl="/tai-khoan" {...formProblem(problem)}>
        <ul class="ds-list">
          <li>{m.lockEnds}</li>
          <li>{m.lockNobody}</li>
          <li>{m.lockOpen}</li>
        </ul>
      </Confirm>
    </Page>
  );
}

/** Asks before the identity is locked; afterwards says what to do. */
export function LockPage(props: FormAgain & { readonly done?: true }) {
  return <Lock {...props} />;
}

/** What a factor is called where people read it; others show as RFC 8176 names them. */
function useFactorNames(): (factors: readonly string[]) => string {
  const m = useMessages(identityMessages);
  const names: Readonly<Record<string, string>> = { pwd: m.pwd, otp: m.otp, hwk: m.passkey, swk: m.passkey, face: m.face };
  return (factors) => factors.flatMap((factor) => names[factor] ?? []).join(', ');
}

function History({ uses }: { readonly uses: readonly UseLine[] }) {
  const m = useMessages(identityMessages);
  const a = useMessages(accountMessages);
  const lang = useLang();
  const factorNames = useFactorNames();
  const shown = uses.slice(0, USES_A_PAGE);
  const last = uses.length > USES_A_PAGE ? shown.at(-1) : undefined;
  return (
    <Page
      title={m.history}
      lead={m.historyLead}
      audience="staff"
      crumbs={[{ title: a.myAccount, url: '/tai-khoan' }, { title: m.history }]}
    >
      <Table
        caption={m.history}
        captionHidden
        rows={shown}
        rowKey={(line) => line.id}
        columns={[
          { title: m.at, rowHeader: true, cell: (line) => <Time at={line.at} /> },
          { title: m.client, cell: (line) => line.client[lang] },
          { title: m.level, cell: (line) => m.levelOf(line.level) },
          { title: m.factors, cell: (line) => factorNames(line.factors) },
          { title: m.device, cell: (line) => line.device || m.unknownDevice },
          { title: m.network, cell: (line) => line.addressPrefix },
        ]}
        empty={<p>{m.noUses}</p>}
      />
      {last ? <LinkButton href={`/tai-khoan/lich-su?truoc=${last.at.toISOString()}`}>{m.older}</LinkButton> : null}
      <p>
        {m.notMe} <a href="/tai-khoan/khoa-danh-tinh">{m.lock}</a>
      </p>
    </Page>
  );
}

/** Every use of the electronic identity. */
export function HistoryPage(props: { readonly uses: readonly UseLine[] }) {
  return <History {...props} />;
}
