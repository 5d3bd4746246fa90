import type { Lang } from '#kernel/i18n.ts';

const KB = 1024;

/** `1,5 GB`, `20 MB`: by 1,024, as operating systems say it. */
export function sizeText(bytes: number, lang: Lang): string {
  const [unit, size] = bytes >= KB ** 3 ? ['GB', KB ** 3] : bytes >= KB ** 2 ? ['MB', KB ** 2] : ['KB', KB];
  return `${new Intl.NumberFormat(lang === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 1 }).format(bytes / Number(size))} ${unit}`;
}

/** `2:05`, `1:00:09`. */
export function clockText(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (part: number) => String(part).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
