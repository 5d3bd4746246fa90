import { createPrivateKey, hash, sign, X509Certificate } from 'node:crypto';
import type { ExportLine } from '../src/kernel/ledger/export.ts';
import { type LedgerEntry, leafHash, merkleRoot, NO_SEAL_BEFORE, sealHash } from '../src/kernel/ledger/merkle.ts';
import type { LedgerSigner } from '../src/kernel/ledger/sealer.ts';

/**
 * Certificates of a small authority, made once with the openssl command line and valid for a hundred years; for tests only.
 * root → issuing → site and person; forger was signed by person, who is no authority; stranger signed itself.
 */
const certificates = {
  root: 'MIIBkDCCATWgAwIBAgIUJo+1GklThSpF6qIjj4KR8wfqSvowCgYIKoZIzj0EAwIwFDESMBAGA1UEAwwJVGVzdCByb290MCAXDTI2MTEyMjAyMDA1M1oYDzIxMjYxMDI5MDIwMDUzWjAUMRIwEAYDVQQDDAlUZXN0IHJvb3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARk6QOnmQo9mnSRfMxukl7CEc+eXvIxgeJ3o4Cf2L15Jj8YIwvYaP2nNXeVTVqokIOYiwJ4nfViwzIAnlDUq/Ido2MwYTAdBgNVHQ4EFgQU60vxz3BbzZDFbZzngWkqNdwkCHMwHwYDVR0jBBgwFoAU60vxz3BbzZDFbZzngWkqNdwkCHMwDwYDVR0TAQH/BAUwAwEB/zAOBgNVHQ8BAf8EBAMCAQYwCgYIKoZIzj0EAwIDSQAwRgIhAO9iWLiaq9MyWVR4ImsGAVhTZKvLgA5t00gPFpL0EcznAiEAov6PVVcaTPNmU5CFpmaIEp4UxWXLZLXGGY5I5o/0ePk=',
  issuing:
    'MIIBgTCCASigAwIBAgIUd3OABcJWHVU941eFNvSKBeY+fuYwCgYIKoZIzj0EAwIwFDESMBAGA1UEAwwJVGVzdCByb290MCAXDTI2MTEyMjAyMDA1M1oYDzIxMjYxMDI5MDIwMDUzWjAXMRUwEwYDVQQDDAxUZXN0IGlzc3VpbmcwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQKQdhgAtROOXgGwb1ndP84BQhU7IApOopZhlajpJW/Imc7/dok7WUez3MIPY5OpQM/zgKo6ewQHKtDkeb88IYFo1MwUTAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBT5A97pV6Ik8hHUwpCcIAwTPLZXFzAfBgNVHSMEGDAWgBTrS/HPcFvNkMVtnOeBaSo13CQIczAKBggqhkjOPQQDAgNHADBEAiACZLjeidEfXOyFV87PEmxf7h+bsY6v0MaByPPpWxj8ZAIgM+G8mrHm2du/5WFTYo8moGJoXgOYymj7SvibyzQ8Ce0=',
  site: 'MIIBfzCCASWgAwIBAgIUZ3lSahTjfcalVTVX9LfQsSmL5jgwCgYIKoZIzj0EAwIwFzEVMBMGA1UEAwwMVGVzdCBpc3N1aW5nMCAXDTI2MTEyMjAyMDA1M1oYDzIxMjYxMDI5MDIwMDUzWjAUMRIwEAYDVQQDDAlUZXN0IHNpdGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARxxQUpg9RhUZ5AszfojbZ3oLokFR+OfWcmzGGTe8rVKUbJM9V+tc6Oj4dyPEg/ZJONhXlENNFDlbqd+YAqFm5Ho1AwTjAMBgNVHRMBAf8EAjAAMB0GA1UdDgQWBBRxn6VPIA8KozIbqp1wuTQBDpW4fzAfBgNVHSMEGDAWgBT5A97pV6Ik8hHUwpCcIAwTPLZXFzAKBggqhkjOPQQDAgNIADBFAiEA4qPMgO4D4HeABUwcwLGVUtq9DVCfYNygwaJVQvKKj1MCIDzKbhTtdjN7IqrF201c1McKml4jF6D3s6KSutnZdnOj',
  person:
    'MIIBgjCCASegAwIBAgIUNyfaKlkES91AvY5i2YCXTc7a+j8wCgYIKoZIzj0EAwIwFzEVMBMGA1UEAwwMVGVzdCBpc3N1aW5nMCAXDTI2MTEyMjAyMDA1M1oYDzIxMjYxMDI5MDIwMDUzWjAWMRQwEgYDVQQDDAtUZXN0IHBlcnNvbjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABEmqXCzZcWchBlY3NR3Ojgj0lrhxZwN8AbpqnxMVMfqC27wmESj8eD8ExhHXa613WR1yVZVLU4dszod6QVX8PtejUDBOMAwGA1UdEwEB/wQCMAAwHQYDVR0OBBYEFDt7NlVjSStNdHT8rNXKBm4MYTK7MB8GA1UdIwQYMBaAFPkD3ulXoiTyEdTCkJwgDBM8tlcXMAoGCCqGSM49BAMCA0kAMEYCIQDIKvjA2K2xhfz8ibYlkdHNXjf7rNb6bxmdysUymau0WgIhAM9N7xZpzQlw66aKXb1EjQTq+CO0jBUeUVUKt6BLhCEu',
  forger:
    'MIIBgTCCASagAwIBAgIUT2sOhEgIbaCMIbBXAW53wQbH5vIwCgYIKoZIzj0EAwIwFjEUMBIGA1UEAwwLVGVzdCBwZXJzb24wIBcNMjYxMTIyMDIwMDUzWhgPMjEyNjEwMjkwMjAwNTNaMBYxFDASBgNVBAMMC1Rlc3QgZm9yZ2VyMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEFbNmAiPePq5bajeaKCRcNNuRiiBdbLZP79IL98qY3wHjGKOwz1ockm2bGmX/r2KxXAdxx2lWUHSLThja2bwK/aNQME4wDAYDVR0TAQH/BAIwADAdBgNVHQ4EFgQUqoAaf7QjTSWEcC2uvYnij5/2B5UwHwYDVR0jBBgwFoAUO3s2VWNJK010dPys1coGbgxhMrswCgYIKoZIzj0EAwIDSQAwRgIhAOI5uU7T1/mU2bTEkBNt/funH0oARr1e0rjH1UNAZGHqAiEAr/tIn6P5MukzQbZeaKb5HHVL10kfqyLR9PpXbKBbzVY=',
  stranger:
    'MIIBhzCCAS2gAwIBAgIUScwofxmA32Kdj+cQBERsoFZCP7AwCgYIKoZIzj0EAwIwGDEWMBQGA1UEAwwNVGVzdCBzdHJhbmdlcjAgFw0yNjExMjIwMjAwNTNaGA8yMTI2MTAyOTAyMDA1M1owGDEWMBQGA1UEAwwNVGVzdCBzdHJhbmdlcjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNdUDxqMSbbv8AJg3efgClZXjEoFbNMAZOLQqWYPMLuAC8Z+qs9uRhryKy+dBprEUt/y40JUhPFnBrAGr+c6Fm+jUzBRMB0GA1UdDgQWBBSxlWR2ssGdzILqDKEYl+GOs0kVvjAfBgNVHSMEGDAWgBSxlWR2ssGdzILqDKEYl+GOs0kVvjAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQDNvgBmgNx8XWyXxhfFk9rxAAeUv7nUbWqpPovALAuz0gIgEulixpwqcz4KU4og47VKWkhUdNu9MOaLeC+QLkIQkgM=',
};

const keys = {
  site: 'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgbmJWDfFrdrh6jlF7Gf7povB5fnkEEZYkHLMZmhROO26hRANCAARxxQUpg9RhUZ5AszfojbZ3oLokFR+OfWcmzGGTe8rVKUbJM9V+tc6Oj4dyPEg/ZJONhXlENNFDlbqd+YAqFm5H',
  person:
    'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgFCU6m9glvPRbqBGehNOsD2iV+GivrvTrYJwjGHC+aJGhRANCAARJqlws2XFnIQZWNzUdzo4I9Ja4cWcDfAG6ap8TFTH6gtu8JhEo/Hg/BMYR12utd1kdclWVS1OHbM6HekFV/D7X',
  forger:
    'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg7eF4xSg33z5Ul0tNhfPUJqjtb7049/SqyYbGK+EAEDShRANCAAQVs2YCI94+rltqN5ooJFw025GKIF1stk/v0gv3ypjfAeMYo7DPWhySbZsaZf+vYrFcB3HHaVZQdItOGNrZvAr9',
  stranger:
    'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgVJ58ssO2ezzYedYJJNVlPaMoi7NK+vfKIjysY4FLprahRANCAATXVA8ajEm27/ACYN3n4ApWV4xKBWzTAGTi0KlmDzC7gAvGfqrPbkYa8isvnQaaxFLf8uNCVITxZwawBq/nOhZv',
};

const der = (name: keyof typeof certificates): Buffer => Buffer.from(certificates[name], 'base64');

/** What a verifier trusts. */
export const testRoot = der('root');

const chains = { site: ['issuing', 'root'], person: ['issuing', 'root'], forger: ['person', 'issuing', 'root'], stranger: [] } as const;

/** A signer of seals with one of the certificates above. */
export function testSigner(name: keyof typeof keys = 'site'): LedgerSigner {
  const key = createPrivateKey({ key: Buffer.from(keys[name], 'base64'), format: 'der', type: 'pkcs8' });
  const certificate = der(name);
  return {
    keyId: new X509Certificate(certificate).fingerprint256,
    certificate,
    chain: chains[name].map(der),
    sign: (digest) => sign('sha256', digest, key),
  };
}

/** Entry number `seq` of a made-up ledger. */
export function testEntry(seq: number): LedgerEntry {
  return {
    seq,
    at: new Date(Date.UTC(2026, 10, 22) + seq * 1000).toISOString(),
    action: 'axis.register-delivery',
    actor: hash('sha256', `actor:${seq % 50}`),
    scope: '00000000-0000-4000-8000-000000000001',
    subject: `document:00000000-0000-4000-8000-${String(seq).padStart(12, '0')}`,
    factsHash: hash('sha256', `facts ${seq}`),
  };
}

/** An export as `exportLedger` makes it, without a database: one seal for each size. */
export function testExport(sizes: readonly number[], signer: LedgerSigner = testSigner()): ExportLine[] {
  const lines: ExportLine[] = [
    { kind: 'ledger', version: 1, site: 'test' },
    {
      kind: 'key',
      keyId: signer.keyId,
      certificate: signer.certificate.toString('base64'),
      chain: signer.chain.map((one) => one.toString('base64')),
    },
  ];
  let firstSeq = 1;
  let previousHash = NO_SEAL_BEFORE.toString('hex');
  for (const [index, size] of sizes.entries()) {
    const entries = Array.from({ length: size }, (_, offset) => testEntry(firstSeq + offset));
    const content = {
      no: index + 1,
      firstSeq,
      lastSeq: firstSeq + size - 1,
      at: new Date(Date.UTC(2026, 10, 23) + index).toISOString(),
      root: merkleRoot(entries.map(leafHash)).toString('hex'),
      previousHash,
    };
    const sealed = sealHash(content);
    previousHash = sealed.toString('hex');
    const signature = (signer.sign(sealed) as Buffer).toString('base64');
    lines.push({ kind: 'seal', ...content, hash: previousHash, keyId: signer.keyId, signature });
    for (const entry of entries) lines.push({ kind: 'entry', ...entry });
    firstSeq += size;
  }
  return lines;
}
