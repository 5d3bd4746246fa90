import { say } from '#kernel/i18n.ts';
import { useLang } from '#ui/page-context.ts';
import { type Platform, platformNames } from '../rules/platforms.ts';

export function PlatformName({ platform }: { readonly platform: string }) {
  const lang = useLang();
  return <>{platform in platformNames ? say(platformNames[platform as Platform], lang) : platform}</>;
}
