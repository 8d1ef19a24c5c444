/** The PKCS #11 calls that a secure element needs, from any module. They block, so they run in a separate process. */
import { withoutEnd } from '../host/without-end.ts';
import koffi, { type LibraryHandle } from 'koffi';
import {
  type Attribute,
  type GcmParameters,
  layAttributes,
  layDerivation,
  layMechanism,
  layQuery,
  pinned,
  WORD_BYTES,
} from './attributes.ts';
import {
  CKF_DERIVE,
  CKF_OS_LOCKING_OK,
  CKU_USER,
  FUNCTION_COUNT,
  FUNCTION_INDEX,
  type FunctionName,
  SESSION_FLAGS,
} from './numbers.ts';
import { CKR_MECHANISM_INVALID, CKR_USER_ALREADY_LOGGED_IN, CryptokiError } from './return-codes.ts';

export interface TokenFacts {
  readonly slot: number;
  readonly label: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly firmware: string;
  /** CKF_… of the token. */
  readonly flags: number;
  /** CKF_… of its slot. */
  readonly slotFlags: number;
}

/** Each call throws `CryptokiError`. Sessions and objects are handles of the module. */
export interface Cryptoki {
  initialize(): void;
  finalize(): void;
  tokens(): readonly TokenFacts[];
  openSession(slot: number): bigint;
  closeSession(session: bigint): void;
  /** Logs in as the token's user. Does nothing when this process is logged in. */
  login(session: bigint, pin: Uint8Array): void;
  find(session: bigint, attributes: readonly Attribute[]): readonly bigint[];
  attribute(session: bigint, object: bigint, type: number, longest: number): Uint8Array;
  generateKey(session: bigint, mechanism: number, attributes: readonly Attribute[]): bigint;
  generateKeyPair(
    session: bigint,
    mechanism: number,
    publicKey: readonly Attribute[],
    privateKey: readonly Attribute[],
  ): void;
  /** Whether a key can be derived by this mechanism. */
  derives(slot: number, mechanism: number): boolean;
  /** Imports a key from its value, which the caller wipes. */
  createKey(session: bigint, attributes: readonly Attribute[]): bigint;
  /** Derives a key by a mechanism with a data string as parameter (CK_KEY_DERIVATION_STRING_DATA). */
  deriveKey(
    session: bigint,
    base: bigint,
    mechanism: number,
    data: Uint8Array,
    attributes: readonly Attribute[],
  ): bigint;
  destroy(session: bigint, object: bigint): void;
  /**
   * Encrypts with a mechanism that has no parameters and preserves the length. The result is in a buffer that can be wiped.
   */
  encryptBlocks(session: bigint, key: bigint, mechanism: number, plain: Uint8Array): Uint8Array<ArrayBuffer>;
  encrypt(session: bigint, key: bigint, mechanism: CipherMechanism, plain: Uint8Array): Uint8Array<ArrayBuffer>;
  /** The plain bytes in a buffer that can be wiped. */
  decrypt(session: bigint, key: bigint, mechanism: CipherMechanism, sealed: Uint8Array): Uint8Array<ArrayBuffer>;
  /** @param longest largest length of the signature, bytes */
  sign(session: bigint, key: bigint, mechanism: number, message: Uint8Array, longest: number): Uint8Array<ArrayBuffer>;
  /** In a buffer that can be wiped. */
  random(session: bigint, length: number): Uint8Array<ArrayBuffer>;
}

export interface CipherMechanism {
  readonly mechanism: number;
  readonly gcm: GcmParameters;
}

type Word = number | bigint;
type Native = (...values: (Word | Uint8Array | null)[]) => void;

const SLOTS_MAX = 64;
/** More keys than this driver creates with one label and id. */
const FOUND_MAX = 16;
/** Larger than CK_SLOT_INFO and CK_TOKEN_INFO, and the offsets of their fields. */
const INFO_BYTES = 256;
const SLOT_FLAGS_AT = 96;
const TOKEN_FLAGS_AT = 96;
/** CK_MECHANISM_INFO: two key sizes, flags. */
const MECHANISM_FLAGS_AT = 2 * WORD_BYTES;
const FIRMWARE_AT = 96 + 11 * WORD_BYTES + 2;
/** pInitArgs: four mutex functions, flags, reserved. */
const INITIALIZE_FLAGS_AT = 4 * WORD_BYTES;

const BYTES = 'uint8_t *';
const WORD = 'ulong';
const SIGNATURES: Readonly<Record<FunctionName, readonly string[]>> = {
  C_Initialize: [BYTES],
  C_Finalize: ['void *'],
  C_GetSlotList: ['uint8_t', BYTES, BYTES],
  C_GetSlotInfo: [WORD, BYTES],
  C_GetTokenInfo: [WORD, BYTES],
  C_GetMechanismInfo: [WORD, WORD, BYTES],
  C_OpenSession: [WORD, WORD, 'void *', 'void *', BYTES],
  C_CloseSession: [WORD],
  C_Login: [WORD, WORD, BYTES, WORD],
  C_CreateObject: [WORD, BYTES, WORD, BYTES],
  C_DestroyObject: [WORD, WORD],
  C_GetAttributeValue: [WORD, WORD, BYTES, WORD],
  C_FindObjectsInit: [WORD, BYTES, WORD],
  C_FindObjects: [WORD, BYTES, WORD, BYTES],
  C_FindObjectsFinal: [WORD],
  C_EncryptInit: [WORD, BYTES, WORD],
  C_Encrypt: [WORD, BYTES, WORD, BYTES, BYTES],
  C_DecryptInit: [WORD, BYTES, WORD],
  C_Decrypt: [WORD, BYTES, WORD, BYTES, BYTES],
  C_SignInit: [WORD, BYTES, WORD],
  C_Sign: [WORD, BYTES, WORD, BYTES, BYTES],
  C_GenerateKey: [WORD, BYTES, BYTES, WORD, BYTES],
  C_GenerateKeyPair: [WORD, BYTES, BYTES, WORD, BYTES, WORD, BYTES, BYTES],
  C_DeriveKey: [WORD, BYTES, WORD, BYTES, WORD, BYTES],
  C_GenerateRandom: [WORD, BYTES, WORD],
};

/** Throws when the library does not exist or is not a PKCS #11 module. */
export function loadCryptoki(path: string): Cryptoki {
  const call = functionsOf(path);
  return { ...tokenCalls(call), ...objectCalls(call), ...keyUses(call) };
}

type Functions = Readonly<Record<FunctionName, Native>>;
type TokenCalls = 'initialize' | 'finalize' | 'tokens' | 'openSession' | 'closeSession' | 'login' | 'derives';
type KeyUses = 'encryptBlocks' | 'encrypt' | 'decrypt' | 'sign' | 'random';

function tokenCalls(call: Functions): Pick<Cryptoki, TokenCalls> {
  return {
    initialize() {
      const settings = pinned(0);
      new DataView(settings.buffer).setBigUint64(INITIALIZE_FLAGS_AT, BigInt(CKF_OS_LOCKING_OK), true);
      call.C_Initialize(settings);
    },
    finalize: () => call.C_Finalize(null),
    tokens() {
      const slots = words(SLOTS_MAX);
      const number = words(1, [BigInt(SLOTS_MAX)]);
      call.C_GetSlotList(1, slots.bytes, number.bytes);
      return Array.from({ length: Number(number.at(0)) }, (_, index) => {
        const slot = Number(slots.at(index));
        const [ofSlot, ofToken] = [pinned(INFO_BYTES), pinned(INFO_BYTES)];
        call.C_GetSlotInfo(slot, ofSlot);
        call.C_GetTokenInfo(slot, ofToken);
        return factsOf(slot, ofSlot, ofToken);
      });
    },
    openSession(slot) {
      const session = words(1);
      call.C_OpenSession(slot, SESSION_FLAGS, null, null, session.bytes);
      return session.at(0);
    },
    closeSession: (session) => call.C_CloseSession(session),
    login(session, pin) {
      try {
        call.C_Login(session, CKU_USER, pin, pin.length);
      } catch (error) {
        if (!(error instanceof CryptokiError) || error.returned !== CKR_USER_ALREADY_LOGGED_IN) throw error;
      }
    },
    derives(slot, mechanism) {
      const info = pinned(INFO_BYTES);
      try {
        call.C_GetMechanismInfo(slot, mechanism, info);
      } catch (error) {
        if (error instanceof CryptokiError && error.returned === CKR_MECHANISM_INVALID) return false;
        throw error;
      }
      const flags = Number(new DataView(info.buffer).getBigUint64(MECHANISM_FLAGS_AT, true));
      return (flags & CKF_DERIVE) !== 0;
    },
  };
}

function objectCalls(call: Functions): Omit<Cryptoki, TokenCalls | KeyUses> {
  return {
    find(session, attributes) {
      const { bytes, count } = layAttributes(attributes);
      call.C_FindObjectsInit(session, bytes, count);
      try {
        const found = words(FOUND_MAX);
        const number = words(1);
        call.C_FindObjects(session, found.bytes, FOUND_MAX, number.bytes);
        return Array.from({ length: Number(number.at(0)) }, (_, index) => found.at(index));
      } finally {
        call.C_FindObjectsFinal(session);
      }
    },
    attribute(session, object, type, longest) {
      const query = layQuery(type, longest);
      call.C_GetAttributeValue(session, object, query.bytes, query.count);
      return query.value();
    },
    generateKey(session, mechanism, attributes) {
      const { bytes, count } = layAttributes(attributes);
      const key = words(1);
      call.C_GenerateKey(session, layMechanism(mechanism), bytes, count, key.bytes);
      return key.at(0);
    },
    generateKeyPair(session, mechanism, publicKey, privateKey) {
      const [ofPublic, ofPrivate] = [layAttributes(publicKey), layAttributes(privateKey)];
      const handles = [words(1), words(1)] as const;
      call.C_GenerateKeyPair(
        session,
        layMechanism(mechanism),
        ...([ofPublic.bytes, ofPublic.count, ofPrivate.bytes, ofPrivate.count] as const),
        ...([handles[0].bytes, handles[1].bytes] as const),
      );
    },
    createKey(session, attributes) {
      const { bytes, count } = layAttributes(attributes);
      const key = words(1);
      try {
        call.C_CreateObject(session, bytes, count, key.bytes);
      } finally {
        bytes.fill(0);
      }
      return key.at(0);
    },
    deriveKey(session, base, mechanism, data, attributes) {
      const { bytes, count } = layAttributes(attributes);
      const key = words(1);
      call.C_DeriveKey(session, layDerivation(mechanism, data), base, bytes, count, key.bytes);
      return key.at(0);
    },
    destroy: (session, object) => call.C_DestroyObject(session, object),
  };
}

function keyUses(call: Functions): Pick<Cryptoki, KeyUses> {
  const transform = (
    function_: 'C_Encrypt' | 'C_Decrypt' | 'C_Sign',
    session: bigint,
    input: Uint8Array,
    longest: number,
  ): Uint8Array<ArrayBuffer> => {
    const output = pinned(longest);
    const length = words(1, [BigInt(longest)]);
    call[function_](session, input, input.length, output, length.bytes);
    return output.subarray(0, Number(length.at(0)));
  };

  return {
    encryptBlocks(session, key, mechanism, plain) {
      call.C_EncryptInit(session, layMechanism(mechanism), key);
      return transform('C_Encrypt', session, plain, plain.length);
    },
    encrypt(session, key, { mechanism, gcm }, plain) {
      call.C_EncryptInit(session, layMechanism(mechanism, gcm), key);
      return transform('C_Encrypt', session, plain, plain.length + gcm.tagBytes);
    },
    decrypt(session, key, { mechanism, gcm }, sealed) {
      call.C_DecryptInit(session, layMechanism(mechanism, gcm), key);
      return transform('C_Decrypt', session, sealed, sealed.length);
    },
    sign(session, key, mechanism, message, longest) {
      call.C_SignInit(session, layMechanism(mechanism), key);
      return transform('C_Sign', session, message, longest);
    },
    random(session, length) {
      const output = pinned(length);
      call.C_GenerateRandom(session, output, length);
      return output.subarray(0, length);
    },
  };
}

/** Keeps the handles: a module is unloaded when its handle is collected, which would invalidate pointers into it. */
const loaded = new Set<LibraryHandle>();

/** PKCS #11 only guarantees the export C_GetFunctionList, which returns all other functions. */
function functionsOf(path: string): Functions {
  const library = koffi.load(path);
  loaded.add(library);
  const list: [bigint | null] = [null];
  const getFunctionList = library.func('C_GetFunctionList', WORD, [koffi.out(koffi.pointer('void *'))]);
  const returned: unknown = getFunctionList(list);
  if (returned !== 0 || list[0] === null) throw new CryptokiError('C_GetFunctionList', Number(returned));
  // CK_VERSION, two bytes, padded to a word
  const functions = koffi.decode(list[0], WORD_BYTES, koffi.array('void *', FUNCTION_COUNT)) as readonly unknown[];
  const bound = Object.entries(SIGNATURES).map(([name, types]): [string, Native] => {
    const prototype = koffi.proto(WORD, [...types]);
    const pointer = functions[FUNCTION_INDEX[name as FunctionName]];
    return [
      name,
      (...values) => {
        const result = Number(koffi.call(pointer, prototype, ...values));
        if (result !== 0) throw new CryptokiError(name, result);
      },
    ];
  });
  return Object.fromEntries(bound) as Record<FunctionName, Native>;
}

function words(count: number, initial: readonly bigint[] = []) {
  const bytes = pinned(count * WORD_BYTES);
  const view = new DataView(bytes.buffer);
  for (const [index, word] of initial.entries()) view.setBigUint64(index * WORD_BYTES, word, true);
  return { bytes, at: (index: number): bigint => view.getBigUint64(index * WORD_BYTES, true) };
}

function factsOf(slot: number, ofSlot: Uint8Array, ofToken: Uint8Array): TokenFacts {
  const text = (start: number, end: number): string =>
    withoutEnd(new TextDecoder().decode(ofToken.subarray(start, end)), (sign) => sign === '\0' || sign === ' ');
  const word = (bytes: Uint8Array, at: number): number => Number(new DataView(bytes.buffer).getBigUint64(at, true));
  return {
    slot,
    label: text(0, 32),
    manufacturer: text(32, 64),
    model: text(64, 80),
    firmware: `${ofToken[FIRMWARE_AT]}.${ofToken[FIRMWARE_AT + 1]}`,
    flags: word(ofToken, TOKEN_FLAGS_AT),
    slotFlags: word(ofSlot, SLOT_FLAGS_AT),
  };
}
