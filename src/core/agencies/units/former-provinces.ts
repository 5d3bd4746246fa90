/**
 * The 63 provinces as they were until 2025-06-30 and what each became on 2025-07-01 (202/2025/QH15), for installations
 * whose data names the old provinces without their codes.
 * Codes: statistics office. H codes: first level of Decision 20/2020/QĐ-TTg, the provinces in alphabetical order.
 */
export interface FormerProvince {
  readonly code: string;
  readonly type: 'tinh' | 'thanh-pho-trung-uong';
  readonly name: string;
  readonly hCode: string;
  /** Code of the province it belongs to since 2025-07-01. */
  readonly successor: string;
}

const CITY = 'thanh-pho-trung-uong';
const PROVINCE = 'tinh';

type Row = readonly [code: string, type: FormerProvince['type'], name: string, hCode: string, successor: string];

const rows: readonly Row[] = [
  ['01', CITY, 'Hà Nội', 'H26', '01'],
  ['02', PROVINCE, 'Hà Giang', 'H22', '08'],
  ['04', PROVINCE, 'Cao Bằng', 'H14', '04'],
  ['06', PROVINCE, 'Bắc Kạn', 'H03', '19'],
  ['08', PROVINCE, 'Tuyên Quang', 'H60', '08'],
  ['10', PROVINCE, 'Lào Cai', 'H38', '15'],
  ['11', PROVINCE, 'Điện Biên', 'H18', '11'],
  ['12', PROVINCE, 'Lai Châu', 'H35', '12'],
  ['14', PROVINCE, 'Sơn La', 'H52', '14'],
  ['15', PROVINCE, 'Yên Bái', 'H63', '15'],
  ['17', PROVINCE, 'Hòa Bình', 'H28', '25'],
  ['19', PROVINCE, 'Thái Nguyên', 'H55', '19'],
  ['20', PROVINCE, 'Lạng Sơn', 'H37', '20'],
  ['22', PROVINCE, 'Quảng Ninh', 'H49', '22'],
  ['24', PROVINCE, 'Bắc Giang', 'H02', '24'],
  ['25', PROVINCE, 'Phú Thọ', 'H44', '25'],
  ['26', PROVINCE, 'Vĩnh Phúc', 'H62', '25'],
  ['27', PROVINCE, 'Bắc Ninh', 'H05', '24'],
  ['30', PROVINCE, 'Hải Dương', 'H23', '31'],
  ['31', CITY, 'Hải Phòng', 'H24', '31'],
  ['33', PROVINCE, 'Hưng Yên', 'H31', '33'],
  ['34', PROVINCE, 'Thái Bình', 'H54', '33'],
  ['35', PROVINCE, 'Hà Nam', 'H25', '37'],
  ['36', PROVINCE, 'Nam Định', 'H40', '37'],
  ['37', PROVINCE, 'Ninh Bình', 'H42', '37'],
  ['38', PROVINCE, 'Thanh Hóa', 'H56', '38'],
  ['40', PROVINCE, 'Nghệ An', 'H41', '40'],
  ['42', PROVINCE, 'Hà Tĩnh', 'H27', '42'],
  ['44', PROVINCE, 'Quảng Bình', 'H46', '44'],
  ['45', PROVINCE, 'Quảng Trị', 'H50', '44'],
  ['46', CITY, 'Huế', 'H57', '46'],
  ['48', CITY, 'Đà Nẵng', 'H17', '48'],
  ['49', PROVINCE, 'Quảng Nam', 'H47', '48'],
  ['51', PROVINCE, 'Quảng Ngãi', 'H48', '51'],
  ['52', PROVINCE, 'Bình Định', 'H08', '52'],
  ['54', PROVINCE, 'Phú Yên', 'H45', '66'],
  ['56', PROVINCE, 'Khánh Hòa', 'H32', '56'],
  ['58', PROVINCE, 'Ninh Thuận', 'H43', '56'],
  ['60', PROVINCE, 'Bình Thuận', 'H11', '68'],
  ['62', PROVINCE, 'Kon Tum', 'H34', '51'],
  ['64', PROVINCE, 'Gia Lai', 'H21', '52'],
  ['66', PROVINCE, 'Đắk Lắk', 'H15', '66'],
  ['67', PROVINCE, 'Đắk Nông', 'H16', '68'],
  ['68', PROVINCE, 'Lâm Đồng', 'H36', '68'],
  ['70', PROVINCE, 'Bình Phước', 'H10', '75'],
  ['72', PROVINCE, 'Tây Ninh', 'H53', '80'],
  ['74', PROVINCE, 'Bình Dương', 'H09', '79'],
  ['75', PROVINCE, 'Đồng Nai', 'H19', '75'],
  ['77', PROVINCE, 'Bà Rịa - Vũng Tàu', 'H06', '79'],
  ['79', CITY, 'Hồ Chí Minh', 'H29', '79'],
  ['80', PROVINCE, 'Long An', 'H39', '80'],
  ['82', PROVINCE, 'Tiền Giang', 'H58', '82'],
  ['83', PROVINCE, 'Bến Tre', 'H07', '86'],
  ['84', PROVINCE, 'Trà Vinh', 'H59', '86'],
  ['86', PROVINCE, 'Vĩnh Long', 'H61', '86'],
  ['87', PROVINCE, 'Đồng Tháp', 'H20', '82'],
  ['89', PROVINCE, 'An Giang', 'H01', '91'],
  ['91', PROVINCE, 'Kiên Giang', 'H33', '91'],
  ['92', CITY, 'Cần Thơ', 'H13', '92'],
  ['93', PROVINCE, 'Hậu Giang', 'H30', '92'],
  ['94', PROVINCE, 'Sóc Trăng', 'H51', '92'],
  ['95', PROVINCE, 'Bạc Liêu', 'H04', '96'],
  ['96', PROVINCE, 'Cà Mau', 'H12', '96'],
];

export const formerProvinces: readonly FormerProvince[] = rows.map(([code, type, name, hCode, successor]) => ({
  code,
  type,
  name,
  hCode,
  successor,
}));

/**
 * H codes that a public packet or decision shows; the others follow from the order of the list and stay
 * unconfirmed until the official text is at hand.
 */
export const confirmedHCodes: ReadonlySet<string> = new Set(['H05', 'H22', 'H37', 'H41', 'H56']);

/** The resolution of the National Assembly's Standing Committee that set up a province's communes, by province code. */
export const communeResolutions: ReadonlyMap<string, string> = new Map(
  [
    ['91', 1654],
    ['96', 1655],
    ['01', 1656],
    ['04', 1657],
    ['24', 1658],
    ['48', 1659],
    ['66', 1660],
    ['11', 1661],
    ['75', 1662],
    ['82', 1663],
    ['52', 1664],
    ['42', 1665],
    ['33', 1666],
    ['56', 1667],
    ['92', 1668],
    ['31', 1669],
    ['12', 1670],
    ['68', 1671],
    ['20', 1672],
    ['15', 1673],
    ['37', 1674],
    ['46', 1675],
    ['25', 1676],
    ['51', 1677],
    ['40', 1678],
    ['22', 1679],
    ['44', 1680],
    ['14', 1681],
    ['80', 1682],
    ['19', 1683],
    ['08', 1684],
    ['79', 1685],
    ['38', 1686],
    ['86', 1687],
  ].map(([code, number]) => [String(code), `${number}/NQ-UBTVQH15`]),
);
