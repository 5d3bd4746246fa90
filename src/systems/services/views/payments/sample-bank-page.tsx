import { Button, ButtonRow, LinkButton } from '#ui/button.tsx';
import { SelectField } from '#ui/choices.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { messages } from '../../payments/messages.ts';
import type { SampleOrder } from '../../payments/sample-bank/books.ts';
import { TELLING } from '../../payments/sample-bank/pay.ts';
import { dong } from '../../payments/words.ts';

interface SampleBankProps {
  readonly order: SampleOrder;
  readonly caseCode: string;
  readonly paid: boolean;
}

/** The make-believe bank: says so first, then lets somebody pay as a bank would, rightly or wrongly. */
export function SampleBankPage({ order, caseCode, paid }: SampleBankProps) {
  const m = useMessages(messages);
  const lang = useLang();
  const back = `/ho-so/${caseCode}/nop-phi`;
  return (
    <Page title={m.sampleBank}>
      <Notice kind="warning">
        <p>{m.sampleLead}</p>
      </Notice>
      {paid ? (
        <Notice kind="done" role="status" title={m.samplePaid}>
          <ButtonRow>
            <LinkButton href={back}>{m.backToCase}</LinkButton>
            <Form action={`/ngan-hang-mau/${order.reference}/bao`}>
              <Button variant="tertiary">{m.sampleTell}</Button>
            </Form>
          </ButtonRow>
        </Notice>
      ) : null}
      <DescriptionList
        items={[
          { term: m.purpose, value: order.purpose },
          { term: m.amount, value: dong(order.amount, lang) },
          { term: m.content, value: <span class="mc-code">{order.reference}</span> },
        ]}
      />
      <Form action={`/ngan-hang-mau/${order.reference}`}>
        <TextField name="amount" label={m.sampleAmount} hint={m.sampleAmountHint} inputMode="numeric" width="short" value={order.amount} />
        <SelectField name="telling" label={m.sampleTelling} value="once" choices={TELLING.map((one) => ({ value: one, label: m[one] }))} />
        <ButtonRow>
          <Button variant="primary">{m.samplePay}</Button>
          <LinkButton href={back} variant="tertiary">
            {m.backToCase}
          </LinkButton>
        </ButtonRow>
      </Form>
    </Page>
  );
}
