/** Loads only the islands that a page has on it. Everything works without this file. */
const islands: Readonly<Record<string, () => Promise<unknown>>> = {
  'mc-combobox': () => import('./combobox.ts'),
  'mc-draft': () => import('./draft.ts'),
  'mc-filedrop': () => import('./file-drop.ts'),
  'mc-keyboard': () => import('./keyboard.ts'),
  'mc-live': () => import('./live.ts'),
  'mc-textbar': () => import('./text-bar.ts'),
};

for (const [tag, load] of Object.entries(islands)) {
  if (document.querySelector(tag)) void load();
}

// After a refused form the errors are what matters; GOV.UK's pattern moves the focus there.
document.querySelector<HTMLElement>('.mc-errors')?.focus();

// Machines in public offices are shared: signing out takes the drafts along. Sent ones go when another page loads.
const drafts = () => Object.keys(localStorage).filter((key) => key.startsWith('mc-draft:'));
document.querySelector('form[data-sign-out]')?.addEventListener('submit', () => {
  for (const key of drafts()) localStorage.removeItem(key);
});
if (!document.querySelector('mc-draft')) {
  for (const key of drafts()) {
    if (localStorage.getItem(key)?.startsWith('{"sent":true')) localStorage.removeItem(key);
  }
}

// A menu closes when the reader goes elsewhere.
document.addEventListener('click', ({ target }) => {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>('.mc-menu[open]')) {
    if (!(target instanceof Node && menu.contains(target))) menu.open = false;
  }
});
document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape') return;
  const menu = document.querySelector<HTMLDetailsElement>('.mc-menu[open]');
  if (!menu) return;
  menu.open = false;
  menu.querySelector('summary')?.focus();
});
