/** Registers and closes sites that people log in to, and changes the signing key. */
export const CLIENTS = 'eid.clients';
