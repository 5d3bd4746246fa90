import { Buffer } from 'node:buffer';
import { escapeXmlText } from '#kernel/xml/write-xml.ts';
import type { ListedService } from './listed.ts';
import { serviceTypeNames } from './messages.ts';
import { Tsl } from './words.ts';

/** What a list says of itself. */
export interface ListFacts {
  readonly number: number;
  readonly issuedAt: Date;
  readonly nextUpdate: Date;
  /** Address of `/pki`. */
  readonly base: string;
}

/** Who publishes the list; its signing certificate names the same organisation (TS 119 612 clause 5.7.1). */
export const OPERATOR = 'Một Cửa';
const TERRITORY = 'VN';
/** The edition whose structure this is: 2.1.1 and 2.2.1 (clause 5.3.1). */
const VERSION = 5;
/** 65535: entries are never taken out (clause 5.3.12). */
const FOR_EVER = 65_535;

const instant = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;
const leaf = (name: string, text: string): string => `<${name}>${escapeXmlText(text)}</${name}>`;
const inLang = (name: string, lang: string, text: string): string => `<${name} xml:lang="${lang}">${escapeXmlText(text)}</${name}>`;
const names = (group: string, texts: { readonly vi: string; readonly en: string }): string =>
  `<${group}>${inLang('Name', 'en', texts.en)}${inLang('Name', 'vi', texts.vi)}</${group}>`;
const uris = (group: string, address: string): string => `<${group}>${inLang('URI', 'en', address)}</${group}>`;

/** The list without its signature, in the structure of ETSI TS 119 612. Written in one line, so that nothing stands between elements. */
export function writeTrustList(services: readonly ListedService[], facts: ListFacts): Buffer {
  const providers = [...new Set(services.map(({ provider }) => provider))];
  const list = providers.map((provider) =>
    providerElement(
      provider,
      services.filter((one) => one.provider === provider),
      facts,
    ),
  );
  const id = `tsl-${facts.number}`;
  const head = `<TrustServiceStatusList xmlns="${Tsl.namespace}" Id="${id}" TSLTag="${Tsl.tag}">`;
  const body = `${scheme(facts)}<TrustServiceProviderList>${list.join('')}</TrustServiceProviderList>`;
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${head}${body}</TrustServiceStatusList>\n`);
}

function scheme({ number, issuedAt, nextUpdate, base }: ListFacts): string {
  const name = { en: `${TERRITORY}:Trusted list of digital signatures`, vi: `${TERRITORY}:Danh sách tin cậy chữ ký số` };
  const notice = {
    en: 'Law on E-Transactions 20/2023/QH15; Decree 68/2024/NĐ-CP; Decree 23/2025/NĐ-CP',
    vi: 'Luật Giao dịch điện tử 20/2023/QH15; Nghị định 68/2024/NĐ-CP; Nghị định 23/2025/NĐ-CP',
  };
  const legal = inLang('TSLLegalNotice', 'en', notice.en) + inLang('TSLLegalNotice', 'vi', notice.vi);
  return [
    '<SchemeInformation>',
    leaf('TSLVersionIdentifier', String(VERSION)),
    leaf('TSLSequenceNumber', String(number)),
    leaf('TSLType', `${Tsl.schema}TSLType/${TERRITORY}list`),
    names('SchemeOperatorName', { en: OPERATOR, vi: OPERATOR }),
    address('SchemeOperatorAddress', base),
    names('SchemeName', name),
    uris('SchemeInformationURI', `${base}/tsl`),
    leaf('StatusDeterminationApproach', `${Tsl.schema}StatusDetn/${TERRITORY}determination`),
    uris('SchemeTypeCommunityRules', `${Tsl.schema}schemerules/${TERRITORY}`),
    leaf('SchemeTerritory', TERRITORY),
    `<PolicyOrLegalNotice>${legal}</PolicyOrLegalNotice>`,
    leaf('HistoricalInformationPeriod', String(FOR_EVER)),
    leaf('ListIssueDateTime', instant(issuedAt)),
    `<NextUpdate>${leaf('dateTime', instant(nextUpdate))}</NextUpdate>`,
    `<DistributionPoints>${leaf('URI', `${base}/tsl.xml`)}</DistributionPoints>`,
    '</SchemeInformation>',
  ].join('');
}

function address(group: string, base: string): string {
  const place = `${leaf('StreetAddress', '–')}${leaf('Locality', 'Hà Nội')}${leaf('CountryName', TERRITORY)}`;
  const postal = `<PostalAddresses><PostalAddress xml:lang="en">${place}</PostalAddress></PostalAddresses>`;
  return `<${group}>${postal}${uris('ElectronicAddress', `${base}/tsl`)}</${group}>`;
}

function providerElement(provider: string, services: readonly ListedService[], { base }: ListFacts): string {
  const information = [
    names('TSPName', { en: provider, vi: provider }),
    names('TSPTradeName', { en: provider, vi: provider }),
    address('TSPAddress', base),
    uris('TSPInformationURI', `${base}/tsl`),
  ];
  const list = services.map((one) => `<TSPService>${serviceElement(one, base)}</TSPService>`);
  return `<TrustServiceProvider><TSPInformation>${information.join('')}</TSPInformation><TSPServices>${list.join('')}</TSPServices></TrustServiceProvider>`;
}

function serviceElement({ type, name, certificate, history, domain }: ListedService, base: string): string {
  const [now, ...before] = history.toReversed();
  const told = (identity: string, one: ListedService['history'][number], rest = ''): string =>
    [
      leaf('ServiceTypeIdentifier', Tsl.type + type),
      names('ServiceName', { en: `${name} – ${serviceTypeNames[type].en}`, vi: `${name} – ${serviceTypeNames[type].vi}` }),
      `<ServiceDigitalIdentity>${identity}</ServiceDigitalIdentity>`,
      leaf('ServiceStatus', Tsl.status + one.status),
      leaf('StatusStartingTime', instant(one.from)),
      rest,
    ].join('');
  const whole = `<DigitalId>${leaf('X509Certificate', certificate.der.toString('base64'))}</DigitalId>`;
  // A history names the key, not the certificate (clause 5.6.3).
  const key = certificate.subjectKeyId
    ? `<DigitalId>${leaf('X509SKI', Buffer.from(certificate.subjectKeyId, 'hex').toString('base64'))}</DigitalId>`
    : whole;
  const rules = uris('SchemeServiceDefinitionURI', `${base}/tsl?mien=${domain}`);
  const past = before.map((one) => `<ServiceHistoryInstance>${told(key, one)}</ServiceHistoryInstance>`).join('');
  return `<ServiceInformation>${told(whole, now!, rules)}</ServiceInformation>${past && `<ServiceHistory>${past}</ServiceHistory>`}`;
}
