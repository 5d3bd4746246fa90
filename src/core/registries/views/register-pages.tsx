import { LinkButton } from '#ui/button.tsx';
import { Card, CardGrid, Section } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { messages } from '../messages.ts';
import { registerMessages } from '../register-messages.ts';
import type { LookRight, Register } from '../types.ts';
import { DATA, REGISTERS } from '../urls.ts';

/** A register with the name of the agency that keeps it. */
export interface KeptRegister {
  readonly register: Register;
  readonly keeper: string | undefined;
}

/** All registers, each with who keeps it. */
export function RegistersPage({ all }: { readonly all: readonly KeptRegister[] }) {
  const r = useMessages(registerMessages);
  const m = useMessages(messages);
  const lang = useLang();
  return (
    <Page title={r.title} lead={r.lead} description={r.lead} actions={<LinkButton href={DATA}>{r.mine}</LinkButton>}>
      <p>{r.every}</p>
      <CardGrid>
        {all.map(({ register, keeper }) => (
          <Card
            key={register.name}
            title={register.title[lang]}
            url={`${REGISTERS}/${register.name}`}
            level={2}
            meta={keeper ?? m.keeperUnknown}
          >
            <p>{register.about[lang]}</p>
          </Card>
        ))}
      </CardGrid>
    </Page>
  );
}

function Rights({ register }: Pick<KeptRegister, 'register'>) {
  const r = useMessages(registerMessages);
  const lang = useLang();
  const titles = new Map(register.attributes.map(({ name, title }) => [name, title[lang]]));
  const itemsOf = ({ attributes }: LookRight) =>
    attributes.length === titles.size ? r.all : attributes.map((name) => titles.get(name) ?? name).join(' · ');
  return (
    <Section title={r.mayLook}>
      <p>{r.every}</p>
      <Table
        caption={r.mayLook}
        captionHidden
        rows={register.rights}
        rowKey={({ who, purpose }) => `${who}${purpose.vi}`}
        columns={[
          { title: r.who, rowHeader: true, cell: ({ title }) => title[lang] },
          { title: r.what, cell: itemsOf },
          { title: r.why, cell: ({ purpose }) => purpose[lang] },
          {
            title: r.basis,
            cell: ({ basis, confirmed }) => (
              <>
                {basis}
                {confirmed ? null : <p class="mc-hint">{r.unconfirmed}</p>}
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}

/** One register: what is in it, who keeps it, by which law, who may look for what. */
export function RegisterPage({ register, keeper }: KeptRegister) {
  const r = useMessages(registerMessages);
  const m = useMessages(messages);
  const lang = useLang();
  return (
    <Page
      title={register.title[lang]}
      lead={register.about[lang]}
      description={register.about[lang]}
      crumbs={[{ title: r.title, url: REGISTERS }, { title: register.title[lang] }]}
    >
      {register.confirmed ? null : <Notice kind="warning">{r.unconfirmedHelp}</Notice>}
      <DescriptionList
        items={[
          { term: r.keeper, value: keeper ?? m.keeperUnknown },
          { term: r.about, value: r.subjects[register.subjectKind] },
          { term: r.basis, value: register.basis },
        ]}
      />
      <Section title={r.holds}>
        <Table
          caption={r.holds}
          captionHidden
          rows={register.attributes}
          rowKey={({ name }) => name}
          columns={[
            { title: r.item, rowHeader: true, cell: ({ title }) => title[lang] },
            {
              title: r.open,
              cell: ({ personal }) => <Tag kind={personal ? 'neutral' : 'info'}>{personal ? r.personal : r.notPersonal}</Tag>,
            },
          ]}
        />
      </Section>
      <Rights register={register} />
    </Page>
  );
}
