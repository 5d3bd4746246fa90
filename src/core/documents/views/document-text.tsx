import { type Block, type Cell, readMarkdown, type Run } from '../typeset/markdown.ts';

/** A document's wording as the printed page has it, for a screen: one paragraph a line, tables that scroll by themselves. */
export function DocumentText({ markdown }: { readonly markdown: string }) {
  return (
    <div class="mc-prose">
      {readMarkdown(markdown).map((block, index) => (
        <TextBlock key={index} block={block} />
      ))}
    </div>
  );
}

function TextBlock({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'centred':
    case 'paragraph':
      return (
        <p class={block.kind === 'centred' ? 'mc-centred' : undefined}>
          <Runs runs={block.runs} />
        </p>
      );
    case 'heading':
      return (
        <h3>
          <Runs runs={block.runs.map((run) => ({ ...run, bold: false }))} />
        </h3>
      );
    case 'table':
      return <TextTable header={block.header} rows={block.rows} />;
    case 'page-break':
      return <hr />;
  }
}

function Runs({ runs }: { readonly runs: readonly Run[] }) {
  return (
    <>
      {runs.map((run, index) => {
        const inner = run.italic ? <em key={index}>{run.text}</em> : run.text;
        return run.bold ? <strong key={index}>{inner}</strong> : inner;
      })}
    </>
  );
}

function TextTable({ header, rows }: { readonly header: readonly Cell[]; readonly rows: readonly (readonly Cell[])[] }) {
  return (
    <table tabIndex={0}>
      <thead>
        <tr>
          {header.map((cell, index) => (
            <th key={index} scope="col">
              <Runs runs={cell.runs} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            {row.map((cell, at) => (
              <td key={at}>
                <Runs runs={cell.runs} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
