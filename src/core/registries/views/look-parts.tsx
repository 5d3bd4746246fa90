import { useLang, useMessages } from '#ui/page-context.ts';
import { messages } from '../messages.ts';
import type { Look } from '../queries/looks.ts';
import type { Register } from '../types.ts';

/** The post and the agency, never whose name the post bears. */
export function Looker({ look }: { readonly look: Look }) {
  const m = useMessages(messages);
  if (look.capacity === 'applicant') return <>{m.by.applicant}</>;
  if (look.capacity === 'system') return <>{m.by.system}</>;
  return (
    <>
      {look.agencyName ?? look.agencyId ?? ''}
      <p class="mc-hint">{look.capacity === 'software' ? m.by.software : look.post}</p>
    </>
  );
}

/** What was asked for, by its name on the day; what was not there says so. */
export function LookedFor({ look, registers }: { readonly look: Look; readonly registers: readonly Register[] }) {
  const m = useMessages(messages);
  const lang = useLang();
  const register = registers.find(({ name }) => name === look.register);
  const titles = look.attributes.map((name) => {
    const title = register?.attributes.find((attribute) => attribute.name === name)?.title[lang] ?? name;
    return look.found.includes(name) ? title : `${title} (${m.notFoundThere})`;
  });
  return (
    <>
      {titles.join(' · ')}
      <p class="mc-hint">{register?.title[lang] ?? look.register}</p>
    </>
  );
}

export function LookAbout({ look }: { readonly look: Look }) {
  const m = useMessages(messages);
  const [kind, rest = ''] = (look.about ?? '').split(/:(.*)/);
  if (look.about === null) return <strong>{m.abouts.none}</strong>;
  return <>{kind === 'draft' ? m.abouts.draft : kind === 'case' ? m.abouts.case(rest) : look.about}</>;
}

/** What somebody wrote, as they wrote it. */
export function Quoted({ words }: { readonly words: string }) {
  return (
    <div class="mc-prose">
      <blockquote>{words}</blockquote>
    </div>
  );
}
