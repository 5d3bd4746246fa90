type Update = Readonly<Record<string, number | string>>;

/** `<mc-live data-src>`: puts the numbers of server-sent events into the elements with their `data-live` key. */
class LiveNumbers extends HTMLElement {
  #source: EventSource | undefined;
  readonly #visibility = () => (document.hidden ? this.#close() : this.#open());

  connectedCallback(): void {
    document.addEventListener('visibilitychange', this.#visibility);
    this.#open();
  }

  disconnectedCallback(): void {
    document.removeEventListener('visibilitychange', this.#visibility);
    this.#close();
  }

  #open(): void {
    const address = this.dataset['src'];
    if (this.#source || !address || 'done' in this.dataset) return;
    // The browser reconnects by itself; a page in the background holds no connection.
    this.#source = new EventSource(address);
    this.#source.addEventListener('message', ({ data }) => this.#show(JSON.parse(String(data)) as Update));
    this.#source.addEventListener('done', () => {
      this.dataset['done'] = '';
      this.#close();
    });
  }

  #close(): void {
    this.#source?.close();
    this.#source = undefined;
  }

  #show(update: Update): void {
    const format = new Intl.NumberFormat(document.documentElement.lang === 'en' ? 'en-GB' : 'vi-VN');
    for (const place of this.querySelectorAll<HTMLElement>('[data-live]')) {
      const value = update[place.dataset['live'] ?? ''];
      if (value === undefined) continue;
      if (place instanceof HTMLProgressElement) place.value = Number(value);
      else place.textContent = typeof value === 'number' ? format.format(value) : value;
    }
  }
}

customElements.define('mc-live', LiveNumbers);
