import { say } from '#kernel/i18n.ts';
import { now, shortDate } from '#kernel/time.ts';
import { Button } from '#ui/button.tsx';
import { Details, Section } from '#ui/card.tsx';
import { DateField, TextArea, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import type { Problem } from '#kernel/problem.ts';
import { fakeMessages } from '../fake-messages.ts';
import type { PageFact, Referral } from '../queries/case-records.ts';
import type { Deadline } from '../queries/deadlines.ts';
import type { FakeCase, Route } from '../queries/fake-cases.ts';
import { recordMessages } from '../record-messages.ts';

type Back = { readonly values?: Readonly<Record<string, unknown>> | undefined; readonly errors?: Problem['fields'] | undefined };

/** Until when the next step is to be taken; red when that is over. */
export function Due({ one: { dueAt } }: { readonly one: Pick<FakeCase, 'dueAt'> }) {
  const m = useMessages(recordMessages);
  if (!dueAt) return null;
  return (
    <>
      <Time at={dueAt} /> {dueAt < now() ? <Tag kind="late">{m.late}</Tag> : null}
    </>
  );
}

/** Where a term comes from, and whether anybody has read it. */
function Source({ rule: { source, confirmed } }: { readonly rule: Deadline }) {
  const m = useMessages(recordMessages);
  return (
    <>
      {source} {confirmed ? null : <Tag kind="warning">{m.notRead}</Tag>}
    </>
  );
}

/** The term of a case with its grounds. */
export function DueWithSource({ one, rules }: { readonly one: FakeCase; readonly rules: readonly Deadline[] }) {
  const rule = rules.find(({ state }) => state === one.state);
  return (
    <>
      <Due one={one} />
      {rule ? (
        <>
          <br />
          <Source rule={rule} />
        </>
      ) : null}
    </>
  );
}

/** Every step's term today. */
export function DeadlineRules({ rules }: { readonly rules: readonly Deadline[] }) {
  const [m, f] = [useMessages(recordMessages), useMessages(fakeMessages)];
  return (
    <Details summary={m.rules}>
      <p>{m.rulesLead}</p>
      <Table
        caption={m.rules}
        captionHidden
        rows={rules}
        rowKey={(rule) => rule.state}
        columns={[
          { title: m.state, rowHeader: true, cell: (rule) => f.states[rule.state] },
          { title: m.hours, nowrap: true, cell: (rule) => m.hoursOf(rule.hours) },
          { title: m.since, nowrap: true, cell: (rule) => shortDate(rule.validFrom) },
          { title: m.source, cell: (rule) => <Source rule={rule} /> },
        ]}
      />
    </Details>
  );
}

interface FactsProps {
  readonly facts: readonly PageFact[];
  readonly base: string;
  readonly mayAdd: boolean;
  readonly back: Back;
}

/** What the platform discloses of the page, each time it was looked at. */
export function PageFactsSection({ facts, base, mayAdd, back }: FactsProps) {
  const m = useMessages(recordMessages);
  return (
    <Section title={m.facts} id="du-kien">
      {facts.length === 0 ? (
        <p>{m.noFacts}</p>
      ) : (
        <Table
          caption={m.facts}
          captionHidden
          rows={facts}
          rowKey={(fact) => `${fact.seenOn} ${fact.formerNames} ${fact.adminCountries}`}
          columns={[
            { title: m.seenOn, rowHeader: true, nowrap: true, cell: (fact) => shortDate(fact.seenOn) },
            { title: m.pageCreatedOn, nowrap: true, cell: (fact) => (fact.pageCreatedOn ? shortDate(fact.pageCreatedOn) : '') },
            { title: m.adminCountries, cell: (fact) => fact.adminCountries },
            { title: m.formerNames, cell: (fact) => fact.formerNames.split('\n').map((name) => <div key={name}>{name}</div>) },
          ]}
        />
      )}
      {mayAdd ? (
        <Details summary={m.addFacts} open={back.values !== undefined}>
          <p>{m.factsLead}</p>
          <Form action={`${base}/du-kien`} {...back}>
            <DateField name="pageCreatedOn" label={m.pageCreatedOn} optional />
            <TextField name="adminCountries" label={m.adminCountries} hint={m.adminHint} width="medium" optional />
            <TextArea name="formerNames" label={m.formerNames} hint={m.formerHint} rows={3} optional />
            <DateField name="seenOn" label={m.seenOn} hint={m.seenHint} optional />
            <Button>{m.save}</Button>
          </Form>
        </Details>
      ) : null}
    </Section>
  );
}

interface ReferralsProps {
  readonly referrals: readonly Referral[];
  readonly routes: readonly Route[];
  readonly base: string;
  readonly mayAdd: boolean;
}

/** Whom the case was referred to, when, and its number there. */
export function ReferralsSection({ referrals, routes, base, mayAdd }: ReferralsProps) {
  const m = useMessages(recordMessages);
  const lang = useLang();
  const nameOf = (key: string): string => {
    const route = routes.find((one) => one.key === key);
    return route ? say(route, lang) : key;
  };
  if (referrals.length === 0) return null;
  return (
    <Section title={m.referrals} id="noi-da-chuyen">
      <Table
        caption={m.referrals}
        captionHidden
        rows={referrals}
        rowKey={(one) => one.id}
        columns={[
          { title: m.route, rowHeader: true, cell: (one) => nameOf(one.route) },
          { title: m.referredOn, nowrap: true, cell: (one) => shortDate(one.referredOn) },
          { title: m.reference, cell: (one) => one.reference ?? m.noReference },
        ]}
      />
      {mayAdd
        ? referrals
            .filter((one) => one.reference === null)
            .map((one) => (
              <Details key={one.id} summary={`${m.giveReference}: ${nameOf(one.route)}, ${shortDate(one.referredOn)}`}>
                <Form action={`${base}/so-ho-so`}>
                  <input type="hidden" name="referral" value={one.id} />
                  <TextField name="reference" label={m.reference} hint={m.referenceHint} width="medium" required />
                  <Button>{m.save}</Button>
                </Form>
              </Details>
            ))
        : null}
    </Section>
  );
}
