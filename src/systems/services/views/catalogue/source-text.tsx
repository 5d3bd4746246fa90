import type { ComponentChildren } from 'preact';

interface Line {
  readonly depth: 0 | 1 | 2;
  readonly text: string;
}

const MARKS = /^(?:[-–•*]|(\+))\s*/;

function lineOf(text: string): Line {
  const mark = MARKS.exec(text);
  if (!mark) return { depth: 0, text };
  return { depth: mark[1] === undefined ? 1 : 2, text: text.slice(mark[0].length) };
}

/** The source's text, its dashes as lists, nothing else changed. */
export function SourceText({ text }: { readonly text: string }) {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => !/^[-–•*+\s]*$/.test(line))
    .map(lineOf);
  const blocks: ComponentChildren[] = [];
  for (let at = 0; at < lines.length;) {
    const line = lines[at];
    if (!line || line.depth === 0) {
      blocks.push(<p key={at}>{line?.text}</p>);
      at += 1;
      continue;
    }
    const end = lines.findIndex((other, place) => place > at && other.depth === 0);
    const items = lines.slice(at, end === -1 ? lines.length : end);
    blocks.push(<List key={at} items={items} />);
    at += items.length;
  }
  return <>{blocks}</>;
}

/** Items with dashes; those with a plus belong to the one before. */
function List({ items }: { readonly items: readonly Line[] }) {
  const groups: { head: string; under: string[] }[] = [];
  for (const { depth, text } of items) {
    const last = groups.at(-1);
    if (depth === 2 && last) last.under.push(text);
    else groups.push({ head: text, under: [] });
  }
  return (
    <ul>
      {groups.map(({ head, under }, index) => (
        <li key={index}>
          {head}
          {under.length > 0 ? (
            <ul>
              {under.map((text, place) => (
                <li key={place}>{text}</li>
              ))}
            </ul>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
