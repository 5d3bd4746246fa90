import { RichText } from '#ui/rich-text.tsx';

interface Block {
  readonly kind: 'text' | 'table';
  readonly text: string;
}

/** A document's wording: text, and tables written with bars, which scroll sideways on a phone. */
export function DocumentText({ markdown }: { readonly markdown: string }) {
  return (
    <div class="mc-prose">
      {blocksOf(markdown).map((block, index) =>
        block.kind === 'table' ? <BarTable key={index} text={block.text} /> : <RichText key={index} markdown={block.text} />,
      )}
    </div>
  );
}

const row = /^\s*\|.*\|\s*$/;
const rule = /^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*$/;

function blocksOf(markdown: string): Block[] {
  const blocks: { kind: 'text' | 'table'; lines: string[] }[] = [];
  for (const line of markdown.split('\n')) {
    const kind = row.test(line) ? 'table' : 'text';
    const last = blocks.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else blocks.push({ kind, lines: [line] });
  }
  return blocks.map(({ kind, lines }) => ({ kind, text: lines.join('\n') })).filter(({ text }) => text.trim() !== '');
}

function cellsOf(line: string): string[] {
  return line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
}

function BarTable({ text }: { readonly text: string }) {
  const lines = text.split('\n');
  const hasHead = lines[1] !== undefined && rule.test(lines[1]);
  const rows = lines.filter((line) => !rule.test(line)).map(cellsOf);
  const body = hasHead ? rows.slice(1) : rows;
  return (
    <div class="mc-scroll" tabIndex={0} role="region" aria-label={rows[0]?.join(', ').slice(0, 80) ?? ''}>
      <table>
        {hasHead ? (
          <thead>
            <tr>
              {rows[0]?.map((cell, index) => (
                <th key={index} scope="col">
                  {cell.replaceAll('**', '')}
                </th>
              ))}
            </tr>
          </thead>
        ) : null}
        <tbody>
          {body.map((cells, index) => (
            <tr key={index}>
              {cells.map((cell, at) => (
                <td key={at}>{cell.replaceAll('**', '')}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
