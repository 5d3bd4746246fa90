import type { SignedData } from '../cms/read.ts';
import type { SignatureFault } from '../cms/verify.ts';
import { keyFacts } from './policy.ts';
import { type Fault, faultOf } from './report.ts';

/** The standard's name for what is mathematically wrong with a signature (EN 319 102-1 §5.2.3 and §5.2.7). */
export function cmsFault(fault: SignatureFault, { signer }: SignedData): Fault {
  switch (fault) {
    case 'no-certificate':
      return faultOf('NO_SIGNING_CERTIFICATE_FOUND', 'the signature names a certificate that it does not carry');
    case 'certificate-not-bound':
      return signer.boundCertificate
        ? faultOf('NO_SIGNING_CERTIFICATE_FOUND', 'the signature was made for another certificate')
        : faultOf('SIG_CONSTRAINTS_FAILURE', 'the signature does not name its certificate');
    case 'digest-mismatch':
      return faultOf('HASH_FAILURE', 'the covered bytes are not those that were signed');
    default: {
      const { family, bits } = keyFacts(signer.certificate!.publicKey);
      // Short keys are not even tried: anybody could have made the signature.
      if (family === 'rsa' && bits < 2048) return faultOf('CRYPTO_CONSTRAINTS_FAILURE_NO_POE', `RSA of ${bits} bits`);
      return faultOf('SIG_CRYPTO_FAILURE', 'the signature does not hold for the key');
    }
  }
}
