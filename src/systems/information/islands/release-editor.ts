/**
 * Makes the editor of releases more comfortable; without script it is a plain form that does the same. Counts what is typed,
 * turns what is pasted from a word processor into the house's small Markdown, and saves while one types.
 */
type Field = HTMLInputElement | HTMLTextAreaElement;

const form = document.querySelector<HTMLFormElement>('#release-form');
const lang = document.documentElement.lang === 'en' ? 'en-GB' : 'vi-VN';

function countField(field: Field): void {
  const most = field.maxLength;
  if (most <= 0) return;
  const count = document.createElement('p');
  count.className = 'mc-hint';
  count.id = `${field.id}-count`;
  const format = new Intl.NumberFormat(lang);
  const show = (): void => {
    count.textContent = `${format.format(field.value.length)} / ${format.format(most)}`;
    count.classList.toggle('mc-error', field.value.length > most * 0.95);
  };
  field.setAttribute('aria-describedby', [field.getAttribute('aria-describedby'), count.id].filter(Boolean).join(' '));
  field.after(count);
  field.addEventListener('input', show);
  show();
}

function insert(field: HTMLTextAreaElement, text: string): void {
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** The server reads the HTML by its allow-list; when it does not answer, the plain text is pasted. */
function cleanPaste(field: HTMLTextAreaElement): void {
  field.addEventListener('paste', (event) => {
    const html = event.clipboardData?.getData('text/html') ?? '';
    const plain = event.clipboardData?.getData('text/plain') ?? '';
    if (!/<(p|h[1-6]|ul|ol|table|b|strong|i|em|a)\b/i.test(html)) return;
    event.preventDefault();
    void fetch('/thong-tin/doan-dan', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ html }),
    })
      .then((answer) => (answer.ok ? (answer.json() as Promise<{ markdown: string }>) : { markdown: plain }))
      .catch(() => ({ markdown: plain }))
      .then(({ markdown }) => insert(field, markdown));
  });
}

const PAUSE_MS = 2_000;

/** Saves two seconds after the last key; stops when somebody else has changed the release, whose text must not be lost. */
function autosave(whole: HTMLFormElement, note: HTMLElement): void {
  let timer: number | undefined;
  let stopped = false;
  let saving: Promise<void> = Promise.resolve();
  const hidden = (name: string) => whole.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  const save = async (): Promise<void> => {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(whole)) if (typeof value === 'string') body.append(name, value);
    body.set('auto', 'true');
    body.set('_key', crypto.randomUUID());
    const answer = await fetch(whole.action, { method: 'POST', headers: { accept: 'application/json' }, body });
    const version = hidden('_version');
    if (answer.ok && version) {
      version.value = String(((await answer.json()) as { version: number }).version);
      note.textContent = `${note.dataset['saved']} ${new Intl.DateTimeFormat(lang, { timeStyle: 'medium' }).format(Date.now())}`;
    } else if (answer.status === 409) {
      stopped = true;
      note.textContent = note.dataset['conflict'] ?? '';
      note.classList.add('mc-error');
    }
  };
  whole.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      // One at a time: the next needs the version that the last one got.
      saving = saving.then(() => (stopped ? undefined : save())).catch(() => undefined);
    }, PAUSE_MS);
  });
  whole.addEventListener('submit', () => {
    stopped = true;
    clearTimeout(timer);
  });
}

/** Shows what the button's page says below the form, and again while one types; a second click closes it. */
function previewBelow(whole: HTMLFormElement, button: HTMLButtonElement): void {
  const panel = document.createElement('section');
  panel.setAttribute('aria-live', 'polite');
  panel.hidden = true;
  whole.after(panel);
  button.setAttribute('aria-expanded', 'false');
  let timer: number | undefined;
  const fill = async (): Promise<void> => {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(whole)) if (typeof value === 'string') body.append(name, value);
    const answer = await fetch(button.formAction, { method: 'POST', body });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const shown = page.querySelector('#channel-previews') ?? page.querySelector('main');
    if (shown) panel.replaceChildren(document.importNode(shown, true));
  };
  button.addEventListener('click', (event) => {
    event.preventDefault();
    panel.hidden = !panel.hidden;
    button.setAttribute('aria-expanded', String(!panel.hidden));
    if (!panel.hidden) void fill().then(() => panel.scrollIntoView({ block: 'start' }));
  });
  whole.addEventListener('input', () => {
    clearTimeout(timer);
    if (!panel.hidden) timer = window.setTimeout(() => void fill(), PAUSE_MS / 2);
  });
}

if (form) {
  const preview = form.querySelector<HTMLButtonElement>('#channel-preview');
  if (preview) previewBelow(form, preview);
  for (const field of form.querySelectorAll<Field>('[maxlength]')) countField(field);
  for (const field of form.querySelectorAll<HTMLTextAreaElement>('textarea[name^="body"]')) cleanPaste(field);
  const note = form.querySelector<HTMLElement>('#autosave[data-on]');
  if (note) autosave(form, note);
}
