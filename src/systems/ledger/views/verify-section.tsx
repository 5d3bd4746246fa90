import type { Seal } from '#kernel/ledger/queries.ts';
import { ButtonRow, LinkButton } from '#ui/button.tsx';
import { Details, Section } from '#ui/card.tsx';
import { CodeBlock } from '#ui/code.tsx';
import { useMessages } from '#ui/page-context.ts';
import { messages } from '../messages.ts';
import type { Sealer } from '../queries.ts';

export interface VerifyProps {
  readonly head: Seal;
  readonly sealer: Sealer | undefined;
  readonly site: string;
  readonly publicUrl: string;
}

function commands({ head, site, publicUrl }: VerifyProps): string {
  const file = `so-cai-${site}.ndjson`;
  return [
    `curl -fO ${publicUrl}/pki/ca/root.cer`,
    `curl -f ${publicUrl}/so-cai/ket-xuat.ndjson -o ${file}`,
    `node motcua.mjs verify ${file} --trust root.cer \\`,
    `  --head ${head.hash}`,
  ].join('\n');
}

/** How to check the whole ledger without trusting whoever runs it. */
export function VerifySection(props: VerifyProps) {
  const m = useMessages(messages);
  const { steps } = m;
  return (
    <Section title={m.verify} id="kiem-chung">
      <p>{m.verifyLead}</p>
      <ButtonRow>
        <LinkButton href="/pki/ca/root.cer" download>
          {steps.root}
        </LinkButton>
        <LinkButton href="/so-cai/ket-xuat.ndjson" download>
          {steps.download}
        </LinkButton>
      </ButtonRow>
      <ol class="mc-prose">
        <li>
          <strong>{steps.root}.</strong> {steps.rootHow} <code>{props.sealer?.rootFingerprint}</code>
        </li>
        <li>
          <strong>{steps.download}.</strong> {steps.downloadHow}
        </li>
        <li>
          <strong>{steps.run}.</strong> {steps.runHow}
        </li>
        <li>
          <strong>{steps.keep}.</strong> {steps.keepHow} <code>{props.head.hash}</code>
        </li>
      </ol>
      <CodeBlock text={commands(props)} label={m.commands} />
      <Details summary={m.form}>
        <ul>
          {m.formLines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Details>
    </Section>
  );
}
