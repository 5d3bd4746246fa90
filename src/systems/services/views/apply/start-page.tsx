import { type Procedure, type Way } from '#core/cases/index.ts';
import { formatNumber, type Lang, type Text } from '#kernel/i18n.ts';
import type { Problem } from '#kernel/problem.ts';
import { Button } from '#ui/button.tsx';
import { Details, Section } from '#ui/card.tsx';
import { Checkbox, Radios } from '#ui/choices.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { messages } from '../../apply/messages.ts';
import { termText } from '../../apply/words.ts';

/** For whom somebody may apply: the id of the mandate, empty for themselves. */
export interface Principal {
  readonly mandateId: string;
  readonly name: string;
  readonly basis: string;
}

interface StartProps {
  readonly procedure: Procedure;
  readonly way: Way;
  readonly principals: readonly Principal[];
  /** What will be asked of registers, in words. */
  readonly fetched: readonly { readonly register: Text; readonly attributes: readonly Text[] }[];
  readonly problem?: Problem | undefined;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}

export function feeText({ fee }: Way, lang: Lang): string {
  return fee.amount === 0 ? messages[lang].noFee : `${formatNumber(fee.amount, lang)} đồng`;
}

function PaperList({ papers }: { readonly papers: Procedure['papers'] }) {
  const lang = useLang();
  return (
    <ul class="ds-list">
      {papers.map((paper) => (
        <li key={paper.key}>{paper.name[lang]}</li>
      ))}
    </ul>
  );
}

/** Before the first question: what it takes, for whom, and what is fetched from registers. */
export function StartPage({ procedure, way, principals, fetched, problem, values }: StartProps) {
  const lang = useLang();
  const m = useMessages(messages);
  const uploads = procedure.papers.filter(({ satisfiedBy }) => satisfiedBy.some(({ by }) => by === 'upload'));
  const [needed, perhaps] = [uploads.filter(({ neededIf }) => !neededIf), uploads.filter(({ neededIf }) => neededIf)];
  const choices = [
    ...(procedure.applicants.includes('self') || procedure.applicants.includes('child') ? [{ value: '', label: m.forMyself }] : []),
    ...principals.map(({ mandateId, name, basis }) => ({ value: mandateId, label: name, hint: basis })),
  ];
  return (
    <Page
      title={procedure.name[lang]}
      lead={procedure.summary[lang]}
      crumbs={[{ title: m.start, url: `/thu-tuc/${procedure.code}` }]}
      failed={problem !== undefined}
    >
      <DescriptionList
        items={[
          { term: m.time, value: termText(way.term, lang) },
          { term: m.fee, value: feeText(way, lang) },
        ]}
      />
      <Section title={m.need}>
        {needed.length === 0 ? <p>{m.nothingNeeded}</p> : <PaperList papers={needed} />}
        {perhaps.length > 0 ? (
          <Details summary={m.maybe}>
            <PaperList papers={perhaps} />
          </Details>
        ) : null}
      </Section>
      <Form action={`/nop-ho-so/${procedure.code}`} errors={problem?.fields} refusals={problem?.refusals} values={values}>
        {choices.length > 1 ? (
          <Radios name="mandateId" label={m.forWhom} value={String(values?.['mandateId'] ?? choices[0]?.value)} choices={choices} />
        ) : (
          <input type="hidden" name="mandateId" value={choices[0]?.value ?? ''} />
        )}
        {fetched.length > 0 ? (
          <>
            <p>{m.fetched}</p>
            <ul class="ds-list">
              {fetched.map(({ register, attributes }) => (
                <li key={register.vi}>
                  <strong>{register[lang]}</strong>: {attributes.map((one) => one[lang]).join(', ')}
                </li>
              ))}
            </ul>
            <p class="mc-hint">{m.fetchedNote}</p>
            <Checkbox name="agreed" label={m.agree} value="yes" />
          </>
        ) : (
          <input type="hidden" name="agreed" value="yes" />
        )}
        <Button variant="primary">{m.begin}</Button>
      </Form>
    </Page>
  );
}
