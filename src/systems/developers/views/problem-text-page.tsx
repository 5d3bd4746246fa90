import type { Lang } from '#kernel/i18n.ts';
import { Section } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { RichText } from '#ui/rich-text.tsx';
import { messages } from '../messages.ts';
import type { ProblemPageText } from '../problem-pages.ts';

function ProblemText({ problem }: { readonly problem: ProblemPageText }) {
  const m = useMessages(messages);
  const lang = useLang();
  const other: Lang = lang === 'vi' ? 'en' : 'vi';
  const mine = problem[lang];
  const theirs = problem[other];
  return (
    <Page
      title={mine.title}
      lead={m.inShort(problem.slug, problem.status)}
      crumbs={[{ title: m.title, url: '/api' }, { title: m.problems, url: '/van-de' }, { title: mine.title }]}
    >
      <RichText markdown={mine.text} level={2} />
      <Section title={m.other}>
        <div lang={other}>
          <RichText markdown={`**${theirs.title}**\n\n${theirs.text}`} />
        </div>
      </Section>
    </Page>
  );
}

/** One type of problem, in the reader's language first: the link is also followed by people who work in the other. */
export function ProblemTextPage(props: { readonly problem: ProblemPageText }) {
  return <ProblemText {...props} />;
}
