import type { CaseMark, CaseRecord, Page as FormPage, Paper } from '#core/cases/index.ts';
import type { Problem } from '#kernel/problem.ts';
import { Button } from '#ui/button.tsx';
import { FileField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { messages } from '../../apply/messages.ts';
import { FieldView, type UnitNames } from '../fields/field-view.tsx';

interface SupplementProps {
  readonly record: CaseRecord;
  readonly marks: readonly CaseMark[];
  readonly page: FormPage;
  readonly papers: readonly Paper[];
  readonly answers: Readonly<Record<string, unknown>>;
  readonly units: UnitNames;
  readonly problem?: Problem | undefined;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}

/** Exactly what the officer marked, each with what is wrong with it. */
export function SupplementPage({ record, marks, page, papers, answers, units, problem, values }: SupplementProps) {
  const lang = useLang();
  const m = useMessages(messages);
  const noteOf = (target: string) => marks.find((mark) => mark.target === target)?.note;
  return (
    <Page
      title={m.marks}
      lead={m.supplyLead}
      crumbs={[
        { title: m.myCases, url: '/ho-so' },
        { title: record.title, url: `/ho-so/${record.code}` },
      ]}
      failed={problem !== undefined}
    >
      <Form
        action={`/ho-so/${record.code}/bo-sung`}
        version={record.version}
        multipart
        values={values}
        errors={problem?.fields}
        refusals={problem?.refusals}
      >
        {page.fields.map((field) => (
          <div key={field.name}>
            <Notice kind="warning">
              <p>{noteOf(`field:${field.name}`)}</p>
            </Notice>
            <FieldView field={field} value={answers[field.name]} units={units} />
          </div>
        ))}
        {papers.map((paper) => (
          <div key={paper.key}>
            <Notice kind="warning">
              <p>{noteOf(`paper:${paper.key}`)}</p>
            </Notice>
            <FileField name={`paper.${paper.key}`} label={paper.name[lang]} accept=".pdf,.jpg,.jpeg,.png" />
          </div>
        ))}
        <Button variant="primary">{m.send}</Button>
      </Form>
    </Page>
  );
}
