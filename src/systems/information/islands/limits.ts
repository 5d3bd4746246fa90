/** Counts what is typed into fields that have a limit. Without script the limit still holds, it is only not shown. */
function countedField(field: HTMLInputElement | HTMLTextAreaElement): void {
  const most = field.maxLength;
  if (most <= 0) return;
  const count = document.createElement('p');
  count.className = 'mc-hint';
  count.id = `${field.id}-count`;
  const format = new Intl.NumberFormat(document.documentElement.lang === 'en' ? 'en-GB' : 'vi-VN');
  const show = (): void => {
    count.textContent = `${format.format(field.value.length)} / ${format.format(most)}`;
    count.classList.toggle('mc-error', field.value.length > most * 0.95);
  };
  field.setAttribute('aria-describedby', [field.getAttribute('aria-describedby'), count.id].filter(Boolean).join(' '));
  field.after(count);
  field.addEventListener('input', show);
  show();
}

for (const field of document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('#release-form [maxlength]')) countedField(field);
