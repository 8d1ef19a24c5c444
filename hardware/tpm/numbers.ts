/** Constants of the TPM 2.0 Library Specification, Part 2 "Structures", that this driver uses. */

/** TPM_ST. */
export const TAG = {
  noSessions: 0x8001,
  sessions: 0x8002,
  attestCertify: 0x8017,
  attestQuote: 0x8018,
  hashcheck: 0x8024,
} as const;

/** TPM_GENERATED_VALUE: begins every statement of a TPM, and nothing that a restricted key signs for a caller. */
export const GENERATED = 0xff54_4347;

/** TPM_CC. */
export const COMMAND = {
  evictControl: 0x120,
  createPrimary: 0x131,
  startup: 0x144,
  activateCredential: 0x147,
  certify: 0x148,
  create: 0x153,
  policySecret: 0x151,
  hmac: 0x155,
  load: 0x157,
  quote: 0x158,
  sign: 0x15d,
  unseal: 0x15e,
  flushContext: 0x165,
  loadExternal: 0x167,
  nvRead: 0x14e,
  nvReadPublic: 0x169,
  policyAuthorize: 0x16a,
  readPublic: 0x173,
  startAuthSession: 0x176,
  verifySignature: 0x177,
  getCapability: 0x17a,
  getRandom: 0x17b,
  pcrRead: 0x17e,
  policyPcr: 0x17f,
} as const;
export type CommandName = keyof typeof COMMAND;

/** TPM_ALG_ID. */
export const ALGORITHM = {
  rsa: 0x0001,
  hmac: 0x0005,
  aes: 0x0006,
  keyedHash: 0x0008,
  sha256: 0x000b,
  null: 0x0010,
  ecdsa: 0x0018,
  ecc: 0x0023,
  cfb: 0x0043,
} as const;

/** TPM_ECC_NIST_P256. */
export const CURVE_P256 = 0x0003;

/** TPM_RH and TPM_RS. */
export const HANDLE = {
  owner: 0x4000_0001,
  null: 0x4000_0007,
  endorsement: 0x4000_000b,
} as const;

/** First handles of each kind (TPM_HC). */
export const HANDLE_RANGE = {
  loadedSession: 0x0200_0000,
  policySession: 0x0300_0000,
  transient: 0x8000_0000,
  persistent: 0x8100_0000,
} as const;

/** TPM_SU. */
export const STARTUP_CLEAR = 0x0000;

/** TPM_SE. */
export const SESSION_TYPE = { hmac: 0x00, policy: 0x01 } as const;

/** TPMA_SESSION. */
export const SESSION_ATTRIBUTE = { continue: 0x01, decrypt: 0x20, encrypt: 0x40 } as const;

/** TPMA_OBJECT. */
export const OBJECT_ATTRIBUTE = {
  fixedTpm: 0x0000_0002,
  fixedParent: 0x0000_0010,
  sensitiveDataOrigin: 0x0000_0020,
  userWithAuth: 0x0000_0040,
  adminWithPolicy: 0x0000_0080,
  noDictionaryAttack: 0x0000_0400,
  restricted: 0x0001_0000,
  decrypt: 0x0002_0000,
  sign: 0x0004_0000,
} as const;

/** TPM_CAP. */
export const CAPABILITY = { handles: 0x1, properties: 0x6 } as const;

/** TPM_PT. */
export const PROPERTY = {
  manufacturer: 0x105,
  /** Four properties with four characters each. */
  vendorString: 0x106,
  firmwareVersion1: 0x10b,
  firmwareVersion2: 0x10c,
  permanent: 0x200,
  lockoutCounter: 0x20e,
  maxAuthFail: 0x20f,
  lockoutInterval: 0x210,
  lockoutRecovery: 0x211,
} as const;

/** TPMA_PERMANENT: the TPM is in lockout. */
export const PERMANENT_IN_LOCKOUT = 0x0200;

/** A TPM of the PC Client profile has 24 PCRs. */
export const PCR_COUNT = 24;

/** Upper bound of a command and of an answer: the buffer of Linux' TPM driver. */
export const MESSAGE_LIMIT_BYTES = 4_096;
/** Upper bound of the input of TPM2_HMAC: MAX_DIGEST_BUFFER of the reference implementation. */
export const DIGEST_BUFFER_BYTES = 1_024;
export const DIGEST_BYTES = 32;
