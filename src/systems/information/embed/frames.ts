import { releasePath } from '../publishing.ts';

/** Size of a card in a frame, in pixels: high enough for a title of three lines on a phone. */
export const CARD = { width: 600, height: 280 } as const;
const LIST_HEIGHT = 480;

/** Path of the card of a release. */
export function cardPath(code: string): string {
  return `${releasePath(code)}/the`;
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function frame(src: string, title: string, width: string | number, height: number): string {
  return `<iframe src="${attribute(src)}" title="${attribute(title)}" width="${width}" height="${height}" style="border:0" loading="lazy"></iframe>`;
}

/** HTML that shows the card of a release on another site, for people to copy and for oEmbed. */
export function cardFrame(publicUrl: string, code: string, title: string, size: { width: string | number; height: number }): string {
  return frame(publicUrl + cardPath(code), title, size.width, size.height);
}

/** HTML that lists the newest releases on another site; `query` is the filter of the front page. */
export function listFrame(publicUrl: string, query: URLSearchParams, title: string): string {
  return frame(`${publicUrl}/tin/the${query.size > 0 ? `?${query}` : ''}`, title, '100%', LIST_HEIGHT);
}
