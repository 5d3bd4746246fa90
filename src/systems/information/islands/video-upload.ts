/**
 * Sends a video in pieces while its description is still being typed, and goes on where it stopped when the line breaks or
 * the page was closed. Without script the form sends the file in one go.
 */
const PIECE = 4 * 1024 * 1024;
const LONGEST_WAIT_MS = 30_000;

const form = document.querySelector<HTMLFormElement>('#video-form');
const note = document.querySelector<HTMLElement>('#video-progress');
const input = form?.querySelector<HTMLInputElement>('input[type=file]');
const hidden = form?.querySelector<HTMLInputElement>('input[name=upload]');

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
const json = { accept: 'application/json' };

class Refused extends Error {}

async function ask<T>(url: string, init: RequestInit = {}): Promise<T> {
  const answer = await fetch(url, { ...init, headers: { ...json, ...init.headers } });
  if (answer.ok) return (await answer.json()) as T;
  const problem = (await answer.json().catch(() => ({}))) as { detail?: string; title?: string };
  if (answer.status === 409 || answer.status >= 500 || answer.status === 429) throw new Error(problem.title);
  throw new Refused(problem.detail ?? problem.title ?? String(answer.status));
}

/** Asks how much has come after whatever went wrong, since an answer may have been lost after its piece arrived. */
async function sendAll(file: File, base: string, upload: string, from: number, show: (length: number) => void): Promise<void> {
  let length = from;
  let wait = 1_000;
  while (length < file.size) {
    show(length);
    const end = Math.min(length + PIECE, file.size);
    try {
      const headers = { 'content-type': 'application/octet-stream', 'content-range': `bytes ${length}-${end - 1}/${file.size}` };
      ({ length } = await ask<{ length: number }>(`${base}/${upload}`, { method: 'PUT', headers, body: file.slice(length, end) }));
      wait = 1_000;
    } catch (error) {
      if (error instanceof Refused) throw error;
      show(-1);
      await pause(wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
      length = (await ask<{ length: number }>(`${base}/${upload}`).catch(() => ({ length }))).length;
    }
  }
}

async function send(file: File, base: string, status: HTMLElement): Promise<string> {
  const percent = new Intl.NumberFormat(document.documentElement.lang, { style: 'percent', maximumFractionDigits: 0 });
  const show = (length: number): void => {
    status.textContent =
      length < 0 ? (status.dataset['broken'] ?? '') : `${status.dataset['sending']} ${percent.format(length / file.size)}`;
  };
  const body = JSON.stringify({ name: file.name, bytes: file.size, mark: `${file.name}:${file.size}:${file.lastModified}` });
  const begun = await ask<{ upload: string; length: number }>(base, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  await sendAll(file, base, begun.upload, begun.length, show);
  status.textContent = status.dataset['sent'] ?? '';
  return begun.upload;
}

if (form && note && input && hidden) {
  let sending: Promise<void> | undefined;
  let waiting = false;
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (!file || sending) return;
    note.classList.remove('mc-error');
    sending = send(file, `${form.getAttribute('action')}/gui`, note)
      .then((upload) => {
        hidden.value = upload;
        // The bytes are there: the form takes only the words.
        input.disabled = true;
        if (waiting) form.submit();
      })
      .catch((error: unknown) => {
        note.textContent = error instanceof Error ? error.message : '';
        note.classList.add('mc-error');
      })
      .finally(() => {
        sending = undefined;
        waiting = false;
      });
  });
  form.addEventListener('submit', (event) => {
    if (!sending) return;
    event.preventDefault();
    waiting = true;
  });
}
