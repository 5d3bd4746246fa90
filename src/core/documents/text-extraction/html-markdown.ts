const TOKEN = /<(\/?)([a-z][a-z0-9]*)[^>]*>|([^<]+)/gi;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** What is being written: blocks, the block under way, and the lists and tables that are open. */
interface Writer {
  readonly blocks: string[];
  current: string;
  readonly lists: { ordered: boolean; count: number }[];
  table: string[][] | undefined;
  cell: string | undefined;
  depth: number;
}

/**
 * The clean HTML that a DOCX is turned into → the Markdown subset. Tables inside tables become lines of their cell,
 * numbered lists get their numbers as words (1. a) -), pictures and links leave only their words.
 */
export function markdownFromHtml(html: string): string {
  const writer: Writer = { blocks: [], current: '', lists: [], table: undefined, cell: undefined, depth: 0 };
  for (const [, closing, tag, text] of html.matchAll(TOKEN)) {
    if (text !== undefined) writer.current += escapeMarks(decoded(text));
    else if (closing === '/') closeTag(writer, (tag ?? '').toLowerCase());
    else openTag(writer, (tag ?? '').toLowerCase());
  }
  endBlock(writer);
  return writer.blocks.join('\n\n');
}

function openTag(writer: Writer, tag: string): void {
  if (tag === 'strong' || tag === 'b') writer.current += '**';
  else if (tag === 'em' || tag === 'i') writer.current += '*';
  else if (tag === 'br') writer.current += '<br>';
  else if (tag === 'ul' || tag === 'ol') {
    endBlock(writer);
    writer.lists.push({ ordered: tag === 'ol', count: 0 });
  } else if (tag === 'li') startItem(writer);
  else if (/^h[1-6]$/.test(tag)) {
    endBlock(writer);
    writer.current = '### ';
  } else if (tag === 'table') {
    endBlock(writer);
    writer.depth += 1;
    writer.table ??= [];
  } else if (tag === 'tr' && writer.depth === 1) writer.table?.push([]);
  else if ((tag === 'td' || tag === 'th') && writer.depth === 1) writer.cell = '';
}

function closeTag(writer: Writer, tag: string): void {
  if (tag === 'strong' || tag === 'b') closeMark(writer, '**');
  else if (tag === 'em' || tag === 'i') closeMark(writer, '*');
  else if (tag === 'p' || tag === 'li' || /^h[1-6]$/.test(tag)) endBlock(writer);
  else if (tag === 'ul' || tag === 'ol') {
    endBlock(writer);
    writer.lists.pop();
  } else if ((tag === 'td' || tag === 'th') && writer.depth === 1) {
    endBlock(writer);
    writer.table?.at(-1)?.push(writer.cell ?? '');
    writer.cell = undefined;
  } else if (tag === 'table') endTable(writer);
}

/** An empty emphasis leaves nothing; spaces stand outside the marks, else they would not close. */
function closeMark(writer: Writer, mark: string): void {
  const at = writer.current.lastIndexOf(mark);
  const inner = at < 0 ? '' : writer.current.slice(at + mark.length);
  const words = inner.trim();
  if (at < 0) return;
  const [before = '', after = ''] = [/^\s*/.exec(inner)?.[0], /\s*$/.exec(inner)?.[0]];
  writer.current = writer.current.slice(0, at) + (words === '' ? inner : `${before}${mark}${words}${mark}${after}`);
}

function startItem(writer: Writer): void {
  endBlock(writer);
  const list = writer.lists.at(-1);
  if (!list) return;
  list.count += 1;
  const letter = 'abcdđeghiklmnopqrstuvxy'[list.count - 1];
  if (!list.ordered) writer.current = '- ';
  else writer.current = writer.lists.length === 1 || letter === undefined ? `${list.count}. ` : `${letter}) `;
}

function endBlock(writer: Writer): void {
  const text = writer.current.replace(/[ \t\n]+/g, ' ').trim();
  writer.current = '';
  if (text === '' || text === '###') return;
  if (writer.cell === undefined) writer.blocks.push(text);
  else writer.cell += `${writer.cell === '' ? '' : '<br>'}${text.replaceAll('|', '\\|')}`;
}

/** A table without drawn content (the head of an official document is one) becomes lines; others stay tables. */
function endTable(writer: Writer): void {
  endBlock(writer);
  writer.depth -= 1;
  if (writer.depth > 0) return;
  const rows = (writer.table ?? []).filter((row) => row.some((cell) => cell !== ''));
  writer.table = undefined;
  const columns = Math.max(0, ...rows.map((row) => row.length));
  if (columns === 0) return;
  if (columns <= 2 && isLayout(rows)) {
    writer.blocks.push(
      ...rows
        .flat()
        .filter((cell) => cell !== '')
        .map((cell) => cell.replaceAll('<br>', '\n')),
    );
    return;
  }
  const lines = rows.map((row) => `| ${Array.from({ length: columns }, (_, index) => row[index] ?? '').join(' | ')} |`);
  lines.splice(1, 0, `|${' --- |'.repeat(columns)}`);
  writer.blocks.push(lines.join('\n'));
}

function isLayout(rows: readonly (readonly string[])[]): boolean {
  return /CỘNG H(?:ÒA|OÀ) XÃ HỘI|N[ơƠ][iI] nh[ậẬ]n/u.test(rows.flat().join(' ').replace(/[*]/g, ''));
}

function decoded(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, (whole, decimal: string, hex: string, name: string) => {
    const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined;
    if (code === undefined) return ENTITIES[name] ?? whole;
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

/** Stars that a person typed are no emphasis. */
function escapeMarks(text: string): string {
  return text.replace(/[*_\\]/g, '\\$&');
}
