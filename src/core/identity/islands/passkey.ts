import { browserSupportsWebAuthn, browserSupportsWebAuthnAutofill, startAuthentication, startRegistration } from '@simplewebauthn/browser';

/**
 * Passkeys: `[data-passkey=prove]` becomes a button that signs in, the form in `[data-passkey=add]` makes a new one when it is sent.
 * Where a browser cannot do it, what stands on the page without script stays.
 */
interface Words {
  /** Answers with the options that the browser needs; the page of an authentication has brought them as `data-options`. */
  readonly ask: string;
  readonly options: string;
  readonly answer: string;
  readonly failed: string;
}

async function send(path: string, body: unknown): Promise<unknown> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  });
  const value = (await answer.json().catch(() => ({}))) as { detail?: string; title?: string };
  if (!answer.ok) throw new Refused(value.detail ?? value.title ?? String(answer.status));
  return value;
}

/** A sentence of the server's for the person. */
class Refused extends Error {}

function wordsOf(place: HTMLElement): Words {
  const { ask = '', options = '', answer = '', failed = '' } = place.dataset;
  return { ask, options, answer, failed };
}

function messageLine(place: HTMLElement): HTMLElement {
  const line = document.createElement('p');
  line.className = 'mc-error';
  line.setAttribute('role', 'alert');
  place.append(line);
  return line;
}

/** Goes where the server says; says what is wrong otherwise. The browser's own words are for programmers, and in English. */
async function attempt(line: HTMLElement, { failed }: Words, work: () => Promise<unknown>): Promise<void> {
  line.textContent = '';
  try {
    location.assign(((await work()) as { next: string }).next);
  } catch (error) {
    line.textContent = error instanceof Refused ? error.message : failed;
  }
}

async function prove({ options, answer }: Words, useBrowserAutofill: boolean): Promise<unknown> {
  const optionsJSON = JSON.parse(options) as Parameters<typeof startAuthentication>[0]['optionsJSON'];
  return send(answer, await startAuthentication({ optionsJSON, useBrowserAutofill }));
}

function setUpProve(place: HTMLElement): void {
  const words = wordsOf(place);
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'ds-button';
  button.dataset['variant'] = 'primary';
  button.textContent = place.dataset['label'] ?? '';
  place.replaceChildren(button);
  const line = messageLine(place);
  button.addEventListener('click', () => void attempt(line, words, () => prove(words, false)));
  void offerInField(words);
}

/** The browser offers passkeys in the list of names, where it can; whoever types a name goes on as before. */
async function offerInField(words: Words): Promise<void> {
  if (!document.querySelector('input[autocomplete$="webauthn"]') || !(await browserSupportsWebAuthnAutofill())) return;
  await prove(words, true).then(
    (done) => location.assign((done as { next: string }).next),
    () => undefined,
  );
}

function setUpAdd(place: HTMLElement): void {
  const words = wordsOf(place);
  const line = messageLine(place);
  const form = place.querySelector('form');
  form?.addEventListener('submit', (event) => {
    event.preventDefault();
    const name = String(new FormData(form).get('name') ?? '');
    void attempt(line, words, async () => {
      const optionsJSON = (await send(words.ask, {})) as Parameters<typeof startRegistration>[0]['optionsJSON'];
      return send(words.answer, { name, answer: await startRegistration({ optionsJSON }) });
    });
  });
}

if (browserSupportsWebAuthn()) {
  for (const place of document.querySelectorAll<HTMLElement>('[data-passkey]')) {
    if (place.dataset['passkey'] === 'add') setUpAdd(place);
    else setUpProve(place);
  }
}
