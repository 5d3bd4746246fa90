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
    const numbers = (unit: string) => new Intl.NumberFormat(lang, { style: 'unit', unit, maximumFractionDigits: 2 });
    const sizeOf = (bytes: number): string =>
      bytes < 1e6 ? numbers('kilobyte').format(Math.ceil(bytes / 1e3)) : numbers('megabyte').format(bytes / 1e6);
    const most = Number(this.dataset['max'] ?? Infinity);
    const files = [...(input.files ?? [])];
    const large = files.some((file) => file.size > most);
    const limit = sizeOf(most);
    const refusal = lang === 'vi' ? `Tệp quá lớn: tối đa ${limit}.` : `The file is too large: at most ${limit}.`;
    this.#names.className = large ? 'mc-drop__files mc-error' : 'mc-drop__files';
    this.#names.replaceChildren(...files.map((file) => line(`${file.name} – ${sizeOf(file.size)}`)), ...(large ? [line(refusal)] : []));
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
