import { Button, LinkButton } from '#ui/button.tsx';
import { EmptyState, Section } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Time } from '#ui/time.tsx';
import { messages } from '../messages.ts';
import type { ConsentLine, UseLine } from '../queries/consents.ts';
import { scopeTitle } from './consent-page.tsx';

interface UsesProps {
  readonly consents: readonly ConsentLine[];
  readonly uses: readonly UseLine[];
  readonly older: boolean;
  readonly withdrawn: boolean;
}

type Words = (typeof messages)['vi'];

/** What a use let the site know, in words; the subject alone is not worth one. */
function claimTitles(claims: readonly string[], m: Words): string {
  const titles: Readonly<Record<string, string>> = {
    name: m.claimName,
    birthdate: m.claimBirthdate,
    personal_number: m.claimPersonalNumber,
    account_level: m.claimAccountLevel,
  };
  return claims.flatMap((claim) => titles[claim] ?? []).join(', ') || m.onlyCode;
}

function Consents({ consents }: Pick<UsesProps, 'consents'>) {
  const m = useMessages(messages);
  const lang = useLang();
  return (
    <Section title={m.consents} id="dong-y">
      <Table
        caption={m.consents}
        captionHidden
        rows={consents}
        rowKey={(line) => line.clientId}
        columns={[
          { title: m.site, rowHeader: true, cell: (line) => line.title[lang] },
          { title: m.knows, cell: (line) => line.scopes.map((scope) => scopeTitle(scope, m)).join(', ') || m.onlyCode },
          { title: m.since, cell: (line) => <Time at={line.givenAt} /> },
          {
            title: m.withdraw,
            cell: (line) => (
              <Form action="/tai-khoan/trang-da-dang-nhap/rut">
                <input type="hidden" name="clientId" value={line.clientId} />
                <Button size="sm">
                  {m.withdraw}
                  <span class="ds-sr-only"> {line.title[lang]}</span>
                </Button>
              </Form>
            ),
          },
        ]}
        empty={<EmptyState title={m.noConsents} />}
      />
    </Section>
  );
}

function Uses({ consents, uses, older, withdrawn }: UsesProps) {
  const m = useMessages(messages);
  const lang = useLang();
  return (
    <Page title={m.usesTitle} lead={m.usesLead} audience="staff">
      {withdrawn ? (
        <Notice kind="done" role="status">
          <p>{m.withdrawn}</p>
        </Notice>
      ) : null}
      <Consents consents={consents} />
      <Section title={m.uses} id="lich-su">
        <Table
          caption={m.uses}
          captionHidden
          rows={uses}
          rowKey={(use) => String(use.id)}
          columns={[
            { title: m.when, cell: (use) => <Time at={use.at} /> },
            { title: m.site, rowHeader: true, cell: (use) => use.title[lang] },
            { title: m.what, cell: (use) => (use.kind === 'acted-for' ? m.actedFor : m.loggedIn(use.level)) },
            { title: m.knows, cell: (use) => claimTitles(use.claims, m) },
          ]}
          empty={<EmptyState title={m.noUses} />}
        />
        {older ? <LinkButton href={`/tai-khoan/trang-da-dang-nhap?truoc=${uses.at(-1)?.id}`}>{m.older}</LinkButton> : null}
      </Section>
    </Page>
  );
}

/** What sites know of a person, with a way to take it back, and every use of their identity. */
export function UsesPage(props: UsesProps) {
  return <Uses {...props} />;
}
