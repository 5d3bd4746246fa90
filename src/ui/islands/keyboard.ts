const remembered = 'mc-shortcuts';

/** `<mc-keyboard>`: obeys the table of shortcuts that is written inside it, on the rows of the table beside it. */
class KeyboardList extends HTMLElement {
  #at = -1;
  readonly #press = (event: KeyboardEvent) => this.#handle(event);

  connectedCallback(): void {
    const help = this.querySelector<HTMLElement>('.mc-keys');
    if (help) help.hidden = false;
    const toggle = this.querySelector<HTMLInputElement>('[data-switch]');
    if (toggle) {
      toggle.checked = localStorage.getItem(remembered) !== 'off';
      toggle.addEventListener('change', () => localStorage.setItem(remembered, toggle.checked ? 'on' : 'off'));
    }
    document.addEventListener('keydown', this.#press);
  }

  disconnectedCallback(): void {
    document.removeEventListener('keydown', this.#press);
  }

  get #rows(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('[data-row]')];
  }

  #handle(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (this.querySelector<HTMLInputElement>('[data-switch]')?.checked === false) return;
    const target = event.target as HTMLElement;
    if (target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]')) return;
    const line = [...this.querySelectorAll<HTMLElement>('[data-key]')].find(({ dataset }) => dataset['key'] === event.key);
    if (!line) return;
    // Enter on a link or button does what it always does.
    if (event.key === 'Enter' && target.closest('a, button, summary, input')) return;
    if (this.#do(line.dataset['does'] ?? '', line.dataset['target'])) event.preventDefault();
  }

  #do(does: string, target: string | undefined): boolean {
    const row = this.#rows[this.#at];
    if (does === 'next') return this.#move(1);
    if (does === 'previous') return this.#move(-1);
    if (does === 'open') return this.#open(row);
    if (does === 'select') return this.#click(row?.querySelector('input[type=checkbox]'));
    if (does === 'click') return this.#click(target ? document.querySelector(target) : null);
    if (does === 'search') return this.#focus(document.querySelector('input[type=search]'));
    if (does === 'help') return this.#help();
    return false;
  }

  #move(step: number): boolean {
    const rows = this.#rows;
    const next = rows[Math.min(Math.max(this.#at + step, 0), rows.length - 1)];
    if (!next) return false;
    rows[this.#at]?.removeAttribute('data-at');
    this.#at = rows.indexOf(next);
    next.setAttribute('data-at', '');
    next.tabIndex = -1;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest' });
    return true;
  }

  #open(row: HTMLElement | undefined): boolean {
    const address = row?.dataset['url'];
    if (address) location.assign(address);
    return address !== undefined;
  }

  #click(what: Element | null | undefined): boolean {
    if (!(what instanceof HTMLElement)) return false;
    what.click();
    return true;
  }

  #focus(what: Element | null): boolean {
    if (!(what instanceof HTMLElement)) return false;
    what.focus();
    return true;
  }

  #help(): boolean {
    const help = this.querySelector<HTMLDetailsElement>('.mc-keys');
    if (!help) return false;
    help.open = !help.open;
    if (help.open) help.scrollIntoView({ block: 'nearest' });
    return true;
  }
}

customElements.define('mc-keyboard', KeyboardList);
