const TIMES = /^(?:(\d{2,}):)?(\d{2}):(\d{2})\.(\d{3})\s+-->\s+(?:(\d{2,}):)?(\d{2}):(\d{2})\.(\d{3})/;

/** WebVTT captions as SubRip, which Facebook takes: cues are numbered, thousandths follow a comma, notes and styles are left out. */
export function srtOf(vtt: string): string {
  const cues: string[] = [];
  for (const block of vtt
    .replace(/^\uFEFF/, '')
    .replaceAll(/\r\n?/g, '\n')
    .split(/\n{2,}/)) {
    const lines = block.split('\n');
    const at = lines.findIndex((line) => TIMES.test(line));
    const times = TIMES.exec(lines[at] ?? '');
    if (!times) continue;
    const [, h1 = '00', m1, s1, f1, h2 = '00', m2, s2, f2] = times;
    const words = lines
      .slice(at + 1)
      .join('\n')
      .replaceAll(/<[^>]*>/g, '')
      .trim();
    cues.push(`${cues.length + 1}\n${h1}:${m1}:${s1},${f1} --> ${h2}:${m2}:${s2},${f2}\n${words}\n`);
  }
  return cues.join('\n');
}
