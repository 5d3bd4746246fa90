/** Words with which an agency's name begins, in capitals; a line that begins so starts another name. */
const BEGINNINGS =
  /^(?:BỘ|BAN|UBND|[UỦ][ỶY] BAN|HĐND|HỘI ĐỒNG|SỞ|TỔNG CỤC|CỤC|CHI CỤC|VỤ|VĂN PHÒNG|TRUNG TÂM|THUẾ|CÔNG AN|TÒA ÁN|TOÀ ÁN|VIỆN|TRƯỜNG|CHÍNH PHỦ|THỦ TƯỚNG|THANH TRA|NGÂN HÀNG|KIỂM TOÁN|CHỦ TỊCH|QUỐC HỘI|BẢO HIỂM|KHO BẠC|PHÒNG|CHI NHÁNH|ĐẢNG ỦY|HẢI QUAN|THI HÀNH ÁN)(?=\s|$)/u;

/** Lines of the left head → superior body (above) and issuing body, in capitals as printed. */
export function splitAgencies(lines: readonly string[]): { superior: string | null; issuer: string | null } {
  const names: string[] = [];
  for (const line of lines) {
    const last = names.at(-1);
    // "CỤC" alone on a line is a name broken in two, not a superior body.
    const whole =
      last !== undefined && last.split(' ').length >= 2 && !/(?:\sVÀ|\sCỦA|,|\sNHÂN|^THỦ TƯỚNG|^VĂN PHÒNG|^CHỦ TỊCH)$/u.test(last);
    if (last === undefined || (whole && BEGINNINGS.test(line))) names.push(line);
    else names[names.length - 1] = `${last} ${line}`;
  }
  return { superior: names.length > 1 ? (names.at(-2) ?? null) : null, issuer: names.at(-1) ?? null };
}

const KINDS_OF_BODY =
  /^(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd|hội đồng nhân dân|hđnd|tổng cục|chi cục|văn phòng|trung tâm|ban|bộ|sở|cục|vụ|viện|phòng|thanh tra)\s/u;
const UNITS = /(?<![\p{L}])(tỉnh|thành phố|quận|huyện|thị xã|phường|xã|đặc khu)\s+(.+)$/u;
const FIXED: readonly (readonly [RegExp, string])[] = [
  [/công thương/giu, 'Công Thương'],
  [/chính phủ/giu, 'Chính phủ'],
  [/quốc hội/giu, 'Quốc hội'],
  [/^ủy ban thường vụ/iu, 'Ủy ban Thường vụ'],
  [/(?<!kiểm toán )nhà nước/giu, 'Nhà nước'],
  [/(?<=^Chủ tịch )ủy/u, 'Ủy'],
  [/việt nam/giu, 'Việt Nam'],
];

/**
 * An agency's name in ordinary letters: "BỘ KHOA HỌC VÀ CÔNG NGHỆ" → "Bộ Khoa học và Công nghệ", "ỦY BAN NHÂN DÂN
 * TỈNH LAI CHÂU" → "Ủy ban nhân dân tỉnh Lai Châu". Uỷ is written Ủy, UBND and HĐND in full.
 */
export function ordinaryName(capitals: string): string {
  const low = capitals
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/uỷ ban/g, 'ủy ban');
  const full = low.replace(/^ubnd(?=\s)/u, 'ủy ban nhân dân').replace(/^hđnd(?=\s)/u, 'hội đồng nhân dân');
  const withFields = full.replace(KINDS_OF_BODY, (kind) => `${kind}\u0000`);
  const [kind = '', rest = ''] = withFields.includes('\u0000') ? withFields.split('\u0000') : [withFields, ''];
  const local = /^(?:ủy ban nhân dân|hội đồng nhân dân|chủ tịch)/u.test(kind);
  const fields = local
    ? rest
    : rest
        .split(/(?<=,\s|(?:^|\s)và\s)/u)
        .map(capital)
        .join('');
  const named = `${capital(kind)}${fields}`.replace(UNITS, (_, unit: string, name: string) => `${unit} ${titled(name)}`);
  return FIXED.reduce((text, [pattern, written]) => text.replace(pattern, written), named);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function titled(text: string): string {
  return text.split(' ').map(capital).join(' ');
}

/** Bodies that a notation alone names. */
const BY_NOTATION: readonly (readonly [RegExp, string])[] = [
  [/^UBTVQH\d*$/u, 'Ủy ban Thường vụ Quốc hội'],
  [/^QH\d*$/u, 'Quốc hội'],
  [/^CP$/u, 'Chính phủ'],
  [/^TTg$/u, 'Thủ tướng Chính phủ'],
  [/^CTN$/u, 'Chủ tịch nước'],
  [/^VPCP$/u, 'Văn phòng Chính phủ'],
];

/** "NQ-UBTVQH15" → Ủy ban Thường vụ Quốc hội; undefined for bodies of which there are many. */
export function agencyOfNotation(issuerAbbreviation: string): string | undefined {
  return BY_NOTATION.find(([pattern]) => pattern.test(issuerAbbreviation))?.[1];
}
