import { Button } from '#ui/button.tsx';
import { Card, Details } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { useMessages } from '#ui/page-context.ts';
import { answerMessages } from '../../press/answers/messages.ts';
import type { PressQuestion } from '../../press/queries.ts';

/** The newest answers, each with the release made from it or the button that makes one. */
export function Answered({ questions }: { readonly questions: readonly PressQuestion[] }) {
  const m = useMessages(answerMessages);
  if (questions.length === 0) return null;
  return (
    <Details summary={m.answered}>
      <p class="mc-hint">{m.makeHelp}</p>
      {questions.map(({ id, question, outlet, code, answerReleaseId }) => (
        <Card key={id} title={question} meta={`${outlet} · ${code}`}>
          {answerReleaseId ? (
            <p>
              <a href={`/thong-tin/${answerReleaseId}`}>{m.madeRelease}</a>
            </p>
          ) : (
            <Form action={`/thong-tin/bao-chi/cau-hoi/${id}/ban-tin`} id={`make-${id}`}>
              <Button variant="secondary">{m.make}</Button>
            </Form>
          )}
        </Card>
      ))}
    </Details>
  );
}
