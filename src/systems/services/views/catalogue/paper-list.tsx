import { formatNumber } from '#kernel/i18n.ts';
import { Details } from '#ui/card.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import type { Entry, Paper, PaperGroup } from '../../catalogue/entry.ts';
import { pageMessages } from '../../catalogue/page-messages.ts';
import { isHandedIn } from '../../catalogue/summary.ts';
import { SourceText } from './source-text.tsx';

const DASH = /^\s*[-–+*•]\s*/;

/** What has to be handed in, case by case; remarks that the source keeps among the papers are folded away. */
export function PaperLists({ entry }: { readonly entry: Entry }) {
  const m = useMessages(pageMessages);
  const lang = useLang();
  const groups = entry.papers
    .map((group) => ({ ...group, papers: group.papers.filter(isHandedIn) }))
    .filter(({ papers }) => papers.length > 0);
  const remarks = entry.papers.flatMap(({ papers }) => papers.filter((paper) => !isHandedIn(paper)));
  return (
    <>
      {groups.map((group, index) => (
        <Group key={index} group={group} />
      ))}
      {groups.some(({ papers }) => papers.some(({ files }) => files.length > 0)) ? <p class="mc-hint">{m.formsAt}</p> : null}
      {groups.length === 0 && entry.verbatim.papers === undefined ? <p>{m.noPapers}</p> : null}
      {remarks.length > 0 ? (
        <Details summary={m.remarks(formatNumber(remarks.length, lang))}>
          <ul>
            {remarks.map(({ text }, index) => (
              <li key={index}>{text.replace(DASH, '')}</li>
            ))}
          </ul>
        </Details>
      ) : null}
      <Verbatim text={entry.verbatim.papers} />
    </>
  );
}

function Group({ group }: { readonly group: PaperGroup }) {
  return (
    <div>
      {group.title === '' ? null : <h3 class="ds-heading">{group.title.replace(DASH, '').replace(/:$/, '')}</h3>}
      <ul>
        {group.papers.map((paper, index) => (
          <li key={index}>
            {paper.text.replace(DASH, '')} <Counts paper={paper} />
            <Files paper={paper} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Counts({ paper }: { readonly paper: Paper }) {
  const m = useMessages(pageMessages);
  const { originals, copies = 0 } = paper;
  if (originals === undefined) return <span class="mc-hint">({m.countUnsure})</span>;
  const words = [originals > 0 ? m.originals(String(originals)) : '', copies > 0 ? m.copies(String(copies)) : ''].filter(Boolean);
  return <span class="mc-hint">({words.join(', ')})</span>;
}

function Files({ paper }: { readonly paper: Paper }) {
  const m = useMessages(pageMessages);
  if (paper.files.length === 0) return null;
  return (
    <div class="mc-hint">
      {m.form}: {paper.files.join('; ')}
    </div>
  );
}

/** A table of the source that could not be taken apart. */
export function Verbatim({ text }: { readonly text: string | undefined }) {
  const m = useMessages(pageMessages);
  if (text === undefined) return null;
  return (
    <Details summary={m.verbatim} open>
      <SourceText text={text} />
    </Details>
  );
}
