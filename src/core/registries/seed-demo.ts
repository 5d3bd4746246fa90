import { accountNamed, demoCitizens, mandatesFor, officialsOf, personOf } from '#core/identity/index.ts';
import { type Db, on, transaction } from '#kernel/db.ts';
import type { SeedContext } from '#kernel/module.ts';
import { systemActor } from '#kernel/permission.ts';
import { now, today } from '#kernel/time.ts';
import type { RegistriesTables } from './db.gen.ts';
import { type LookUp, lookUpAs } from './look-up.ts';
import { recordFacts } from './record-facts.ts';
import { agenciesOfUnit } from '#core/agencies/index.ts';
import type { Json, Subject } from './types.ts';

const SOURCE = 'demo';
/** Phường Thuận Hóa, thành phố Huế. */
const WARD = '19789';
const spouse = { name: 'Nguyễn Văn Mẫu', personalNumber: '000000000104', birthDate: '1988-06-15' };
const mother = { name: 'Nguyễn Thị Mẫu', personalNumber: demoCitizens.mother, birthDate: '1990-03-08' };
const home = { unitCode: WARD, line: 'Số 1 đường Mẫu' };

type Facts = Readonly<Record<string, Json>>;
type Told = readonly (readonly [register: string, from: string, facts: Facts])[];

const common: Facts = { ethnicity: 'Kinh', nationality: 'Việt Nam', religion: 'Không', placeOfOrigin: { unitCode: WARD, line: '' } };

const ofMother: Told = [
  [
    'population',
    mother.birthDate,
    { ...common, fullName: mother.name, birthDate: mother.birthDate, gender: 'female', personalNumber: mother.personalNumber },
  ],
  ['population', mother.birthDate, { placeOfBirth: { unitCode: WARD, line: 'Bệnh viện Mẫu' } }],
  [
    'population',
    '2016-01-10',
    { residence: { unitCode: WARD, line: 'Số 9 đường Mẫu Cũ' }, householdCode: 'HO-MAU-001', householdHead: spouse },
  ],
  ['population', '2025-07-01', { residence: home }],
  ['civil-status', mother.birthDate, { maritalStatus: 'single' }],
  ['civil-status', '2016-01-09', { maritalStatus: 'married', spouse }],
  [
    'civil-status',
    '2016-01-09',
    { marriageRegistration: { number: '05/2016', book: '01/2016', date: '2016-01-09', agency: 'UBND phường Mẫu' } },
  ],
  [
    'health-insurance',
    '2026-01-01',
    { cardNumber: 'DN0000000000101', validFrom: '2026-01-01', validTo: '2026-12-31', hospital: 'Trạm y tế phường Thuận Hóa' },
  ],
  [
    'land',
    '2018-04-20',
    { plots: [{ certificateNumber: 'MAU 000101', plot: '12', sheet: '3', area: 86.5, use: 'Đất ở tại đô thị', address: home }] },
  ],
];

const ofNeighbour: Told = [
  [
    'population',
    '1985-09-02',
    { ...common, fullName: 'Trần Văn Mẫu', birthDate: '1985-09-02', gender: 'male', personalNumber: demoCitizens.neighbour },
  ],
  ['population', '2010-05-05', { residence: { unitCode: WARD, line: 'Số 3 đường Mẫu' }, householdCode: 'HO-MAU-002' }],
  ['civil-status', '1985-09-02', { maritalStatus: 'single' }],
];

const ofChild: Told = [
  [
    'population',
    '2019-05-10',
    {
      ...common,
      fullName: 'Nguyễn Bé Mẫu',
      birthDate: '2019-05-10',
      gender: 'female',
      personalNumber: demoCitizens.child,
      residence: home,
    },
  ],
  [
    'population',
    '2019-05-10',
    { householdCode: 'HO-MAU-001', householdHead: spouse, placeOfBirth: { unitCode: WARD, line: 'Bệnh viện Mẫu' } },
  ],
  [
    'civil-status',
    '2019-05-20',
    { father: spouse, mother, birthRegistration: { number: '12/2019', book: '01/2019', date: '2019-05-20', agency: 'UBND phường Mẫu' } },
  ],
  ['health-insurance', '2019-05-20', { cardNumber: 'TE0000000000103', validFrom: '2019-05-20', hospital: 'Trạm y tế phường Thuận Hóa' }],
];

const ofCompany: Told = [
  [
    'business',
    '2020-02-03',
    {
      name: 'Công ty Mẫu',
      code: '0000000017',
      address: home,
      capital: 500_000_000,
      representative: mother,
      branches: [],
      activities: [{ code: '6201', name: 'Lập trình máy vi tính' }],
    },
  ],
];

async function tell(tx: Db, subject: Subject, told: Told): Promise<void> {
  for (const [register, from, facts] of told) {
    await recordFacts(tx, { register, subject, facts, from, source: SOURCE, by: systemActor('demo') });
  }
}

const prefill: Omit<LookUp, 'subject' | 'by' | 'asOf'> = {
  register: 'population',
  attributes: ['fullName', 'birthDate', 'residence'],
  purpose: { vi: 'Xác nhận thông tin về cư trú (dữ liệu mẫu)', en: 'Confirming residence (demonstration)' },
  legalBasis: 'Luật Cư trú 68/2020/QH14',
  about: 'case:H57.19789-261120-0001',
};

const outside: typeof prefill = {
  register: 'civil-status',
  attributes: ['maritalStatus', 'spouse'],
  purpose: { vi: 'Rà soát sổ hộ tịch năm 2016 (dữ liệu mẫu)', en: 'Going through the books of 2016 (demonstration)' },
  legalBasis: 'Luật Hộ tịch 60/2014/QH13',
};

/** Two looks by an officer of the ward, so that the page of looks has something to show: one for a dossier, one outside any. */
async function looks(tx: Db, subject: Subject): Promise<void> {
  const ward = (await agenciesOfUnit(tx, WARD)).find(({ kind }) => kind === 'commune-committee');
  const [official] = ward ? await officialsOf(tx, ward.id, today()) : [];
  if (!ward || !official) return;
  const looker = {
    capacity: 'official',
    id: official.accountId,
    agencyId: ward.id,
    agencyName: ward.name,
    post: official.postTitle,
  } as const;
  const { about: _, ...unasked } = outside;
  for (const look of [prefill, unasked]) await lookUpAs(tx, { ...look, subject, asOf: now() }, looker);
}

/** What the registers say of the demonstration's citizens and their company; nothing changes where they say something already. */
export function seedRegistries({ db }: SeedContext): Promise<void> {
  return transaction(db, async (tx) => {
    const idOf = async (number: string) => {
      const account = await accountNamed(tx, number);
      return account && (await personOf(tx, account))?.personId;
    };
    const [motherId, neighbourId] = [await idOf(demoCitizens.mother), await idOf(demoCitizens.neighbour)];
    if (!motherId || !neighbourId) return;
    const there = await on<RegistriesTables>(tx)
      .selectFrom('registries.line')
      .select('id')
      .where('subject_id', '=', motherId)
      .executeTakeFirst();
    if (there) return;
    await tell(tx, { kind: 'person', id: motherId }, ofMother);
    await tell(tx, { kind: 'person', id: neighbourId }, ofNeighbour);
    for (const { principal } of await mandatesFor(tx, motherId, now())) {
      if (principal.kind === 'person') await tell(tx, { kind: 'person', id: principal.id }, ofChild);
      if (principal.kind === 'organisation') await tell(tx, { kind: 'organisation', id: principal.id }, ofCompany);
    }
    await looks(tx, { kind: 'person', id: motherId });
  });
}
