import { Buffer } from 'node:buffer';
import { type Certificate, KeyUsage } from '../certificates/certificate.ts';
import { knownCertificate } from '../certificates/known.ts';
import { readRevocationList, type RevocationList } from '../certificates/revocation-list.ts';
import { DerError } from '../der/read.ts';
import { ocspStatus, type OcspResponse, readOcsp } from './ocsp.ts';

/** Something a file brings along, as bytes, and since when it is proven to exist. */
export interface Item {
  readonly der: Buffer;
  /** Where it ends in the file, so that later time-stamps over it can be found; 0: within every signature. */
  readonly end: number;
}

/** What a piece of evidence says of one certificate. */
export interface Told {
  readonly source: 'ocsp' | 'crl';
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  readonly revoked: { readonly at: Date; readonly reason: string } | undefined;
  /** Whose key signed it: the issuer, or somebody to whom the issuer gave just that right. */
  readonly signer: Certificate;
  /** As `Item.end`. */
  readonly end: number;
}

/** Certificates, OCSP answers and revocation lists of a file. Nothing here is believed before its signature was checked. */
export class Evidence {
  readonly certificates: readonly Certificate[];
  private readonly ocsps: readonly { readonly end: number; readonly response: OcspResponse }[];
  private readonly crls: readonly Item[];
  private readonly lists = new Map<string, RevocationList | undefined>();

  constructor(certificates: readonly Buffer[] = [], ocsps: readonly Item[] = [], crls: readonly Item[] = []) {
    this.certificates = certificates.flatMap((der) => attempt(() => knownCertificate(der)) ?? []);
    this.ocsps = ocsps.flatMap(({ der, end }) => {
      const response = attempt(() => readOcsp(der));
      return response ? [{ end, response }] : [];
    });
    this.crls = crls;
  }

  /** All that the file's evidence says of a certificate of this issuer. */
  about(certificate: Certificate, issuer: Certificate): readonly Told[] {
    return [...this.fromOcsp(certificate, issuer), ...this.fromLists(certificate, issuer)];
  }

  private fromOcsp(certificate: Certificate, issuer: Certificate): readonly Told[] {
    return this.ocsps.flatMap(({ end, response }) => {
      const status = attempt(() => ocspStatus(response, certificate, issuer));
      if (!status) return [];
      const { thisUpdate, nextUpdate, revoked, responder } = status;
      return [{ source: 'ocsp' as const, thisUpdate, nextUpdate, revoked, signer: responder, end }];
    });
  }

  /** What the file's revocation lists say of a certificate. */
  fromLists(certificate: Certificate, issuer: Certificate): readonly Told[] {
    if (issuer.keyUsage && !issuer.keyUsage.has(KeyUsage.crlSign)) return [];
    return this.crls.flatMap((item, index) => {
      const list = this.listOf(item, index, issuer);
      // A difference tells nothing alone, a part only of the certificates that look for it.
      const parts = list?.distributionPoints;
      if (!list || list.baseNumber !== undefined || (parts && !certificate.listUrls.some((url) => parts.includes(url)))) return [];
      const { thisUpdate, nextUpdate } = list;
      const revoked = list.revoked.get(certificate.serial);
      return [{ source: 'crl' as const, thisUpdate, nextUpdate, revoked, signer: issuer, end: item.end }];
    });
  }

  /** Read once for each issuer: a national list is large. */
  private listOf(item: Item, index: number, issuer: Certificate): RevocationList | undefined {
    const key = `${index} ${issuer.fingerprint}`;
    if (!this.lists.has(key))
      this.lists.set(
        key,
        attempt(() => readRevocationList(item.der, issuer)),
      );
    return this.lists.get(key);
  }
}

/** The value, or nothing when the bytes are not what they should be. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}
