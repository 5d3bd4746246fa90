/**
 * Lays a frame over a picture that is dragged with a pointer or a finger, or moved and resized by keyboard. Without script the
 * same form offers nine places; whoever chooses one of them here gets the frame there.
 */

/** Parts of the picture's width and height. */
interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const SMALLEST = 0.1;
const QUIET_MS = 400;

const clamp = (value: number, most: number): number => Math.max(0, Math.min(value, most));
const percent = (value: number): string => String(Math.round(value * 100));

class Cropper {
  readonly #form: HTMLFormElement;
  readonly #canvas: HTMLElement;
  readonly #picture: HTMLImageElement;
  readonly #field: HTMLInputElement;
  readonly #frame = document.createElement('button');
  readonly #corner = document.createElement('span');
  readonly #size = document.createElement('input');
  readonly #label = document.createElement('label');
  readonly #status = document.createElement('p');
  readonly #words = document.createElement('p');
  #box: Box = { x: 0, y: 0, w: 1, h: 1 };
  #timer: number | undefined;

  constructor(form: HTMLFormElement, canvas: HTMLElement, picture: HTMLImageElement, field: HTMLInputElement) {
    this.#form = form;
    this.#canvas = canvas;
    this.#picture = picture;
    this.#field = field;
  }

  start(): void {
    this.#build();
    this.#listen();
    const [x = 0, y = 0, w = 0, h = 0] = this.#field.value.split(',').map((one) => Number(one) / 10_000);
    if (this.#field.value === '' || this.#ratio() === undefined) this.#byPlace();
    else this.#show({ x, y, w, h });
  }

  /** Width over height of the frame, both as parts of the picture's own; undefined where the whole picture is kept. */
  #ratio(): number | undefined {
    const chosen = this.#form.querySelector<HTMLInputElement>('input[name=shape]:checked')?.value ?? 'whole';
    const [width = 0, height = 0] = chosen.split(':').map(Number);
    const wanted = Number(this.#canvas.dataset['ratio'] ?? width / height);
    return Number.isFinite(wanted) ? (wanted * this.#side('height')) / this.#side('width') : undefined;
  }

  /** Of the picture as uploaded: the server says it, before the picture itself is here. */
  #side(name: 'width' | 'height'): number {
    return Number(this.#picture.getAttribute(name));
  }

  #build(): void {
    const { frame = '', help = '', size = '' } = this.#canvas.dataset;
    const id = this.#form.id;
    this.#frame.type = 'button';
    this.#frame.className = 'mc-crop__frame';
    this.#frame.setAttribute('aria-label', frame);
    this.#frame.setAttribute('aria-describedby', `${id}-help ${id}-kept`);
    this.#corner.className = 'mc-crop__corner';
    this.#frame.append(this.#corner);
    this.#canvas.append(this.#frame);
    Object.assign(this.#size, { type: 'range', id: `${id}-size`, min: '10', max: '100', step: '1', className: 'mc-crop__size' });
    this.#label.htmlFor = this.#size.id;
    this.#label.className = 'ds-label';
    this.#label.textContent = size;
    this.#words.className = 'mc-hint';
    this.#words.id = `${id}-help`;
    this.#words.textContent = help;
    this.#status.className = 'mc-hint';
    this.#status.id = `${id}-kept`;
    this.#status.setAttribute('role', 'status');
    this.#canvas.after(this.#words, this.#label, this.#size, this.#status);
  }

  #listen(): void {
    this.#frame.addEventListener('pointerdown', (event) => this.#drag(event));
    this.#frame.addEventListener('keydown', (event) => this.#key(event));
    this.#size.addEventListener('input', () => this.#resize(Number(this.#size.value) / 100));
    for (const radio of this.#form.querySelectorAll('input[type=radio]')) radio.addEventListener('change', () => this.#byPlace());
  }

  /** The largest frame of the shape. */
  #largest(): { w: number; h: number } {
    const ratio = this.#ratio() ?? 1;
    return { w: Math.min(1, ratio), h: Math.min(1, 1 / ratio) };
  }

  /** As the server cuts when nobody drew anything. */
  #byPlace(): void {
    const place = this.#form.querySelector<HTMLInputElement>('input[name=focus]:checked')?.value ?? 'centre';
    const { w, h } = this.#largest();
    const part = (before: string, after: string): number => (place.includes(before) ? 0 : place.includes(after) ? 1 : 0.5);
    this.#show({ w, h, x: part('left', 'right') * (1 - w), y: part('top', 'bottom') * (1 - h) });
    this.#field.value = '';
  }

  #show(box: Box): void {
    const whole = this.#ratio() === undefined;
    this.#frame.hidden = whole;
    for (const one of [this.#words, this.#size, this.#label, this.#status]) one.hidden = whole;
    const { w, h } = box;
    this.#box = { w, h, x: clamp(box.x, 1 - w), y: clamp(box.y, 1 - h) };
    const { style } = this.#frame;
    [style.left, style.top, style.width, style.height] = [this.#box.x, this.#box.y, w, h].map((one) => `${one * 100}%`) as [
      string,
      string,
      string,
      string,
    ];
    this.#size.value = percent(w / this.#largest().w);
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#say(), QUIET_MS);
  }

  #say(): void {
    const { x, y, w, h } = this.#box;
    const parts: Record<string, number> = { x, y, w, h };
    this.#status.textContent = (this.#canvas.dataset['kept'] ?? '').replaceAll(/\{(\w)\}/g, (_all, key: string) =>
      percent(parts[key] ?? 0),
    );
  }

  #draw(box: Box): void {
    this.#show(box);
    const { x, y, w, h } = this.#box;
    const left = Math.floor(x * 10_000);
    const top = Math.floor(y * 10_000);
    this.#field.value = [left, top, Math.min(10_000 - left, Math.round(w * 10_000)), Math.min(10_000 - top, Math.round(h * 10_000))].join();
  }

  /** @param part of the largest frame; the centre stays */
  #resize(part: number): void {
    const most = this.#largest();
    const by = Math.max(SMALLEST, Math.min(part, 1));
    const { x, y, w, h } = this.#box;
    this.#draw({ w: most.w * by, h: most.h * by, x: x + (w - most.w * by) / 2, y: y + (h - most.h * by) / 2 });
  }

  #key(event: KeyboardEvent): void {
    const step = event.shiftKey ? 0.1 : 0.01;
    const { x, y } = this.#box;
    const moves: Record<string, () => void> = {
      ArrowLeft: () => this.#draw({ ...this.#box, x: x - step }),
      ArrowRight: () => this.#draw({ ...this.#box, x: x + step }),
      ArrowUp: () => this.#draw({ ...this.#box, y: y - step }),
      ArrowDown: () => this.#draw({ ...this.#box, y: y + step }),
      '+': () => this.#resize(this.#box.w / this.#largest().w + 0.02),
      '-': () => this.#resize(this.#box.w / this.#largest().w - 0.02),
    };
    const move = moves[event.key === '=' ? '+' : event.key === '−' || event.key === '_' ? '-' : event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move();
  }

  #drag(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    this.#frame.focus();
    this.#frame.setPointerCapture(event.pointerId);
    const start = this.#box;
    const { width, height } = this.#canvas.getBoundingClientRect();
    const resizing = event.target === this.#corner;
    const follow = (now: PointerEvent): void => {
      const dx = (now.clientX - event.clientX) / width;
      const dy = (now.clientY - event.clientY) / height;
      if (resizing) this.#pull(start, dx);
      else this.#draw({ ...start, x: start.x + dx, y: start.y + dy });
    };
    this.#frame.addEventListener('pointermove', follow);
    const done = (): void => this.#frame.removeEventListener('pointermove', follow);
    this.#frame.addEventListener('pointerup', done, { once: true });
    this.#frame.addEventListener('pointercancel', done, { once: true });
  }

  /** By its corner: the opposite one stays where it is. */
  #pull(start: Box, dx: number): void {
    const most = this.#largest();
    const room = Math.min((1 - start.x) / most.w, (1 - start.y) / most.h, 1);
    const by = Math.max(SMALLEST, Math.min((start.w + dx) / most.w, room));
    this.#draw({ x: start.x, y: start.y, w: most.w * by, h: most.h * by });
  }
}

for (const canvas of document.querySelectorAll<HTMLElement>('.mc-crop')) {
  const form = canvas.closest('form');
  const picture = canvas.querySelector('img');
  const field = form?.querySelector<HTMLInputElement>('input[name=frame]');
  if (form && picture && field) new Cropper(form, canvas, picture, field).start();
}
