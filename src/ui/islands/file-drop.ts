/** `<mc-filedrop data-max data-drop>`: a place to drop files on, around a plain file input. */
class FileDrop extends HTMLElement {
  #names = document.createElement('ul');

  connectedCallback(): void {
    const input = this.querySelector<HTMLInputElement>('input[type=file]');
    if (!input || input.disabled) return;
    this.classList.add('mc-drop');
    const words = document.createElement('p');
    words.className = 'mc-drop__words';
    words.textContent = this.dataset['drop'] ?? '';
    this.#names.className = 'mc-drop__files';
    this.#names.setAttribute('aria-live', 'polite');
    input.before(words);
    this.append(this.#names);
    input.addEventListener('change', () => this.#list(input));
    for (const name of ['dragenter', 'dragover', 'dragleave', 'drop']) {
      this.addEventListener(name, (event) => this.#drag(event as DragEvent, input));
    }
  }

  #drag(event: DragEvent, input: HTMLInputElement): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.classList.toggle('mc-drop--over', event.type === 'dragenter' || event.type === 'dragover');
    if (event.type !== 'drop' || event.dataTransfer.files.length === 0) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }

  #list(input: HTMLInputElement): void {
    const lang = document.documentElement.lang;
    const size = new Intl.NumberFormat(lang, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 2 });
    const most = Number(this.dataset['max'] ?? Infinity);
    const files = [...(input.files ?? [])];
    const large = files.some((file) => file.size > most);
    const limit = size.format(most / 1e6);
    const refusal = lang === 'vi' ? `Tệp quá lớn: tối đa ${limit}.` : `The file is too large: at most ${limit}.`;
    this.#names.className = large ? 'mc-drop__files mc-error' : 'mc-drop__files';
    this.#names.replaceChildren(
      ...files.map((file) => line(`${file.name} – ${size.format(file.size / 1e6)}`)),
      ...(large ? [line(refusal)] : []),
    );
    // Not even started: the server would refuse it only after it had been sent.
    if (large) input.value = '';
  }
}

function line(text: string): HTMLElement {
  const item = document.createElement('li');
  item.textContent = text;
  return item;
}

customElements.define('mc-filedrop', FileDrop);
