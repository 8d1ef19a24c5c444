/** Numbers of PKCS #11 (OASIS, version 2.40, and 3.0 for Edwards curves) that this driver uses. */

/** CKF_RW_SESSION and CKF_SERIAL_SESSION. */
export const SESSION_FLAGS = 0x2 | 0x4;
export const CKF_OS_LOCKING_OK = 0x2;
export const CKU_USER = 1;

/** CK_SLOT_INFO.flags: a slot of hardware, not of files. */
export const CKF_HW_SLOT = 0x4;
/** CK_MECHANISM_INFO.flags: it derives keys. */
export const CKF_DERIVE = 0x80000;
/** CK_TOKEN_INFO.flags. */
export const CKF_TOKEN_INITIALIZED = 0x400;
export const CKF_USER_PIN_FINAL_TRY = 0x20000;
export const CKF_USER_PIN_LOCKED = 0x40000;

export const OBJECT_CLASS = { publicKey: 2, privateKey: 3, secretKey: 4 } as const;
export const KEY_TYPE = { ec: 0x3, genericSecret: 0x10, aes: 0x1f, ecEdwards: 0x40 } as const;

export const MECHANISM = {
  sha256Hmac: 0x251,
  genericSecretKeyGen: 0x350,
  ecKeyPairGen: 0x1040,
  ecdsa: 0x1041,
  edwardsKeyPairGen: 0x1055,
  eddsa: 0x1057,
  aesKeyGen: 0x1080,
  aesEcb: 0x1081,
  aesGcm: 0x1087,
  aesEcbEncryptData: 0x1104,
} as const;

export const ATTRIBUTE = {
  class: 0x0,
  token: 0x1,
  private: 0x2,
  label: 0x3,
  value: 0x11,
  keyType: 0x100,
  id: 0x102,
  sensitive: 0x103,
  encrypt: 0x104,
  decrypt: 0x105,
  wrap: 0x106,
  unwrap: 0x107,
  sign: 0x108,
  verify: 0x10a,
  derive: 0x10c,
  valueLength: 0x161,
  extractable: 0x162,
  neverExtractable: 0x164,
  modifiable: 0x170,
  ecParameters: 0x180,
  ecPoint: 0x181,
} as const;

/** The index of each function in CK_FUNCTION_LIST, after the version. */
export const FUNCTION_INDEX = {
  C_Initialize: 0,
  C_Finalize: 1,
  C_GetSlotList: 4,
  C_GetSlotInfo: 5,
  C_GetTokenInfo: 6,
  C_GetMechanismInfo: 8,
  C_OpenSession: 12,
  C_CloseSession: 13,
  C_Login: 18,
  C_CreateObject: 20,
  C_DestroyObject: 22,
  C_GetAttributeValue: 24,
  C_FindObjectsInit: 26,
  C_FindObjects: 27,
  C_FindObjectsFinal: 28,
  C_EncryptInit: 29,
  C_Encrypt: 30,
  C_DecryptInit: 33,
  C_Decrypt: 34,
  C_SignInit: 42,
  C_Sign: 43,
  C_GenerateKey: 58,
  C_GenerateKeyPair: 59,
  C_DeriveKey: 62,
  C_GenerateRandom: 64,
} as const;
export type FunctionName = keyof typeof FUNCTION_INDEX;
/** Functions in version 2.40's list. */
export const FUNCTION_COUNT = 68;

/** Curve names as CKA_EC_PARAMS takes them: PrintableString "edwards25519" (PKCS #11 3.0 §2.3.10). */
export const EDWARDS25519 = Uint8Array.of(0x13, 0x0c, ...new TextEncoder().encode('edwards25519'));
/** OBJECT IDENTIFIER of P-256, 1.2.840.10045.3.1.7 (RFC 5480 §2.1.1.1). */
export const PRIME256V1 = Uint8Array.of(0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07);

/** OBJECT IDENTIFIER 1.3.36.3.3.2.8.1.1.7 (RFC 5639). */
export const BRAINPOOL_P256R1 = Uint8Array.of(0x06, 0x09, 0x2b, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x01, 0x07);
