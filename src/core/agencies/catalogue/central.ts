/** A central body as the catalogue knows it. */
export interface CentralAgency {
  /** Code by Decision 20/2020/QĐ-TTg, or one of our own (`TW.…`) for bodies of which no code is known. */
  readonly code: string;
  readonly official: boolean;
  readonly kind: string;
  readonly name: string;
  readonly nameEn: string;
  /** As notations use it. */
  readonly shortName: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  /** An earlier name of the same body, until `formerUntil`. */
  readonly former?: { readonly name: string; readonly shortName: string; readonly until: string };
}

/** Where a body's tasks went. `whole`: merged into; otherwise some of its tasks moved. */
export interface CentralLink {
  readonly from: string;
  readonly to: string;
  readonly whole: boolean;
  /** Whether result codes or published texts show it; the others are general knowledge. */
  readonly confirmed: boolean;
}

/** The Government's structure since then: 14 ministries and 3 ministerial-level agencies (176/2025/QH15). */
export const CABINET_DAY = '2025-03-01';
export const CABINET_BASIS = '176/2025/QH15';

const ministry = (code: string, shortName: string, name: string, nameEn: string, more: Partial<CentralAgency> = {}): CentralAgency => ({
  code,
  official: true,
  kind: 'ministry',
  name: `Bộ ${name}`,
  nameEn: `Ministry of ${nameEn}`,
  shortName,
  ...more,
});

const body = (
  code: string,
  kind: string,
  shortName: string,
  name: string,
  nameEn: string,
  more: Partial<CentralAgency> = {},
): CentralAgency => ({
  code,
  official: !code.startsWith('TW.'),
  kind,
  name,
  nameEn,
  shortName,
  ...more,
});

const closed = { validTo: CABINET_DAY };

/** G codes of Decision 20/2020 as packets and result codes show them; G23, G25, G26, G29 and above G30 are not known to us. */
export const centralAgencies: readonly CentralAgency[] = [
  body('TW.QH', 'national-assembly', 'QH', 'Quốc hội', 'National Assembly'),
  body('TW.UBTVQH', 'national-assembly', 'UBTVQH', 'Ủy ban Thường vụ Quốc hội', 'Standing Committee of the National Assembly'),
  body('TW.CTN', 'president', 'CTN', 'Chủ tịch nước', 'President'),
  body('TW.CP', 'government', 'CP', 'Chính phủ', 'Government'),
  body('TW.TTG', 'government', 'TTg', 'Thủ tướng Chính phủ', 'Prime Minister'),
  body('TW.TANDTC', 'judiciary', 'TANDTC', 'Tòa án nhân dân tối cao', 'Supreme People’s Court'),
  body('TW.VKSNDTC', 'judiciary', 'VKSNDTC', 'Viện kiểm sát nhân dân tối cao', 'Supreme People’s Procuracy'),
  body('TW.KTNN', 'central-body', 'KTNN', 'Kiểm toán nhà nước', 'State Audit Office'),
  ministry('G01', 'BCA', 'Công an', 'Public Security'),
  ministry('G02', 'BCT', 'Công Thương', 'Industry and Trade'),
  ministry('G03', 'BGDĐT', 'Giáo dục và Đào tạo', 'Education and Training'),
  ministry('G04', 'BGTVT', 'Giao thông vận tải', 'Transport', closed),
  ministry('G05', 'BKHĐT', 'Kế hoạch và Đầu tư', 'Planning and Investment', closed),
  ministry('G06', 'BKHCN', 'Khoa học và Công nghệ', 'Science and Technology'),
  ministry('G07', 'BLĐTBXH', 'Lao động - Thương binh và Xã hội', 'Labour, Invalids and Social Affairs', closed),
  ministry('G08', 'BNG', 'Ngoại giao', 'Foreign Affairs'),
  ministry('G09', 'BNV', 'Nội vụ', 'Home Affairs'),
  ministry('G10', 'BNNMT', 'Nông nghiệp và Môi trường', 'Agriculture and Environment', {
    former: { name: 'Bộ Nông nghiệp và Phát triển nông thôn', shortName: 'BNNPTNT', until: CABINET_DAY },
  }),
  ministry('G11', 'BQP', 'Quốc phòng', 'National Defence'),
  ministry('G12', 'BTC', 'Tài chính', 'Finance'),
  ministry('G13', 'BTNMT', 'Tài nguyên và Môi trường', 'Natural Resources and Environment', closed),
  ministry('G14', 'BTTTT', 'Thông tin và Truyền thông', 'Information and Communications', closed),
  ministry('G15', 'BTP', 'Tư pháp', 'Justice'),
  ministry('G16', 'BVHTTDL', 'Văn hóa, Thể thao và Du lịch', 'Culture, Sports and Tourism'),
  ministry('G17', 'BXD', 'Xây dựng', 'Construction'),
  ministry('G18', 'BYT', 'Y tế', 'Health'),
  body('G19', 'ministerial-agency', 'NHNN', 'Ngân hàng Nhà nước Việt Nam', 'State Bank of Vietnam'),
  body('G20', 'ministerial-agency', 'TTCP', 'Thanh tra Chính phủ', 'Government Inspectorate'),
  ministry('G21', 'BDTTG', 'Dân tộc và Tôn giáo', 'Ethnic and Religious Affairs', {
    former: { name: 'Ủy ban Dân tộc', shortName: 'UBDT', until: CABINET_DAY },
  }),
  body('G22', 'ministerial-agency', 'VPCP', 'Văn phòng Chính phủ', 'Government Office'),
  body('G24', 'government-agency', 'BHXH', 'Bảo hiểm xã hội Việt Nam', 'Vietnam Social Security', closed),
  body('G27', 'government-agency', 'VOV', 'Đài Tiếng nói Việt Nam', 'Voice of Vietnam'),
  body('G28', 'government-agency', 'VTV', 'Đài Truyền hình Việt Nam', 'Vietnam Television'),
  body('G30', 'government-agency', 'TTXVN', 'Thông tấn xã Việt Nam', 'Vietnam News Agency'),
];

export const centralLinks: readonly CentralLink[] = [
  { from: 'G04', to: 'G17', whole: true, confirmed: true },
  { from: 'G05', to: 'G12', whole: true, confirmed: true },
  { from: 'G13', to: 'G10', whole: true, confirmed: true },
  { from: 'G14', to: 'G06', whole: true, confirmed: true },
  { from: 'G24', to: 'G12', whole: true, confirmed: false },
  { from: 'G07', to: 'G09', whole: true, confirmed: false },
  { from: 'G07', to: 'G18', whole: false, confirmed: false },
  { from: 'G07', to: 'G03', whole: false, confirmed: false },
  { from: 'G07', to: 'G10', whole: false, confirmed: false },
  { from: 'G07', to: 'G01', whole: false, confirmed: false },
  { from: 'G14', to: 'G16', whole: false, confirmed: false },
  { from: 'G14', to: 'G01', whole: false, confirmed: false },
  { from: 'G04', to: 'G01', whole: false, confirmed: false },
  { from: 'G09', to: 'G21', whole: false, confirmed: false },
];
