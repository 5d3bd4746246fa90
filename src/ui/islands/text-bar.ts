/**
 * `<mc-textbar data-heading>` around a text area: buttons that set the small Markdown's signs, so that nobody has to know
 * them. One stop of the Tab key with arrow keys inside (WAI-ARIA toolbar pattern); Ctrl+B and Ctrl+K as in a word processor.
 */
interface Tool {
  readonly vi: string;
  readonly en: string;
  readonly key?: string;
  run(field: HTMLTextAreaElement, heading: string): void;
}

const tools: readonly Tool[] = [
  { vi: 'Đầu mục', en: 'Heading', run: (field, heading) => markLines(field, () => heading, /^(#{1,4}|[-*])\s+/) },
  { vi: 'Chữ đậm', en: 'Bold', key: 'b', run: (field) => wrap(field, '**') },
  { vi: 'Gạch đầu dòng', en: 'List', run: (field) => markLines(field, () => '- ') },
  { vi: 'Đánh số', en: 'Numbers', run: (field) => markLines(field, (index) => `${index + 1}. `) },
  { vi: 'Liên kết', en: 'Link', key: 'k', run: link },
];

/** Replaces what stands from `start` to `end` and selects a part of the new text. */
function put(field: HTMLTextAreaElement, start: number, end: number, text: string, select: readonly [number, number]): void {
  field.focus();
  field.setSelectionRange(start, end);
  // The only way that leaves the browser's own undo working; where it is gone, the text still changes.
  if (!document.execCommand('insertText', false, text)) {
    field.setRangeText(text, start, end, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  field.setSelectionRange(start + select[0], start + select[1]);
}

const anyMark = /^(#{1,4}|[-*]|\d+\.)\s+/;

/**
 * Puts a mark before each line of the selection, or takes it away where all have it; marks that match `others` are replaced.
 * A heading keeps its number: in official texts “1. Mục tiêu” is how it is called.
 */
function markLines(field: HTMLTextAreaElement, markOf: (index: number) => string, others = anyMark): void {
  const { value } = field;
  const start = value.lastIndexOf('\n', field.selectionStart - 1) + 1;
  const after = value.indexOf('\n', Math.max(field.selectionEnd - 1, start));
  const end = after < 0 ? value.length : after;
  const lines = value.slice(start, end).split('\n');
  const marked = lines.every((line, index) => line.startsWith(markOf(index)));
  const bare = lines.map((line) => line.replace(others, ''));
  const text = (marked ? bare : bare.map((line, index) => (line === '' && lines.length > 1 ? line : markOf(index) + line))).join('\n');
  put(field, start, end, text, lines.length === 1 ? [text.length, text.length] : [0, text.length]);
}

function wrap(field: HTMLTextAreaElement, sign: string): void {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const chosen = value.slice(start, end);
  const size = sign.length;
  if (value.slice(start - size, start) === sign && value.slice(end, end + size) === sign) {
    put(field, start - size, end + size, chosen, [0, chosen.length]);
    return;
  }
  // A mark next to a blank is read as a letter: blanks stay outside.
  const lead = /^\s*/.exec(chosen)![0].length;
  const words = chosen.trim();
  const text = chosen.slice(0, lead) + sign + words + sign + chosen.slice(lead + words.length);
  put(field, start, end, text, [lead + size, lead + size + words.length]);
}

function link(field: HTMLTextAreaElement): void {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const chosen = value.slice(start, end).trim();
  const address = /^https?:\/\/\S+$/.test(chosen) ? chosen : 'https://';
  const words = address === chosen ? '' : chosen;
  const text = `[${words}](${address})`;
  // What is still to be typed is selected: the words, or the address.
  put(field, start, end, text, words === '' ? [1, 1] : [words.length + 3, words.length + 3 + address.length]);
}

class TextBar extends HTMLElement {
  connectedCallback(): void {
    const field = this.querySelector('textarea');
    if (!field || field.disabled) return;
    const lang = document.documentElement.lang === 'en' ? 'en' : 'vi';
    const heading = `${this.dataset['heading'] ?? '##'} `;
    const bar = document.createElement('div');
    bar.className = 'mc-textbar';
    bar.setAttribute('role', 'toolbar');
    bar.setAttribute('aria-label', lang === 'vi' ? 'Định dạng' : 'Format');
    bar.setAttribute('aria-controls', field.id);
    const buttons = tools.map((tool, index) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'ds-button';
      button.dataset['variant'] = 'tertiary';
      button.dataset['size'] = 'sm';
      button.textContent = tool[lang];
      button.tabIndex = index === 0 ? 0 : -1;
      if (tool.key) button.setAttribute('aria-keyshortcuts', `Control+${tool.key.toUpperCase()}`);
      button.addEventListener('click', () => tool.run(field, heading));
      return button;
    });
    bar.append(...buttons);
    bar.addEventListener('keydown', (event) => move(event, buttons));
    field.before(bar);
    field.addEventListener('keydown', (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      const tool = tools.find(({ key }) => key === event.key.toLowerCase());
      if (!tool) return;
      event.preventDefault();
      tool.run(field, heading);
    });
  }
}

function move(event: KeyboardEvent, buttons: readonly HTMLButtonElement[]): void {
  const at = buttons.findIndex((button) => button === document.activeElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  const next = buttons[(to + buttons.length) % buttons.length]!;
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
  next.focus();
}

customElements.define('mc-textbar', TextBar);
