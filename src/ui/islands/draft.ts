interface Draft {
  /** Sent, but not known to have arrived: the next other page that loads drops it. */
  readonly sent: boolean;
  readonly at: number;
  readonly values: Readonly<Record<string, string>>;
}

const week = 7 * 86_400_000;

/** `<mc-draft data-key>`: keeps what is typed into its form on this machine until it is sent. */
class FormDraft extends HTMLElement {
  #timer: number | undefined;

  get #key(): string {
    return `mc-draft:${this.dataset['key']}`;
  }

  get #fields(): (HTMLInputElement | HTMLTextAreaElement)[] {
    const kept = 'textarea, input:is([type=text], [type=date], [type=number], [type=email], [type=tel], [type=url], :not([type]))';
    return [...this.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(kept)].filter(
      (field) => field.name && !field.closest('[data-draft=no]'),
    );
  }

  connectedCallback(): void {
    this.#restore();
    this.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => this.#keep(false), 400);
    });
    this.querySelector('form')?.addEventListener('submit', () => this.#keep(true));
  }

  #keep(sent: boolean): void {
    clearTimeout(this.#timer);
    const typed = this.#fields.filter((field) => field.value !== field.defaultValue);
    if (typed.length === 0 && !sent) return localStorage.removeItem(this.#key);
    const values = Object.fromEntries(typed.map((field) => [field.name, field.value]));
    const draft: Draft = { sent, at: Date.now(), values };
    try {
      localStorage.setItem(this.#key, JSON.stringify(draft));
    } catch {
      // The browser's store is full or forbidden; the form itself still works.
    }
  }

  #restore(): void {
    const text = localStorage.getItem(this.#key);
    if (!text) return;
    const draft = JSON.parse(text) as Draft;
    // A form that came back with errors already holds what was typed.
    if (Date.now() - draft.at > week || this.querySelector('.mc-errors')) return localStorage.removeItem(this.#key);
    const changed = this.#fields.filter((field) => draft.values[field.name] !== undefined && field.value === field.defaultValue);
    for (const field of changed) field.value = draft.values[field.name] ?? '';
    if (changed.length > 0) this.#offer(changed);
  }

  #offer(changed: readonly (HTMLInputElement | HTMLTextAreaElement)[]): void {
    const note = document.createElement('div');
    note.className = 'mc-draft__note';
    note.setAttribute('role', 'status');
    const discard = document.createElement('button');
    discard.type = 'button';
    discard.className = 'ds-button';
    discard.dataset['variant'] = 'secondary';
    discard.textContent = this.dataset['discard'] ?? '';
    discard.addEventListener('click', () => {
      for (const field of changed) field.value = field.defaultValue;
      localStorage.removeItem(this.#key);
      note.remove();
    });
    note.append(this.dataset['restored'] ?? '', discard);
    this.prepend(note);
  }
}

customElements.define('mc-draft', FormDraft);
