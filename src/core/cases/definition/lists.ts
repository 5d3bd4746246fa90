import type { Option } from './field-types.ts';

const same = (names: readonly string[]): Option[] => names.map((name) => ({ value: name, label: { vi: name, en: name } }));

/**
 * The 54 ethnic groups of Vietnam (Decision 421-TCTK/PPCĐ of 2 March 1979). The names are their own codes: the list of the
 * statistics office numbers them too, but the numbers are in no register here.
 */
export const ethnicities: readonly Option[] = same(
  'Kinh, Tày, Thái, Hoa, Khmer, Mường, Nùng, Mông, Dao, Gia Rai, Ngái, Ê Đê, Ba Na, Xơ Đăng, Sán Chay, Cơ Ho, Chăm, Sán Dìu, Hrê, Mnông, Raglay, Xtiêng, Bru - Vân Kiều, Thổ, Giáy, Cơ Tu, Giẻ - Triêng, Mạ, Khơ Mú, Co, Tà Ôi, Chơ Ro, Kháng, Xinh Mun, Hà Nhì, Chu Ru, Lào, La Chí, La Ha, Phù Lá, La Hủ, Lự, Lô Lô, Chứt, Mảng, Pà Thẻn, Cơ Lao, Cống, Bố Y, Si La, Pu Péo, Brâu, Ơ Đu, Rơ Măm'.split(
    ', ',
  ),
);

/** Religions that the State recognises organisations of, and none. */
export const religions: readonly Option[] = [
  { value: 'none', label: { vi: 'Không', en: 'None' } },
  ...same(['Phật giáo', 'Công giáo', 'Tin Lành', 'Cao Đài', 'Phật giáo Hòa Hảo', 'Hồi giáo', 'Bà La Môn', 'Baha’i']),
  { value: 'other', label: { vi: 'Khác', en: 'Other' } },
];

const countryCodes =
  'VN AR AT AU BD BE BG BN BR BY CA CH CL CN CO CU CZ DE DK DZ EG ES ET FI FR GB GR HK HR HU ID IE IL IN IQ IR IS IT JP KE KH KP KR KW KZ LA LK LT LU LV MA MG MM MN MO MX MY MZ NG NL NO NP NZ OM PA PE PH PK PL PT QA RO RS RU SA SE SG SI SK TH TL TN TR TW TZ UA US UY UZ VE ZA';

const inVietnamese = new Intl.DisplayNames('vi', { type: 'region' });
const inEnglish = new Intl.DisplayNames('en', { type: 'region' });

/** Countries by their ISO 3166 code, Vietnam first. */
export const countries: readonly Option[] = countryCodes.split(' ').map((value) => ({
  value,
  label: { vi: inVietnamese.of(value) ?? value, en: inEnglish.of(value) ?? value },
}));
