/** A computer that waits for a telephone asks every two seconds how far it has come, and shows the page anew when that has changed. */
const EVERY_MS = 2_000;

const place = document.querySelector<HTMLElement>('[data-by-phone]');

async function ask(path: string, state: string | undefined): Promise<void> {
  // A page that nobody sees asks nothing; it asks again when it is looked at.
  if (document.visibilityState === 'hidden') return;
  const answer = await fetch(path, { headers: { accept: 'application/json' } }).catch(() => undefined);
  if (!answer) return;
  const told = answer.ok ? ((await answer.json()) as { state: string }).state : 'over';
  if (told !== state) location.reload();
}

if (place) {
  const { byPhone = '', state } = place.dataset;
  setInterval(() => void ask(byPhone, state), EVERY_MS);
  document.addEventListener('visibilitychange', () => void ask(byPhone, state));
}
