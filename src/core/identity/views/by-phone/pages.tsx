import { Button, ButtonRow, LinkButton } from '#ui/button.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Time } from '#ui/time.tsx';
import type { PhoneRequest } from '../../by-phone/requests.ts';
import type { PhoneState } from '../../by-phone/rules.ts';
import { type FormAgain, formProblem } from '../form-problem.ts';
import { QrCode } from '#ui/qr-code.tsx';
import { phoneMessages } from './messages.ts';

/** Leads from the page of the password to signing in by telephone. */
export function ByPhone({ authenticationId }: { readonly authenticationId: string }) {
  const m = useMessages(phoneMessages);
  return (
    <Form action={`/xac-thuc/${authenticationId}/dien-thoai`}>
      <Button variant="secondary">{m.byPhone}</Button>
      <p class="mc-hint">{m.byPhoneHint}</p>
    </Form>
  );
}

interface ComputerProps {
  readonly state: PhoneState | 'too-many';
  /** The page of the authentication. */
  readonly back: string;
  readonly waiting?: PhoneRequest;
  /** Address that telephones open. */
  readonly phoneUrl?: string;
  /** Says how far it has come, for the script. */
  readonly status?: string;
}

const NEXT: Partial<Record<ComputerProps['state'], 'chosen' | 'over' | 'refused' | 'wrongNumber' | 'tooMany'>> = {
  chosen: 'chosen',
  over: 'over',
  refused: 'refused',
  'wrong-number': 'wrongNumber',
  'too-many': 'tooMany',
};

/** Loads itself anew where no script asks: a page that waits must not wait for ever. */
function Refresh() {
  return (
    <noscript>
      <meta http-equiv="refresh" content="5" />
    </noscript>
  );
}

/** Where the script sees how far it has come. */
function Watch({ status, state }: { readonly status: string; readonly state: string }) {
  return <div data-by-phone={status} data-state={state} hidden />;
}

function OtherWays({ back, again }: { readonly back: string; readonly again: boolean }) {
  const m = useMessages(phoneMessages);
  return (
    <>
      {again ? (
        <Form action={`${back}/dien-thoai`}>
          <Button variant="primary">{m.again}</Button>
        </Form>
      ) : null}
      <p>
        <a class="ds-link" href={back}>
          {m.otherWay}
        </a>
      </p>
    </>
  );
}

function Waiting({ waiting, back, phoneUrl, status }: Required<ComputerProps>) {
  const m = useMessages(phoneMessages);
  const lang = useLang();
  return (
    <Page
      title={m.byPhone}
      lead={m.scan(waiting.forWhom[lang])}
      audience="staff"
      head={<Refresh />}
      islands={['src/core/identity/islands/by-phone.ts']}
    >
      <Watch status={status} state={waiting.state} />
      <ol class="mc-by-phone">
        <li>
          {m.stepScan}
          <QrCode text={`${phoneUrl}?ma=${waiting.code}`} label={m.qrLabel} />
          {m.stepType(phoneUrl.replace(/^https?:\/\//, ''))}
          <strong class="mc-by-phone__code">{waiting.code}</strong>
        </li>
        <li>
          {m.stepNumber}
          <strong class="mc-by-phone__number">{waiting.number}</strong>
        </li>
        <li>{m.stepProve}</li>
      </ol>
      <p class="mc-hint">{m.holds}</p>
      <ButtonRow>
        <LinkButton href={`${back}/dien-thoai`} variant="secondary">
          {m.goOn}
        </LinkButton>
        <LinkButton href={back} variant="tertiary">
          {m.otherWay}
        </LinkButton>
      </ButtonRow>
    </Page>
  );
}

function Computer(props: ComputerProps) {
  const m = useMessages(phoneMessages);
  const { state, back, waiting, phoneUrl, status } = props;
  if (state === 'waiting' && waiting && phoneUrl && status) return <Waiting {...{ state, back, waiting, phoneUrl, status }} />;
  const words = NEXT[state] ?? 'over';
  const chosen = state === 'chosen';
  return (
    <Page
      title={m[words]}
      lead={m[`${words}Lead`]}
      audience="staff"
      {...(chosen ? { head: <Refresh />, islands: ['src/core/identity/islands/by-phone.ts'] } : {})}
    >
      {chosen && status ? <Watch status={status} state={state} /> : null}
      <OtherWays back={back} again={!chosen && state !== 'too-many'} />
    </Page>
  );
}

/** On the computer: what to do on the telephone, or what became of it. */
export function ComputerPage(props: ComputerProps) {
  return <Computer {...props} />;
}

function TypeCode({ problem, values }: FormAgain) {
  const m = useMessages(phoneMessages);
  return (
    <Page title={m.typeTitle} lead={m.typeLead} audience="staff" failed={problem !== undefined}>
      <Form action="/dien-thoai" values={values} {...formProblem(problem)}>
        <TextField name="ma" label={m.code} hint={m.codeHint} width="medium" autocomplete="off" spellcheck={false} required />
        <Button variant="primary">{m.look}</Button>
      </Form>
      <Notice kind="warning">
        <p>{m.warning}</p>
      </Notice>
    </Page>
  );
}

/** On the telephone: the code typed by hand. */
export function TypeCodePage(props: FormAgain) {
  return <TypeCode {...props} />;
}

interface AnswerProps {
  readonly asked: PhoneRequest;
  /** The computer is in the telephone's own network. */
  readonly near: boolean;
  /** Who is signed in on the telephone. */
  readonly account: string | undefined;
}

function Answer({ asked, near, account }: AnswerProps) {
  const m = useMessages(phoneMessages);
  const place = near ? m.nearby(asked.addressPrefix) : m.faraway(asked.addressPrefix);
  return (
    <Page title={m.asked} lead={m.askedLead} audience="staff">
      <DescriptionList
        items={[
          { term: m.site, value: asked.forWhom[useLang()] },
          { term: m.computer, value: asked.device === '' ? m.unknownComputer : asked.device },
          { term: m.network, value: place },
          { term: m.at, value: <Time at={asked.createdAt} /> },
          { term: m.as, value: account },
        ]}
      />
      <Notice kind="warning">
        <p>{m.warning}</p>
      </Notice>
      <Form action="/dien-thoai/tra-loi">
        <input type="hidden" name="ma" value={asked.code} />
        <fieldset class="mc-by-phone__choices">
          <legend>{m.which}</legend>
          {asked.offered.map((number) => (
            <Button key={number} name="so" value={String(number)}>
              <span class="mc-by-phone__choice">{number}</span>
            </Button>
          ))}
        </fieldset>
        <Button variant="tertiary" name="so" value="khong">
          {m.refuse}
        </Button>
      </Form>
    </Page>
  );
}

/** On the telephone: who asks, from where, and which number the computer shows. */
export function AnswerPage(props: AnswerProps) {
  return <Answer {...props} />;
}

const DONE = { approved: 'approved', refused: 'refusedHere', 'wrong-number': 'wrongHere' } as const;

function PhoneDone({ state }: { readonly state: PhoneState }) {
  const m = useMessages(phoneMessages);
  const words = state in DONE ? DONE[state as keyof typeof DONE] : 'overHere';
  return (
    <Page title={m[words]} lead={m[`${words}Lead`]} audience="staff">
      <ButtonRow>
        <LinkButton href="/tai-khoan" variant="secondary">
          {m.account}
        </LinkButton>
        {state === 'refused' || state === 'wrong-number' ? (
          <LinkButton href="/tai-khoan/khoa-danh-tinh" variant="tertiary">
            {m.lock}
          </LinkButton>
        ) : null}
      </ButtonRow>
    </Page>
  );
}

/** On the telephone: how it ended. */
export function PhoneDonePage(props: { readonly state: PhoneState }) {
  return <PhoneDone {...props} />;
}
