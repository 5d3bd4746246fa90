import type { Group } from '#core/agencies/index.ts';
import type { OfficialDocument } from '#core/documents/index.ts';
import { formatNumber } from '#kernel/i18n.ts';
import type { Problem } from '#kernel/problem.ts';
import { Button, ButtonRow } from '#ui/button.tsx';
import { Details } from '#ui/card.tsx';
import { Checkboxes } from '#ui/choices.tsx';
import { Combobox, type ComboboxOption } from '#ui/combobox.tsx';
import { DateField, TextArea } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { groupMessages } from '../messages-groups.ts';
import { outgoingMessages } from '../messages-outgoing.ts';
import { GROUPS } from './group-pages.tsx';

export interface SendPageProps {
  readonly document: OfficialDocument;
  readonly groups: readonly Group[];
  /** Chosen beforehand: from the document's own "Nơi nhận", or as the form was sent. */
  readonly chosenGroups: readonly string[];
  readonly chosenAgencies: readonly ComboboxOption[];
  readonly fromDocument: boolean;
  /** Whether the reader keeps the agency's own groups. */
  readonly mayGroup: boolean;
  readonly problem?: Problem | undefined;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}

function Groups({ groups, chosenGroups }: Pick<SendPageProps, 'groups' | 'chosenGroups'>) {
  const m = useMessages(outgoingMessages);
  const lang = useLang();
  const choice = (group: Group) => ({ value: group.key, label: `${group.title[lang]} (${formatNumber(group.size, lang)})` });
  const [country, local] = [groups.filter((group) => !/-of:/.test(group.key)), groups.filter((group) => /-of:/.test(group.key))];
  const isLocalChosen = local.some((group) => chosenGroups.includes(group.key));
  return (
    <>
      <Checkboxes name="groups" label={m.groups} hint={m.groupHint} choices={country.map(choice)} values={chosenGroups} />
      {local.length > 0 ? (
        <Details summary={m.provinceGroups} open={isLocalChosen}>
          <Checkboxes name="groups" label={m.provinceGroups} choices={local.map(choice)} values={chosenGroups} />
        </Details>
      ) : null}
    </>
  );
}

/** Chooses to whom an issued document goes. */
export function SendPage({ document, groups, chosenGroups, chosenAgencies, fromDocument, mayGroup, problem, values }: SendPageProps) {
  const m = useMessages(outgoingMessages);
  const g = useMessages(groupMessages);
  const name = document.numberNotation ?? document.kindName;
  return (
    <Page
      title={`${m.send} ${name}`}
      lead={document.abstract}
      audience="staff"
      failed={problem !== undefined}
      crumbs={[{ title: m.title, url: '/van-ban-di' }, { title: `${m.send} ${name}` }]}
    >
      <p>
        {m.sendLead} {fromDocument ? m.fromDocument : null} {mayGroup ? <a href={GROUPS}>{g.manage}</a> : null}
      </p>
      <Form
        action={`/van-ban-di/${document.id}/gui`}
        errors={problem?.fields}
        refusals={problem?.refusals}
        values={values}
        names={['groups', 'recipients', 'dueOn', 'note']}
      >
        <Groups groups={groups} chosenGroups={chosenGroups} />
        <Combobox
          name="recipients"
          label={m.recipients}
          hint={m.recipientsHint}
          source="/van-ban-di/co-quan"
          selected={chosenAgencies}
          multiple
          optional
        />
        <DateField name="dueOn" label={m.due} optional />
        <TextArea name="note" label={m.note} rows={3} maxLength={1_000} optional />
        <ButtonRow>
          <Button variant="primary">{m.sendButton}</Button>
        </ButtonRow>
      </Form>
    </Page>
  );
}
