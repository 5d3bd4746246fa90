interface Option {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

const pause = 180;

/** `<mc-combobox data-src data-name>`: an editable combobox with a list (ARIA practices) over the plain text input inside it. */
class Combobox extends HTMLElement {
  #options: readonly Option[] = [];
  #at = -1;
  #timer: number | undefined;
  #asking: AbortController | undefined;
  #list = document.createElement('ul');
  #status = document.createElement('span');

  get #input(): HTMLInputElement {
    return this.querySelector<HTMLInputElement>('input[type=text]')!;
  }

  connectedCallback(): void {
    const input = this.#input;
    this.#list.className = 'mc-options';
    this.#list.id = `${input.id}-options`;
    this.#list.setAttribute('role', 'listbox');
    this.#list.setAttribute('aria-label', input.labels?.[0]?.textContent ?? '');
    this.#list.hidden = true;
    this.#status.className = 'ds-sr-only';
    this.#status.setAttribute('role', 'status');
    input.after(this.#list, this.#status);
    for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false' })) {
      input.setAttribute(name, value);
    }
    input.setAttribute('aria-controls', this.#list.id);
    input.addEventListener('input', () => this.#typed());
    input.addEventListener('keydown', (event) => this.#key(event));
    input.addEventListener('blur', () => setTimeout(() => this.#show([]), 150));
  }

  #typed(): void {
    const chosen = this.querySelector<HTMLInputElement>('input[type=hidden]');
    if (chosen) chosen.value = '';
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#ask(), pause);
  }

  async #ask(): Promise<void> {
    this.#asking?.abort();
    const text = this.#input.value.trim();
    if (!text) return this.#show([]);
    this.#asking = new AbortController();
    const address = new URL(this.dataset['src'] ?? '', location.href);
    address.searchParams.set('q', text);
    try {
      const answer = await fetch(address, { headers: { accept: 'application/json' }, signal: this.#asking.signal });
      if (!answer.ok) return;
      this.#show((await answer.json()) as Option[]);
      this.#status.textContent = this.#options.length
        ? `${this.#options.length} ${this.dataset['results']}`
        : (this.dataset['empty'] ?? '');
    } catch {
      // Overtaken by the next letter, or offline: what was typed is still sent as text.
    }
  }

  #show(options: readonly Option[]): void {
    this.#options = options;
    this.#list.replaceChildren(...options.map((option, index) => this.#item(option, index)));
    this.#list.hidden = options.length === 0;
    this.#input.setAttribute('aria-expanded', String(options.length > 0));
    this.#mark(-1);
  }

  #item(option: Option, index: number): HTMLElement {
    const item = document.createElement('li');
    item.id = `${this.#list.id}-${index}`;
    item.setAttribute('role', 'option');
    item.textContent = option.label;
    if (option.hint) {
      const hint = document.createElement('small');
      hint.textContent = option.hint;
      item.append(hint);
    }
    item.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      this.#choose(option);
    });
    return item;
  }

  #mark(at: number): void {
    this.#at = at;
    [...this.#list.children].forEach((item, index) => item.setAttribute('aria-selected', String(index === at)));
    const item = this.#list.children[at];
    if (item) item.scrollIntoView({ block: 'nearest' });
    if (item) this.#input.setAttribute('aria-activedescendant', item.id);
    else this.#input.removeAttribute('aria-activedescendant');
  }

  #key(event: KeyboardEvent): void {
    const count = this.#options.length;
    if (count === 0 || event.isComposing) return;
    const option = this.#options[this.#at];
    if (event.key === 'ArrowDown') this.#mark((this.#at + 1) % count);
    else if (event.key === 'ArrowUp') this.#mark((this.#at - 1 + count) % count);
    else if (event.key === 'Enter' && option) this.#choose(option);
    else if (event.key === 'Escape') this.#show([]);
    else return;
    event.preventDefault();
  }

  #choose(option: Option): void {
    const chosen = this.querySelector<HTMLInputElement>('input[type=hidden]');
    if (chosen) {
      chosen.value = option.value;
      this.#input.value = option.label;
    } else {
      this.#add(option);
      this.#input.value = '';
      this.#input.required = false;
    }
    this.#show([]);
    this.dispatchEvent(new Event('change', { bubbles: true }));
  }

  #add(option: Option): void {
    const list = this.querySelector('.mc-chosen');
    if (!list || [...list.querySelectorAll('input')].some(({ value }) => value === option.value)) return;
    const box = document.createElement('input');
    Object.assign(box, { className: 'ds-input', type: 'checkbox', name: this.dataset['name'], value: option.value, checked: true });
    const label = document.createElement('label');
    label.append(box, option.label);
    const item = document.createElement('li');
    item.append(label);
    list.append(item);
  }
}

customElements.define('mc-combobox', Combobox);
