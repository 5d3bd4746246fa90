import { Button, LinkButton } from '#ui/button.tsx';
import { EmptyState } from '#ui/card.tsx';
import { SelectField } from '#ui/choices.tsx';
import { Form } from '#ui/form.tsx';
import { PreviousNext } from '#ui/pagination.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { messages } from '../messages.ts';
import type { Look } from '../queries/looks.ts';
import type { Own } from '../queries/mine.ts';
import type { Question } from '../queries/questions.ts';
import type { Register } from '../types.ts';
import { LOOKS, type LooksAddress, looksUrl, lookUrl } from '../urls.ts';
import { LookAbout, LookedFor, Looker } from './look-parts.tsx';
import { OwnFrame } from './own-frame.tsx';

export interface LooksPageProps {
  readonly owns: readonly Own[];
  readonly own: Own;
  readonly looks: readonly Look[];
  readonly registers: readonly Register[];
  readonly months: readonly string[];
  readonly questions: ReadonlyMap<string, Question>;
  readonly asked: LooksAddress;
  /** The last look shown, when there are more. */
  readonly next: string | undefined;
}

function Filter({ registers, months, asked }: Pick<LooksPageProps, 'registers' | 'months' | 'asked'>) {
  const m = useMessages(messages);
  const lang = useLang();
  return (
    <Form action={LOOKS} method="get" inline values={{ ...asked }}>
      {asked.cua ? <input type="hidden" name="cua" value={asked.cua} /> : null}
      <SelectField
        name="so"
        label={m.register}
        emptyLabel={m.anyRegister}
        choices={registers.map(({ name, title }) => ({ value: name, label: title[lang] }))}
      />
      <SelectField
        name="thang"
        label={m.month}
        emptyLabel={m.anyMonth}
        choices={months.map((month) => ({ value: month, label: month.split('-').reverse().join('/') }))}
      />
      <Button>{m.show}</Button>
    </Form>
  );
}

function State({ look, questions }: { readonly look: Look; readonly questions: LooksPageProps['questions'] }) {
  const m = useMessages(messages);
  const question = questions.get(look.id);
  return (
    <>
      <a href={lookUrl(look.id)}>{m.seeLook}</a>
      {question ? (
        <p>
          <Tag kind={question.answer === null ? 'info' : 'done'}>{question.answer === null ? m.asked : m.answered}</Tag>
        </p>
      ) : null}
    </>
  );
}

/** Who looked at somebody's facts: each look with the agency, the post, what for and by which law. */
export function LooksPage(props: LooksPageProps) {
  const m = useMessages(messages);
  const lang = useLang();
  const { looks, registers, asked, next } = props;
  const filtered = asked.so !== undefined || asked.thang !== undefined || asked.truoc !== undefined;
  return (
    <OwnFrame owns={props.owns} own={props.own} tab="looks">
      {props.months.length > 0 ? <Filter {...props} /> : null}
      <Table
        caption={m.whoLooked}
        captionHidden
        rows={looks}
        rowKey={({ id }) => id}
        rowUrl={({ id }) => lookUrl(id)}
        empty={<EmptyState title={filtered ? m.noLooksHere : m.noLooks} />}
        columns={[
          { title: m.when, nowrap: true, rowHeader: true, cell: ({ at }) => <Time at={at} /> },
          { title: m.who, cell: (look) => <Looker look={look} /> },
          { title: m.what, cell: (look) => <LookedFor look={look} registers={registers} /> },
          {
            title: m.why,
            cell: (look) => (
              <>
                {look.purpose[lang]}
                <p class="mc-hint">{look.basis}</p>
              </>
            ),
          },
          { title: m.about, cell: (look) => <LookAbout look={look} /> },
          { title: m.seeLook, cell: (look) => <State look={look} questions={props.questions} /> },
        ]}
      />
      <PreviousNext nextUrl={next === undefined ? undefined : looksUrl({ ...asked, truoc: next })} />
      {looks.length > 0 ? (
        <p>
          <LinkButton href={looksUrl({ ...asked, truoc: undefined }, '.csv')} download>
            {m.csv}
          </LinkButton>
        </p>
      ) : null}
    </OwnFrame>
  );
}
