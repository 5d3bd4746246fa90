import { shortDate, dateOf } from '#kernel/time.ts';
import type { ComponentChildren } from 'preact';
import { Button } from '#ui/button.tsx';
import { CardGrid, Details, Section } from '#ui/card.tsx';
import { FileField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { useMessages } from '#ui/page-context.ts';
import { avatarMessages } from '../avatar-messages.ts';
import type { OfficialAccount } from '../queries/accounts.ts';
import type { AccountAvatar } from '../queries/avatars.ts';
import type { FakeCase } from '../queries/fake-cases.ts';
import { nearness, shapeLikeness } from '../rules/picture-shape.ts';
import { LargestPicture } from '../schemas.ts';

const ACCEPT = 'image/jpeg,image/png,image/webp';

interface FormProps {
  readonly action: string;
  readonly label: string;
  readonly hint: string;
  readonly back: { readonly values?: unknown; readonly errors?: unknown };
}

function AvatarForm({ action, label, hint, back }: FormProps) {
  const m = useMessages(avatarMessages);
  return (
    <Form action={action} multipart {...(back as object)}>
      <FileField name="anh-dai-dien" label={label} hint={hint} accept={ACCEPT} maxBytes={LargestPicture} required />
      <Button>{m.send}</Button>
    </Form>
  );
}

function Shown({ src, alt, children }: { readonly src: string; readonly alt: string; readonly children?: ComponentChildren }) {
  return (
    <figure class="mc-figure">
      <img src={src} alt={alt} width="128" height="128" />
      <figcaption>{children ?? alt}</figcaption>
    </figure>
  );
}

export interface CaseAvatarsProps {
  readonly one: FakeCase;
  readonly base: string;
  /** The account whose picture is nearest. */
  readonly official: OfficialAccount | undefined;
  readonly mayAdd: boolean;
  readonly back: FormProps['back'];
}

/** The reported page's picture beside the nearest one of an official account, and what the comparison says. */
export function CaseAvatars({ one, base, official, mayAdd, back }: CaseAvatarsProps) {
  const m = useMessages(avatarMessages);
  const { avatarDistance: distance } = one;
  return (
    <Section title={m.title} id="anh-dai-dien">
      {one.avatar === null ? (
        <p>{m.noPicture}</p>
      ) : (
        <CardGrid>
          <Shown src={`${base}/anh/trang?${one.avatar.slice(0, 8)}`} alt={m.ofPage} />
          {official && one.avatarOfficial ? (
            <Shown src={`${base}/anh/tai-khoan?${one.avatarOfficial.slice(0, 8)}`} alt={m.ofAccount(official.displayName)} />
          ) : null}
        </CardGrid>
      )}
      {one.avatar === null ? null : distance === null ? (
        <p>{m.notCompared}</p>
      ) : (
        <p>
          <strong>{m.verdicts[nearness(distance)]}</strong> {m.likeness(shapeLikeness(distance), distance)}{' '}
          {one.avatarOfficial ? null : m.noOfficial}
        </p>
      )}
      {mayAdd ? (
        <Details summary={m.upload} open={back.errors !== undefined}>
          <AvatarForm action={`${base}/anh`} label={m.field} hint={m.uploadHint} back={back} />
        </Details>
      ) : null}
    </Section>
  );
}

export interface AccountAvatarsProps {
  readonly account: OfficialAccount;
  readonly avatars: readonly AccountAvatar[];
  readonly mayAdd: boolean;
  readonly back: FormProps['back'];
}

/** The pictures of an official account, the newest first. */
export function AccountAvatars({ account, avatars, mayAdd, back }: AccountAvatarsProps) {
  const m = useMessages(avatarMessages);
  const base = `/xac-thuc/tai-khoan/${account.id}/anh-dai-dien`;
  const kept = avatars.filter((one): one is AccountAvatar & { sha256: string } => one.sha256 !== null).slice(0, 4);
  return (
    <Section title={m.ownTitle} id="anh-dai-dien">
      <p>{m.ownLead}</p>
      {kept.length === 0 ? <p>{m.ownNone}</p> : null}
      <CardGrid>
        {kept.map(({ sha256, source, lastSeen }) => {
          const at = shortDate(dateOf(lastSeen));
          return (
            <Shown key={sha256} src={`${base}/${sha256}`} alt={m.ownAlt(account.displayName, at)}>
              {m.lastSeen(at, m.sources[source === 'keeper' ? 'keeper' : 'platform'])}
            </Shown>
          );
        })}
      </CardGrid>
      {mayAdd ? <AvatarForm action={base} label={m.title} hint={m.ownHint} back={back} /> : null}
    </Section>
  );
}
