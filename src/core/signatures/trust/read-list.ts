import { Buffer } from 'node:buffer';
import { Problem } from '#kernel/problem.ts';
import { instant } from '#kernel/time.ts';
import { type Certificate, readCertificate } from '../certificates/certificate.ts';
import { DerError } from '../der/read.ts';
import { findXmlSignatures, readXades } from '../xades/read.ts';
import { childOf, childrenOf, isRefusedXml, readTree, textOf, type XmlNode, XmlSignatureError, type XmlTree } from '../xades/tree.ts';
import { type ServiceStatus, serviceStatuses, type ServiceType, serviceTypes, type StatusSince, Tsl } from './words.ts';

/** A service as somebody else's list names it. */
export interface ReadService {
  readonly type: ServiceType;
  readonly provider: string;
  readonly name: string;
  readonly certificate: Certificate;
  /** In the order of their instants; never empty. */
  readonly history: readonly StatusSince[];
}

/** A trusted list of somebody else, signed by the certificate expected. */
export interface ReadList {
  readonly number: number;
  readonly issuedAt: Date;
  /** Absent: the list is closed. */
  readonly nextUpdate: Date | undefined;
  readonly services: readonly ReadService[];
  /** Services of kinds, or with identities, that are not read here. */
  readonly ignored: number;
}

const MAX_BYTES = 10 << 20;
const MAX_SERVICES = 5_000;
const MAX_TEXT = 300;

/** Why a list is not read; `detail` is for an expert. */
export class TrustListError extends Error {
  readonly reason: 'too-large' | 'unreadable' | 'wrong-signer' | 'changed';
  constructor(reason: TrustListError['reason'], detail: string) {
    super(detail);
    this.reason = reason;
  }
}

/**
 * Reads a list in the structure of ETSI TS 119 612, within bounds, and only when `signer` signed all of it. Nothing that
 * it names is fetched. Throws TrustListError.
 */
export function readTrustList(xml: Buffer, signer: Certificate): ReadList {
  if (xml.length > MAX_BYTES) throw new TrustListError('too-large', `${xml.length} bytes`);
  try {
    const tree = readTree(xml);
    demandSignature(tree, signer);
    return read(tree.root);
  } catch (error) {
    if (error instanceof TrustListError) throw error;
    if (isRefusedXml(error) || error instanceof DerError || error instanceof RangeError || error instanceof Problem)
      throw new TrustListError('unreadable', error.message);
    throw error;
  }
}

function demandSignature(tree: XmlTree, signer: Certificate): void {
  const [node, ...more] = findXmlSignatures(tree);
  if (!node || more.length > 0 || node.parent !== tree.root) throw new TrustListError('changed', 'one signature expected');
  const { certificate, covers, fault } = readXades(tree, node);
  if (certificate.fingerprint !== signer.fingerprint) throw new TrustListError('wrong-signer', certificate.fingerprint);
  // The certificate is known beforehand, so that a list need not bind it in the newer form.
  if (fault && fault !== 'certificate-not-bound') throw new TrustListError('changed', fault);
  const whole = covers.some((one) => one.kind === 'document' || (one.kind === 'element' && one.node === tree.root));
  if (!whole) throw new TrustListError('changed', 'not all of it is signed');
}

function read(root: XmlNode): ReadList {
  if (root.local !== 'TrustServiceStatusList' || root.uri !== Tsl.namespace) throw new XmlSignatureError('no trusted list');
  const scheme = child(root, 'SchemeInformation');
  const number = Number(textOf(child(scheme, 'TSLSequenceNumber')));
  if (!Number.isSafeInteger(number) || number < 1) throw new XmlSignatureError('TSLSequenceNumber');
  const [next] = children(child(scheme, 'NextUpdate'), 'dateTime');
  const providers = children(root, 'TrustServiceProviderList').flatMap((one) => children(one, 'TrustServiceProvider'));
  const found = providers.flatMap((provider) => {
    const name = nameIn(child(child(provider, 'TSPInformation'), 'TSPName'));
    return children(child(provider, 'TSPServices'), 'TSPService').map((service) => readService(name, service));
  });
  const services = found.flat();
  if (services.length > MAX_SERVICES) throw new XmlSignatureError('too many services');
  return {
    number,
    issuedAt: instantIn(child(scheme, 'ListIssueDateTime')),
    nextUpdate: next && instantIn(next),
    services,
    ignored: found.filter((one) => one.length === 0).length,
  };
}

/** One for each certificate by which the service is known; none for a kind that is not read here. */
function readService(provider: string, service: XmlNode): ReadService[] {
  const information = child(service, 'ServiceInformation');
  const type = serviceTypes.find((one) => Tsl.type + one === textOf(child(information, 'ServiceTypeIdentifier')).trim());
  if (!type || !isForSignatures(information)) return [];
  const past = children(service, 'ServiceHistory').flatMap((one) => children(one, 'ServiceHistoryInstance'));
  const history = [information, ...past].map(statusIn).toSorted((a, b) => a.from.getTime() - b.from.getTime());
  const identities = children(child(information, 'ServiceDigitalIdentity'), 'DigitalId').flatMap((one) => children(one, 'X509Certificate'));
  const certificates = identities.map((one) => readCertificate(Buffer.from(textOf(one), 'base64')));
  return certificates.map((certificate) => ({ type, provider, name: nameIn(child(information, 'ServiceName')), certificate, history }));
}

/** A service whose list says for what its certificates are must say signatures or seals among it (clause 5.5.9.4). */
function isForSignatures(information: XmlNode): boolean {
  const extensions = children(information, 'ServiceInformationExtensions').flatMap((one) => children(one, 'Extension'));
  const said = extensions
    .flatMap((one) => children(one, 'AdditionalServiceInformation'))
    .map((one) => textOf(child(one, 'URI')).trim().split('/').at(-1) ?? '')
    .filter((one) => one.startsWith('For'));
  return said.length === 0 || said.includes('ForeSignatures') || said.includes('ForeSeals');
}

function statusIn(node: XmlNode): StatusSince {
  const word = textOf(child(node, 'ServiceStatus')).trim().replace(/\/$/, '').split('/').at(-1);
  // A word that nobody here knows is no reason to believe.
  const status: ServiceStatus = serviceStatuses.find((one) => one === word) ?? 'withdrawn';
  return { status, from: instantIn(child(node, 'StatusStartingTime')) };
}

const child = (node: XmlNode, local: string): XmlNode => childOf(node, local, Tsl.namespace);
const children = (node: XmlNode, local: string): readonly XmlNode[] => childrenOf(node, local, Tsl.namespace);

function instantIn(node: XmlNode): Date {
  const text = textOf(node).trim();
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(text)) throw new XmlSignatureError(`${node.local}: ${text}`);
  return instant(text);
}

/** In Vietnamese where there is one, else in English, else the first. */
function nameIn(group: XmlNode): string {
  const all = children(group, 'Name');
  const inLang = (lang: string): XmlNode | undefined =>
    all.find((one) => one.attributes.some(({ local, value }) => local === 'lang' && value === lang));
  const found = inLang('vi') ?? inLang('en') ?? all[0];
  if (!found) throw new XmlSignatureError('name');
  return textOf(found).trim().slice(0, MAX_TEXT) || '–';
}
