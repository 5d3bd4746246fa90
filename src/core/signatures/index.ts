export { askRoot, bringRootAnswer, takeRootOffline } from './actions/change-root.ts';
export { revokeCertificate } from './actions/revoke-certificate.ts';
export { answerRequest } from './root/answer.ts';
export { fingerprintOf, RootAnswer, RootRequest } from './root/forms.ts';
export { parseJson, readRootFile, RootFileError, type RootKey, writeNewFile } from './root/key-file.ts';
export { authorityState, authorityWork, type AuthorityWarning } from './root/state.ts';
export { rootInVault, writeRootOut } from './root/take-out.ts';
export type { Certificate } from './certificates/certificate.ts';
export type { Trust } from './certificates/chain.ts';
export { pem } from './certificates/pem.ts';
export type { SignaturesTables } from './db.gen.ts';
export {
  certificateProblem,
  type GatewaySigner,
  gatewaySigner,
  SITE_SEALING,
  timestamp,
  trustInRoots,
  verifySignature,
  verifyTimestamp,
} from './gateway.ts';
export { readServerRequest, type ServerRequest } from './certificates/server-request.ts';
export { automaticFirstIssue, firstIssueRules, setFirstIssue } from './first-issue.ts';
export { certificateFor, type Holder, issueFor, issueForServer, type PersonHolder, type SealHolder } from './holders.ts';
export { signDetached } from './jws.ts';
export { excerptPdf } from './pdf/excerpt.ts';
export { personalMark, placed, sealMark } from './pdf/marks.ts';
export { type PageFacts, pagesOf } from './pdf/pages.ts';
export type { Appearance } from './pdf/prepare.ts';
export { addDocumentTimestamp, extendPdf } from './signing/extend-pdf.ts';
export { type RevocationEvidence, revocationEvidence } from './revocation/evidence.ts';
export type { SignatureLevel } from './signing/means.ts';
export { newestRenewal, publishedHash, recordRenewal, type RenewedFile, validateKept } from './renewals/renewed-files.ts';
export { extendFile } from './signing/extend-file.ts';
export { createAsice } from './signing/create-asice.ts';
export { type SignedBytes, signCades } from './signing/sign-cades.ts';
export { type NamedFile, signXades } from './signing/sign-xades.ts';
export { type SignedPdf, signPdf, type SignPdfOptions } from './sign-pdf.ts';
export { siteTrust, trustDomains } from './trust.ts';
export {
  type ChangedService,
  decideTrustChange,
  findTrustChange,
  openTrustChanges,
  servicesOfChange,
  type TrustChange,
  type TrustDecision,
  trustSources,
} from './trust/changes.ts';
export { type ListedService, listedServices } from './trust/listed.ts';
export { domainNames, serviceTypeNames, statusNames } from './trust/messages.ts';
export { proposeList, proposeService, proposeSource, proposeStatus } from './trust/propose.ts';
export { currentList, publishTrustList } from './trust/publish.ts';
export {
  isBelieved,
  type OutsideDomain,
  outsideDomains,
  type ServiceStatus,
  serviceStatuses,
  type ServiceType,
  serviceTypes,
  statusAt,
  type StatusSince,
  type TrustDomain,
} from './trust/words.ts';
export { type Validation } from './validation/explain.ts';
export { currentPolicy } from './validation/policy.ts';
export { type ProofOutlook, proofOutlook } from './validation/proof-outlook.ts';
export { validateFile } from './validation/validate-file.ts';
export { type Authority, ensureAuthority } from './vault/authority.ts';
export { MasterKeyError } from './vault/master-key.ts';
export type { StoredCertificate } from './vault/store.ts';
export { openVault, theVault, type Vault } from './vault/vault.ts';
export type { EndReason } from './certificates/revocation-list.ts';
export {
  certificatesOfAccount,
  certificatesOfAgency,
  type CertificateSummary,
  findCertificate,
  findCertificateBySerial,
  certificateFile,
} from './queries.ts';
export { changeStatus, type StatusChange } from './revocation/status.ts';
