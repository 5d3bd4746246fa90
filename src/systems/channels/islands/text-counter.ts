/**
 * Counts while one types how much of its room a channel's text takes, as that channel counts. Without script the hint says the
 * limit and the server checks it.
 */
const format = new Intl.NumberFormat(document.documentElement.lang === 'en' ? 'en-GB' : 'vi-VN');
const bytes = new TextEncoder();

for (const box of document.querySelectorAll<HTMLElement>('[data-room]')) {
  const field = box.querySelector('textarea');
  if (!field) continue;
  const room = Number(box.dataset['room']);
  const size = (text: string): number => (box.dataset['count'] === 'bytes' ? bytes.encode(text).length : text.length);
  const shown = document.createElement('p');
  shown.className = 'mc-hint';
  shown.id = `${field.id}-count`;
  const show = (): void => {
    const used = size(field.value);
    shown.textContent = `${format.format(used)} / ${format.format(room)} ${box.dataset['unit'] ?? ''}`;
    shown.classList.toggle('mc-error', used > room * 0.95);
  };
  field.setAttribute('aria-describedby', [field.getAttribute('aria-describedby'), shown.id].filter(Boolean).join(' '));
  field.after(shown);
  field.addEventListener('input', show);
  show();
}
