/**
 * Keeps the page of a running event up to date by server-sent events; without it the page has a link to reload. Entries come
 * as the same markup that the page is made of. Nothing the reader looks at is moved: who reads further down is told.
 */
interface Change {
  readonly changes: number;
  readonly entries: readonly { readonly number: number; readonly html: string }[];
  readonly essential: string;
  readonly count: number;
  /** Not 0: too much was missed to be told; entries before this number are to be looked up. */
  readonly older: number;
}

/** After a refusal (too many watchers) the browser itself does not come back: some later time, not all at once. */
const BACK_MS = 30_000;

const page = document.querySelector<HTMLElement>('#live');
const list = page?.querySelector<HTMLOListElement>('.mc-live__entries');
const status = document.querySelector<HTMLElement>('#live-status');
const jump = document.querySelector<HTMLButtonElement>('#live-jump');
let seen = Number(page?.dataset['after'] ?? 0);
let source: EventSource | undefined;
let over = false;
let came = 0;

const say = (key: string, more = ''): void => {
  if (status) status.textContent = `${status.dataset[key] ?? ''}${more}`;
};

function elementOf(html: string): HTMLElement | null {
  const holder = document.createElement('template');
  holder.innerHTML = html;
  return holder.content.firstElementChild as HTMLElement | null;
}

/** What stands here may have been corrected or taken back unheard: it goes, and a link leads to it as it is now. */
function startAnew(number: number): void {
  list?.replaceChildren();
  const link = document.querySelector<HTMLAnchorElement>('#live-older');
  if (!link) return;
  link.href = `${location.pathname}?truoc=${number}`;
  link.hidden = false;
}

/** Puts an entry in its place, in that of its former words or before the first older one; whether it is new. */
function place(number: number, html: string): boolean {
  const made = elementOf(html);
  if (!made || !list) return false;
  const there = list.querySelector(`[data-number="${number}"]`);
  if (there) {
    there.replaceWith(made);
    return false;
  }
  const all = [...list.querySelectorAll<HTMLElement>('[data-number]')];
  // Changes of entries further back than this page goes are not for this page.
  const oldest = Number(all.at(-1)?.dataset['number'] ?? 0);
  if (number < oldest) return false;
  list.insertBefore(made, all.find((one) => Number(one.dataset['number']) < number) ?? null);
  made.dataset['fresh'] = '';
  return true;
}

function show(change: Change): void {
  if (change.changes <= seen) return;
  seen = change.changes;
  const wasAbove = (list?.getBoundingClientRect().top ?? 0) < 0;
  if (change.older > 0) startAnew(change.older);
  const fresh = change.entries.filter(({ number, html }) => place(number, html)).length;
  document.querySelector('#live-essential')?.replaceChildren(...(change.essential ? [elementOf(change.essential) ?? ''] : []));
  if (fresh > 0) {
    page?.querySelector('.mc-empty')?.remove();
    // Words that stand there already are not read out again: the count makes each announcement a new one.
    came += fresh;
    say('new', ` ${came}`);
    if (jump && wasAbove) jump.hidden = false;
  }
}

function close(): void {
  source?.close();
  source = undefined;
}

function open(): void {
  if (source || over || !page?.dataset['src']) return;
  const opened = new EventSource(`${page.dataset['src']}?sau=${seen}`);
  source = opened;
  opened.addEventListener('open', () => say('automatic'));
  opened.addEventListener('message', ({ data }) => show(JSON.parse(String(data)) as Change));
  opened.addEventListener('done', () => {
    over = true;
    close();
    say('over');
    document.querySelector('#tai-lai')?.removeAttribute('hidden');
  });
  opened.addEventListener('error', () => {
    say('lost');
    if (opened.readyState !== EventSource.CLOSED) return;
    close();
    setTimeout(open, BACK_MS * (1 + Math.random()));
  });
}

jump?.addEventListener('click', () => {
  jump.hidden = true;
  page?.scrollIntoView();
});
document.addEventListener('scroll', () => jump && (list?.getBoundingClientRect().top ?? 0) >= 0 && (jump.hidden = true), { passive: true });
// A page in the background holds no connection; when it is looked at again it asks for what it missed.
document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));
document.querySelector('#tai-lai')?.setAttribute('hidden', '');
open();
