import { Button } from '#ui/button.tsx';
import { Details, Section } from '#ui/card.tsx';
import { TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { useMessages } from '#ui/page-context.ts';
import { relatedMessages } from '../related/messages.ts';
import type { RelatedDocument } from '../related/queries.ts';

interface RelatedProps {
  readonly documents: readonly RelatedDocument[];
  /** For its writers: where the forms go. */
  readonly edit?: { readonly base: string; readonly values: Readonly<Record<string, unknown>> | undefined } | undefined;
}

/** Documents of the library that a release speaks of. */
export function RelatedDocuments({ documents, edit }: RelatedProps) {
  const m = useMessages(relatedMessages);
  if (documents.length === 0 && !edit) return null;
  return (
    <Section title={m.title}>
      {documents.length > 0 ? (
        <ul class="ds-list">
          {documents.map(({ id, kindName, numberNotation, issuerName, abstract }) => (
            <li key={id}>
              <a href={`/van-ban/${id}`}>
                {kindName} {numberNotation}
              </a>{' '}
              {abstract} <span class="mc-hint">({issuerName})</span>
              {edit ? (
                <Form action={`${edit.base}/bo-van-ban`} inline>
                  <input type="hidden" name="document" value={id} />
                  <Button variant="tertiary">{m.unlink}</Button>
                </Form>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {edit ? (
        <Details summary={m.add} open={edit.values?.['number'] !== undefined}>
          <Form action={`${edit.base}/van-ban`} values={edit.values} inline>
            <TextField name="number" label={m.number} hint={m.numberHint} width="medium" required />
            <Button>{m.link}</Button>
          </Form>
        </Details>
      ) : null}
    </Section>
  );
}
