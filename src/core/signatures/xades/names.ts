/** Namespaces and algorithms of XML signatures (W3C xmldsig-core1, ETSI EN 319 132-1). */
export const Ds = 'http://www.w3.org/2000/09/xmldsig#';
export const Xades = 'http://uri.etsi.org/01903/v1.3.2#';
export const Xades141 = 'http://uri.etsi.org/01903/v1.4.1#';
export const ASIC = 'http://uri.etsi.org/02918/v1.2.1#';
export const SIGNED_PROPERTIES = 'http://uri.etsi.org/01903#SignedProperties';
export const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
export const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
export const ECDSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256';
