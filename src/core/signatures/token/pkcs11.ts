import { Buffer } from 'node:buffer';
import { createPublicKey, hash, type KeyObject } from 'node:crypto';
import type * as Pkcs11 from 'pkcs11js';
import type { Profile } from '../certificates/issue.ts';
import type { TokenKey } from '../certificates/signing-key.ts';
import { Oid } from '../der/oids.ts';
import { octetsOf, readDer } from '../der/read.ts';
import { bitString, oid, sequence, unsignedInteger } from '../der/write.ts';
import { readPin, type Token, tokenAway, TokenError, type TokenSettings } from './token.ts';

type Library = typeof Pkcs11;

const CURVE = oid(Oid.prime256v1);
const PART_BYTES = 32;
/** One library of a maker is loaded once in a process, whatever asks for it. */
const loaded = new Map<string, Pkcs11.PKCS11>();

/**
 * Connects to a token and logs in. The calls of PKCS #11 are made one after the other, so one session is all a process needs;
 * more work is carried by more processes, each with its own. Throws TokenError when it cannot be used as it was set.
 */
export async function connectToken(settings: TokenSettings): Promise<Token> {
  const library = await loadLibrary();
  const session = new TokenSession(library, settings);
  session.open();
  return {
    label: settings.label,
    kinds: new Set(settings.kinds as Profile[]),
    generate: (id, profile) => session.generate(id, profile),
    find: (id) => session.find(id),
    close: () => session.close(),
  };
}

/** The binding is compiled where it is installed, and left out where that fails. */
async function loadLibrary(): Promise<Library> {
  try {
    const { default: library } = (await import('pkcs11js')) as unknown as { default: Library };
    return library;
  } catch {
    throw new TokenError({
      vi: 'Chưa cài gói pkcs11js, cần cho thiết bị PKCS #11: hãy chạy npm install pkcs11js (cần trình biên dịch C++).',
      en: 'the package pkcs11js, which a PKCS #11 token needs, is not installed: run npm install pkcs11js (it needs a C++ compiler).',
    });
  }
}

const idBytes = (certificateId: string): Buffer => Buffer.from(certificateId.replaceAll('-', ''), 'hex');

class TokenSession {
  readonly #library: Library;
  readonly #settings: TokenSettings;
  readonly #module: Pkcs11.PKCS11;
  /** Undefined: to be opened. */
  #session: Pkcs11.Handle | undefined;
  /** Private keys by certificate id, good for this session. */
  readonly #handles = new Map<string, Pkcs11.Handle>();

  constructor(library: Library, settings: TokenSettings) {
    this.#library = library;
    this.#settings = settings;
    const known = loaded.get(settings.module);
    this.#module = known ?? new library.PKCS11();
    if (known) return;
    try {
      this.#module.load(settings.module);
    } catch (error) {
      throw new TokenError({
        vi: `Không nạp được thư viện PKCS #11 ${settings.module} (${(error as Error).message}).`,
        en: `cannot load the PKCS #11 library ${settings.module} (${(error as Error).message}).`,
      });
    }
    loaded.set(settings.module, this.#module);
  }

  open(): Pkcs11.Handle {
    if (this.#session !== undefined) return this.#session;
    const { CKF_SERIAL_SESSION, CKF_RW_SESSION, CKU_USER } = this.#library;
    this.#initialise();
    const session = this.#module.C_OpenSession(this.#slot(), CKF_SERIAL_SESSION | CKF_RW_SESSION);
    try {
      this.#module.C_Login(session, CKU_USER, readPin(this.#settings.pinFile));
    } catch (error) {
      if (this.#codeOf(error) !== this.#library.CKR_USER_ALREADY_LOGGED_IN) {
        this.#module.C_CloseSession(session);
        throw error instanceof TokenError ? error : this.#refusedPin(error);
      }
    }
    this.#session = session;
    return session;
  }

  /** The token may have been changed for another of the same label: everything known of it is forgotten. */
  #initialise(): void {
    try {
      this.#module.C_Initialize();
    } catch (error) {
      if (this.#codeOf(error) !== this.#library.CKR_CRYPTOKI_ALREADY_INITIALIZED) throw error;
    }
  }

  #slot(): Pkcs11.Handle {
    const { label } = this.#settings;
    for (const slot of this.#module.C_GetSlotList(true)) {
      if (this.#module.C_GetTokenInfo(slot).label.replaceAll('\0', '').trimEnd() === label) return slot;
    }
    throw new TokenError({ vi: `Không thấy thiết bị PKCS #11 “${label}”.`, en: `there is no PKCS #11 token “${label}”.` });
  }

  #refusedPin(error: unknown): TokenError {
    const { label, pinFile } = this.#settings;
    const why = error instanceof Error ? error.message : String(error);
    return new TokenError({
      vi: `Thiết bị “${label}” không nhận mã PIN trong ${pinFile} (${why}).`,
      en: `the token “${label}” does not take the PIN in ${pinFile} (${why}).`,
    });
  }

  #codeOf(error: unknown): number | undefined {
    return error instanceof this.#library.Pkcs11Error ? error.code : undefined;
  }

  /** Does something in a session; a session that was lost (token pulled out, restarted) is opened anew once. */
  #inSession<T>(work: (session: Pkcs11.Handle) => T): T {
    try {
      return work(this.open());
    } catch (error) {
      const code = this.#codeOf(error);
      if (code === undefined && !(error instanceof TokenError)) throw error;
      this.#forget();
      try {
        return work(this.open());
      } catch (again) {
        this.#forget();
        throw this.#codeOf(again) === undefined && !(again instanceof TokenError) ? again : this.#away(again);
      }
    }
  }

  #away(error: unknown): Error {
    return tokenAway(this.#settings.label, error instanceof Error ? error.message : String(error));
  }

  #forget(): void {
    this.#handles.clear();
    this.#session = undefined;
    try {
      this.#module.C_Finalize();
    } catch {
      // It was not initialised, or the device is gone: the next connection begins anew either way.
    }
  }

  close(): void {
    this.#forget();
  }

  generate(certificateId: string, profile: Profile): TokenKey {
    const L = this.#library;
    const id = { type: L.CKA_ID, value: idBytes(certificateId) };
    const label = { type: L.CKA_LABEL, value: `motcua ${profile} ${certificateId}` };
    const point = this.#inSession((session) => {
      const keys = this.#module.C_GenerateKeyPair(
        session,
        { mechanism: L.CKM_EC_KEY_PAIR_GEN },
        [id, label, { type: L.CKA_TOKEN, value: true }, { type: L.CKA_VERIFY, value: true }, { type: L.CKA_EC_PARAMS, value: CURVE }],
        [
          id,
          label,
          { type: L.CKA_TOKEN, value: true },
          { type: L.CKA_PRIVATE, value: true },
          { type: L.CKA_SIGN, value: true },
          { type: L.CKA_SENSITIVE, value: true },
          { type: L.CKA_EXTRACTABLE, value: false },
        ],
      );
      this.#handles.set(certificateId, keys.privateKey);
      return this.#pointOf(session, keys.publicKey);
    });
    return this.#keyOf(certificateId, publicKeyOf(point));
  }

  find(certificateId: string): TokenKey {
    const point = this.#inSession((session) => {
      this.#privateKey(session, certificateId);
      return this.#pointOf(session, this.#object(session, certificateId, this.#library.CKO_PUBLIC_KEY));
    });
    return this.#keyOf(certificateId, publicKeyOf(point));
  }

  #keyOf(certificateId: string, publicKey: KeyObject): TokenKey {
    return { publicKey, sign: (data) => this.#inSession((session) => this.#sign(session, certificateId, data)) };
  }

  #sign(session: Pkcs11.Handle, certificateId: string, data: Uint8Array): Buffer {
    this.#module.C_SignInit(session, { mechanism: this.#library.CKM_ECDSA }, this.#privateKey(session, certificateId));
    const raw = this.#module.C_Sign(session, hash('sha256', data, 'buffer'), Buffer.alloc(2 * PART_BYTES));
    return sequence(unsignedInteger(raw.subarray(0, PART_BYTES)), unsignedInteger(raw.subarray(PART_BYTES)));
  }

  #privateKey(session: Pkcs11.Handle, certificateId: string): Pkcs11.Handle {
    const known = this.#handles.get(certificateId);
    if (known) return known;
    const found = this.#object(session, certificateId, this.#library.CKO_PRIVATE_KEY);
    this.#handles.set(certificateId, found);
    return found;
  }

  #object(session: Pkcs11.Handle, certificateId: string, kind: number): Pkcs11.Handle {
    const { CKA_CLASS, CKA_ID } = this.#library;
    this.#module.C_FindObjectsInit(session, [
      { type: CKA_CLASS, value: kind },
      { type: CKA_ID, value: idBytes(certificateId) },
    ]);
    const [found] = this.#module.C_FindObjects(session, 1);
    this.#module.C_FindObjectsFinal(session);
    if (!found) throw tokenAway(this.#settings.label, `no key ${certificateId}`);
    return found;
  }

  #pointOf(session: Pkcs11.Handle, key: Pkcs11.Handle): Buffer {
    const [attribute] = this.#module.C_GetAttributeValue(session, key, [{ type: this.#library.CKA_EC_POINT }]);
    return attribute!.value as Buffer;
  }
}

/** CKA_EC_POINT is the point in an OCTET STRING. */
function publicKeyOf(ecPoint: Buffer): KeyObject {
  const spki = sequence(sequence(oid(Oid.ecPublicKey), CURVE), bitString(octetsOf(readDer(ecPoint))));
  return createPublicKey({ key: spki, format: 'der', type: 'spki' });
}
