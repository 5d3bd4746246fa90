import type { Buffer } from 'node:buffer';
import { createHash, verify } from 'node:crypto';
import { type HashName, keyKind, WeakAlgorithmError } from '../certificates/algorithms.ts';
import type { Certificate } from '../certificates/certificate.ts';
import { knownCertificate } from '../certificates/known.ts';
import { canonicalise, canonicalText } from './canonical.ts';
import { Ds, ENVELOPED, EXCLUSIVE, SIGNED_PROPERTIES, Xades } from './names.ts';
import { base64Of, digestOfFeed, embedded, type Feed, unsignedOf, type UnsignedParts } from './read-unsigned.ts';
import { attributeOf, childOf, childrenOf, everyNode, textOf, type XmlNode, XmlSignatureError, type XmlTree } from './tree.ts';

/** A XAdES signature, read but not judged; nothing in it is trusted. */
export interface XadesSignature extends UnsignedParts {
  readonly node: XmlNode;
  readonly certificate: Certificate;
  /** As they travel with the signature, its own included. */
  readonly certificates: readonly Certificate[];
  readonly hash: HashName;
  /** What is wrong with the mathematics; absent: digests, signature and binding all hold. */
  readonly fault: 'digest-mismatch' | 'bad-signature' | 'certificate-not-bound' | 'missing-file' | undefined;
  /** What it covers: only this may be used as signed. */
  readonly covers: readonly Covered[];
  readonly claimedTime: string | undefined;
}

/** `document`: everything but the signature itself; `element`: that one; `file`: by its address. */
export type Covered =
  | { readonly kind: 'document' }
  | { readonly kind: 'element'; readonly node: XmlNode }
  | { readonly kind: 'file'; readonly uri: string };

const digests: Readonly<Record<string, HashName>> = {
  'http://www.w3.org/2001/04/xmlenc#sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384': 'sha384',
  'http://www.w3.org/2001/04/xmlenc#sha512': 'sha512',
};
const methods: Readonly<Record<string, readonly ['ec' | 'rsa', HashName]>> = {
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256': ['ec', 'sha256'],
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384': ['ec', 'sha384'],
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512': ['ec', 'sha512'],
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256': ['rsa', 'sha256'],
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384': ['rsa', 'sha384'],
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': ['rsa', 'sha512'],
};

const MAX_SIGNATURES = 50;
const MAX_REFERENCES = 200;

/** The signature elements of a document, in document order. */
export function findXmlSignatures(tree: XmlTree): readonly XmlNode[] {
  const found = [...everyNode(tree.root)].filter((node) => node.local === 'Signature' && node.uri === Ds);
  if (found.length > MAX_SIGNATURES) throw new XmlSignatureError('too many signatures');
  return found;
}

/**
 * Reads and recomputes one signature. `fileOf` gives a detached file by its address. References go to the document
 * around, to one element by an Id that only one element has, or to a file; no other transform than exclusive
 * canonicalisation is known, so that what is covered is what stands there (no wrapping, no XPath, no XSLT).
 * Throws XmlSignatureError, DerError, and WeakAlgorithmError for SHA-1.
 */
export function readXades(tree: XmlTree, node: XmlNode, fileOf: (uri: string) => Buffer | undefined = () => undefined): XadesSignature {
  const info = childOf(node, 'SignedInfo', Ds);
  if (algorithmOf(childOf(info, 'CanonicalizationMethod', Ds)) !== EXCLUSIVE) throw new XmlSignatureError('canonicalisation');
  const [key, hash] = known(methods, algorithmOf(childOf(info, 'SignatureMethod', Ds)));
  const certificates = embedded(childOf(childOf(node, 'KeyInfo', Ds), 'X509Data', Ds), 'X509Certificate', Ds).map(knownCertificate);
  const certificate = certificates[0];
  if (!certificate) throw new XmlSignatureError('no certificate');
  const properties = ownProperties(node);
  const { covers, fault, digestInto } = references(tree, node, info, properties, fileOf);
  const value = childOf(node, 'SignatureValue', Ds);
  const encoding = key === 'ec' ? ({ dsaEncoding: 'ieee-p1363' } as const) : {};
  const raw = base64Of(value);
  const longEnough = key === 'ec' || keyKind(certificate.publicKey).bits >= 2048;
  const good =
    keyKind(certificate.publicKey).type === key &&
    longEnough &&
    verify(hash, canonicalText(info), { key: certificate.publicKey, ...encoding }, raw);
  return {
    node,
    certificate,
    certificates,
    hash,
    fault: fault ?? (good ? bindingFault(properties, certificate) : 'bad-signature'),
    covers,
    claimedTime: claimedTime(properties),
    ...unsignedOf(node, properties, value, digestInto),
  };
}

const algorithmOf = (node: XmlNode): string => attributeOf(node, 'Algorithm') ?? '';

function known<Value>(table: Readonly<Record<string, Value>>, algorithm: string): Value {
  const found = table[algorithm];
  if (found) return found;
  if (/sha1|md5/i.test(algorithm)) throw new WeakAlgorithmError(`weak algorithm ${algorithm}`);
  throw new XmlSignatureError(`unknown algorithm ${algorithm}`);
}

/** The SignedProperties that speak of this signature and lie inside it: another's would say nothing of it. */
function ownProperties(node: XmlNode): XmlNode {
  const found = childrenOf(node, 'Object', Ds).flatMap((one) => childrenOf(one, 'QualifyingProperties', Xades));
  const id = attributeOf(node, 'Id');
  const [own, ...more] = found;
  if (!own || more.length > 0 || !id || attributeOf(own, 'Target') !== `#${id}`) throw new XmlSignatureError('QualifyingProperties');
  return childOf(own, 'SignedProperties', Xades);
}

interface Checked {
  readonly covers: readonly Covered[];
  readonly fault: XadesSignature['fault'];
  /** What the references are over, one after another. */
  readonly digestInto: Feed;
}

function references(
  tree: XmlTree,
  signature: XmlNode,
  info: XmlNode,
  properties: XmlNode,
  fileOf: (uri: string) => Buffer | undefined,
): Checked {
  const list = childrenOf(info, 'Reference', Ds);
  if (list.length > MAX_REFERENCES) throw new XmlSignatureError('too many references');
  const covers: Covered[] = [];
  const feeds: Feed[] = [];
  let fault: XadesSignature['fault'];
  let bound = false;
  for (const reference of list) {
    const hash = known(digests, algorithmOf(childOf(reference, 'DigestMethod', Ds)));
    const target = targetOf(tree, signature, reference, fileOf);
    const isOwn = attributeOf(reference, 'Type') === SIGNED_PROPERTIES;
    if (isOwn && (target.covered.kind !== 'element' || target.covered.node !== properties)) throw new XmlSignatureError('other properties');
    if (isOwn) bound = true;
    else covers.push(target.covered);
    const { feed } = target;
    if (feed) feeds.push(feed);
    const digest = feed && digestOfFeed(feed, hash);
    if (!digest) fault ??= 'missing-file';
    else if (!digest.equals(base64Of(childOf(reference, 'DigestValue', Ds)))) fault = 'digest-mismatch';
  }
  if (!bound || covers.length === 0) throw new XmlSignatureError('properties or content not covered');
  return { covers, fault, digestInto: (sink) => feeds.forEach((feed) => feed(sink)) };
}

function targetOf(
  tree: XmlTree,
  signature: XmlNode,
  reference: XmlNode,
  fileOf: (uri: string) => Buffer | undefined,
): { covered: Covered; feed: Feed | undefined } {
  const uri = attributeOf(reference, 'URI');
  const steps = childrenOf(reference, 'Transforms', Ds).flatMap((one) => childrenOf(one, 'Transform', Ds).map(algorithmOf));
  if (uri === undefined) throw new XmlSignatureError('reference without URI');
  if (uri === '') {
    if (steps.join(' ') !== `${ENVELOPED} ${EXCLUSIVE}`) throw new XmlSignatureError('transforms');
    return { covered: { kind: 'document' }, feed: (sink) => canonicalise(tree.root, sink, signature) };
  }
  if (uri.startsWith('#')) {
    if (steps.join(' ') !== EXCLUSIVE) throw new XmlSignatureError('transforms');
    const node = byId(tree, uri.slice(1));
    return { covered: { kind: 'element', node }, feed: (sink) => canonicalise(node, sink) };
  }
  if (steps.length > 0) throw new XmlSignatureError('transforms');
  const file = fileOf(uri);
  return { covered: { kind: 'file', uri }, feed: file && ((sink) => sink(file)) };
}

function byId(tree: XmlTree, id: string): XmlNode {
  const found = [...everyNode(tree.root)].filter((node) => ['Id', 'ID', 'id'].some((name) => attributeOf(node, name) === id));
  if (found.length !== 1) throw new XmlSignatureError('an Id that is not one element’s');
  return found[0]!;
}

function bindingFault(properties: XmlNode, certificate: Certificate): XadesSignature['fault'] {
  const signed = childOf(properties, 'SignedSignatureProperties', Xades);
  const first = childrenOf(signed, 'SigningCertificateV2', Xades).flatMap((one) => childrenOf(one, 'Cert', Xades))[0];
  if (!first) return 'certificate-not-bound';
  const digest = childOf(first, 'CertDigest', Xades);
  const hash = known(digests, algorithmOf(childOf(digest, 'DigestMethod', Ds)));
  const expected = createHash(hash).update(certificate.der).digest();
  return expected.equals(base64Of(childOf(digest, 'DigestValue', Ds))) ? undefined : 'certificate-not-bound';
}

function claimedTime(properties: XmlNode): string | undefined {
  const signed = childOf(properties, 'SignedSignatureProperties', Xades);
  const [time] = childrenOf(signed, 'SigningTime', Xades);
  return time && textOf(time).trim();
}
