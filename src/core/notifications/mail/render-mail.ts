import type { Block, MailContent, Target } from '../letters.ts';

/** Makes the address that a target has for one recipient. */
export type AddressOf = (target: Target) => string;

const FONT = "font-family:'Be Vietnam Pro','Segoe UI',Roboto,Arial,sans-serif";
const BODY = `margin:0 0 16px;${FONT};font-size:16px;line-height:1.6;color:#262320`;
const SMALL = `margin:0 0 8px;${FONT};font-size:14px;line-height:1.5;color:#5c554e`;

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
}

function link(href: string, text: string, style: string): string {
  return `<a href="${escape(href)}" style="${style}">${escape(text)}</a>`;
}

function langOf({ lang }: { readonly lang?: string }): string {
  return lang === undefined ? '' : ` lang="${lang}"`;
}

function paragraphs(text: string): string[] {
  return text.split(/\n{2,}/).filter((part) => part.trim() !== '');
}

/** Styles stand in the elements: mail programs leave nothing else. Colours are dark enough on white and on what programs make of it at night. */
function blockHtml(block: Block, addressOf: AddressOf, level: 1 | 2): string {
  switch (block.kind) {
    case 'heading': {
      const size = level === 1 ? 22 : 18;
      const style = `${FONT};font-size:${size}px;line-height:1.35;color:#262320`;
      const text = block.to ? link(addressOf(block.to), block.text, `${style};text-decoration:underline`) : escape(block.text);
      return `<h${level}${langOf(block)} style="margin:0 0 12px;${style};font-weight:600">${text}</h${level}>`;
    }
    case 'text':
      return paragraphs(block.text)
        .map((part) => `<p${langOf(block)} style="${BODY}">${escape(part).replaceAll('\n', '<br>')}</p>`)
        .join('\n');
    case 'meta':
      return `<p style="${SMALL}">${escape(block.text)}</p>`;
    case 'note':
      return `<div style="margin:0 0 16px;padding:12px 16px;border-left:4px solid #9e1b1e;background:#fbf3ee"><p style="margin:0 0 4px;${FONT};font-size:16px;line-height:1.5;font-weight:600;color:#7c1417">${escape(block.title)}</p><p style="margin:0;${FONT};font-size:16px;line-height:1.6;color:#262320">${escape(block.text)}</p></div>`;
    case 'button':
      return `<p style="margin:0 0 16px">${link(addressOf(block.to), block.text, `display:inline-block;padding:12px 20px;background:#9e1b1e;color:#ffffff;${FONT};font-size:16px;font-weight:600;text-decoration:none;border-radius:4px`)}</p>`;
    case 'fact': {
      const value = block.to ? link(addressOf(block.to), block.value, 'color:#7c1417') : escape(block.value);
      return `<p style="${SMALL}">${escape(block.term)}: <strong>${value}</strong></p>`;
    }
    case 'line':
      return '<hr style="margin:24px 0;border:0;border-top:1px solid #d9d1c7">';
  }
}

/** Whole documents of their own, readable without pictures, styles or script; the first heading is the heading of the letter. */
export function mailHtml(content: MailContent, sender: string, addressOf: AddressOf): string {
  let headed = false;
  const parts = content.blocks.map((block) => {
    const level = block.kind === 'heading' && !headed ? 1 : 2;
    headed ||= block.kind === 'heading';
    return blockHtml(block, addressOf, level);
  });
  const footer = content.footer.map((block) =>
    block.kind === 'button'
      ? `<p style="${SMALL}">${link(addressOf(block.to), block.text, 'color:#5c554e')}</p>`
      : footerHtml(block, addressOf),
  );
  return `<!doctype html>
<html lang="${content.lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escape(content.subject)}</title></head>
<body style="margin:0;padding:0;background:#ffffff">
<div style="max-width:600px;margin:0 auto;padding:24px 16px">
<p style="margin:0 0 24px;padding:0 0 12px;border-bottom:3px solid #9e1b1e;${FONT};font-size:15px;font-weight:600;color:#7c1417">${escape(sender)}</p>
<main>
${parts.join('\n')}
</main>
<footer style="margin-top:32px;padding-top:16px;border-top:1px solid #d9d1c7">
${footer.join('\n')}
</footer>
</div>
</body>
</html>
`;
}

function footerHtml(block: Block, addressOf: AddressOf): string {
  return block.kind === 'text' ? `<p style="${SMALL}">${escape(block.text)}</p>` : blockHtml(block, addressOf, 2);
}

function blockText(block: Block, addressOf: AddressOf): string {
  switch (block.kind) {
    case 'heading':
      return block.to ? `${block.text}\n${addressOf(block.to)}` : block.text;
    case 'text':
    case 'meta':
      return block.text;
    case 'note':
      return `${block.title}: ${block.text}`;
    case 'button':
      return `${block.text}:\n${addressOf(block.to)}`;
    case 'fact':
      return `${block.term}: ${block.value}${block.to ? `\n${addressOf(block.to)}` : ''}`;
    case 'line':
      return '----------';
  }
}

/** The same letter for who reads text only. */
export function mailText(content: MailContent, sender: string, addressOf: AddressOf): string {
  const text = (blocks: readonly Block[]) => blocks.map((block) => blockText(block, addressOf)).join('\n\n');
  // "-- " on a line of its own: what follows is the sender's signature, and programs show it so.
  return `${sender}\n\n${text(content.blocks)}\n\n-- \n${text(content.footer)}\n`;
}
