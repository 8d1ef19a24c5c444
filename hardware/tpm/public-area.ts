/** Public areas of objects (TPMT_PUBLIC, Part 2, §12.2): the templates that this driver makes keys by, and reading them. */
import { ByteReader, EMPTY, join, sized, TpmFormatError, u16, u32 } from './bytes.ts';
import { sha256 } from './kdf.ts';
import { ALGORITHM, CURVE_P256, DIGEST_BYTES, MESSAGE_LIMIT_BYTES, OBJECT_ATTRIBUTE } from './numbers.ts';

/** A point on P-256; 32 bytes each. */
export interface EcPoint {
  readonly x: Uint8Array;
  readonly y: Uint8Array;
}

export const COORDINATE_BYTES = 32;

export type PublicArea = {
  /** The marshalled TPMT_PUBLIC. */
  readonly bytes: Uint8Array;
  /** TPM_ALG_SHA256 and the digest of `bytes`: what the TPM calls the object's name. */
  readonly name: Uint8Array;
  readonly attributes: number;
  readonly authPolicy: Uint8Array;
} & (
  | { readonly kind: 'ecc'; readonly point: EcPoint }
  | { readonly kind: 'rsa'; readonly modulus: Uint8Array; readonly exponent: number }
  | { readonly kind: 'keyed-hash' }
);

const { fixedTpm, fixedParent, sensitiveDataOrigin, userWithAuth, adminWithPolicy, noDictionaryAttack } =
  OBJECT_ATTRIBUTE;
/** Made in the TPM, and can neither leave it nor be moved to another parent. */
const STAYS = fixedTpm | fixedParent | sensitiveDataOrigin;
const USED_BY_VALUE = STAYS | userWithAuth | noDictionaryAttack;

/** AES-128 in CFB mode, with which a storage key protects its children. */
const STORAGE_CIPHER = join([u16(ALGORITHM.aes), u16(128), u16(ALGORITHM.cfb)]);
const NULL = u16(ALGORITHM.null);
const ECDSA = join([u16(ALGORITHM.ecdsa), u16(ALGORITHM.sha256)]);
const NO_POINT = join([EMPTY, EMPTY]);

interface Template {
  readonly type: number;
  readonly attributes: number;
  readonly authPolicy?: Uint8Array;
  readonly parameters: readonly Uint8Array[];
  readonly unique: Uint8Array;
}

function template({ type, attributes, authPolicy = new Uint8Array(), parameters, unique }: Template): Uint8Array {
  return join([u16(type), u16(ALGORITHM.sha256), u32(attributes), sized(authPolicy), ...parameters, unique]);
}

const ecParameters = (symmetric: Uint8Array, scheme: Uint8Array): Uint8Array[] => [
  symmetric,
  scheme,
  u16(CURVE_P256),
  NULL,
];

const ZERO_COORDINATE = sized(new Uint8Array(COORDINATE_BYTES));

/** The storage root key in its standard form (TCG Provisioning Guidance, §7.5.1). */
export const STORAGE_ROOT_TEMPLATE = template({
  type: ALGORITHM.ecc,
  attributes: USED_BY_VALUE | OBJECT_ATTRIBUTE.restricted | OBJECT_ATTRIBUTE.decrypt,
  parameters: ecParameters(STORAGE_CIPHER, NULL),
  unique: join([ZERO_COORDINATE, ZERO_COORDINATE]),
});

/** PolicySecret with the authorisation of the endorsement hierarchy (TCG EK Credential Profile, §B.3). */
const ENDORSEMENT_POLICY = Uint8Array.from(
  Buffer.from('837197674484b3f81a90cc8d46a5d724fd52d76e06520b64f2a1da1b331469aa', 'hex'),
);
const ENDORSEMENT_ATTRIBUTES = STAYS | adminWithPolicy | OBJECT_ATTRIBUTE.restricted | OBJECT_ATTRIBUTE.decrypt;

/** The endorsement key on P-256 (EK Credential Profile, template L-2). */
export const ENDORSEMENT_EC_TEMPLATE = template({
  type: ALGORITHM.ecc,
  attributes: ENDORSEMENT_ATTRIBUTES,
  authPolicy: ENDORSEMENT_POLICY,
  parameters: ecParameters(STORAGE_CIPHER, NULL),
  unique: join([ZERO_COORDINATE, ZERO_COORDINATE]),
});

const RSA_BITS = 2_048;

/** The endorsement key with RSA (template L-1). */
export const ENDORSEMENT_RSA_TEMPLATE = template({
  type: ALGORITHM.rsa,
  attributes: ENDORSEMENT_ATTRIBUTES,
  authPolicy: ENDORSEMENT_POLICY,
  parameters: [STORAGE_CIPHER, NULL, u16(RSA_BITS), u32(0)],
  unique: sized(new Uint8Array(RSA_BITS / 8)),
});

/** ECDSA on P-256 over SHA-256. */
export const SIGNING_TEMPLATE = template({
  type: ALGORITHM.ecc,
  attributes: USED_BY_VALUE | OBJECT_ATTRIBUTE.sign,
  parameters: ecParameters(NULL, ECDSA),
  unique: NO_POINT,
});

/** Signs only what the TPM itself attests, such as the values of PCRs. */
export const ATTESTATION_TEMPLATE = template({
  type: ALGORITHM.ecc,
  attributes: USED_BY_VALUE | OBJECT_ATTRIBUTE.restricted | OBJECT_ATTRIBUTE.sign,
  parameters: ecParameters(NULL, ECDSA),
  unique: NO_POINT,
});

export const HMAC_TEMPLATE = template({
  type: ALGORITHM.keyedHash,
  attributes: USED_BY_VALUE | OBJECT_ATTRIBUTE.sign,
  parameters: [u16(ALGORITHM.hmac), u16(ALGORITHM.sha256)],
  unique: EMPTY,
});

/** Data of the caller. @param authPolicy without one the data are released to the value of authorisation */
export function sealedTemplate(authPolicy?: Uint8Array): Uint8Array {
  const by = authPolicy === undefined ? userWithAuth : 0;
  return template({
    type: ALGORITHM.keyedHash,
    attributes: fixedTpm | fixedParent | noDictionaryAttack | by,
    ...(authPolicy !== undefined && { authPolicy }),
    parameters: [NULL],
    unique: EMPTY,
  });
}

/** The public half of a P-256 key that verifies signatures, to be loaded from outside. */
export function externalVerifierTemplate({ x, y }: EcPoint): Uint8Array {
  return template({
    type: ALGORITHM.ecc,
    attributes: OBJECT_ATTRIBUTE.sign | userWithAuth,
    parameters: ecParameters(NULL, ECDSA),
    unique: join([sized(x), sized(y)]),
  });
}

/** Whether an object was made by the same template: all but its unique part agree. */
export function isMadeBy(made: Uint8Array, itsTemplate: Uint8Array, uniqueBytes: number): boolean {
  const fixed = itsTemplate.length - uniqueBytes;
  return Buffer.from(made.subarray(0, fixed)).equals(itsTemplate.subarray(0, fixed));
}

/** Length of the unique part of the templates above that leave it empty. */
export const NO_POINT_BYTES = NO_POINT.length;
export const NO_UNIQUE_BYTES = EMPTY.length;

export function nameOf(publicArea: Uint8Array): Uint8Array {
  return join([u16(ALGORITHM.sha256), sha256(publicArea)]);
}

/** Reads a public area. Throws `TpmFormatError` for one that is not of the forms above. */
export function readPublicArea(marshalled: Uint8Array): PublicArea {
  const bytes = Uint8Array.from(marshalled);
  const reader = new ByteReader(bytes);
  const type = reader.u16();
  if (reader.u16() !== ALGORITHM.sha256) throw new TpmFormatError('an object whose name is not of SHA-256');
  const attributes = reader.u32();
  const authPolicy = reader.sized(DIGEST_BYTES);
  const common = { bytes, name: nameOf(bytes), attributes, authPolicy };
  if (type === ALGORITHM.keyedHash) {
    if (reader.u16() === ALGORITHM.hmac) reader.u16();
    reader.sized(DIGEST_BYTES);
    reader.end();
    return { kind: 'keyed-hash', ...common };
  }
  skipSymmetric(reader);
  const scheme = reader.u16();
  if (scheme !== ALGORITHM.null) reader.u16();
  if (type === ALGORITHM.rsa) {
    reader.u16();
    const exponent = reader.u32();
    const modulus = reader.sized(MESSAGE_LIMIT_BYTES);
    reader.end();
    return { kind: 'rsa', ...common, modulus, exponent: exponent === 0 ? DEFAULT_EXPONENT : exponent };
  }
  if (type !== ALGORITHM.ecc) throw new TpmFormatError('an object of an unknown type');
  if (reader.u16() !== CURVE_P256) throw new TpmFormatError('a key on another curve than P-256');
  if (reader.u16() !== ALGORITHM.null) throw new TpmFormatError('a key with a derivation scheme');
  const point = readPoint(reader);
  reader.end();
  return { kind: 'ecc', ...common, point };
}

const DEFAULT_EXPONENT = 65_537;

function skipSymmetric(reader: ByteReader): void {
  if (reader.u16() === ALGORITHM.null) return;
  reader.u16();
  reader.u16();
}

/** A TPM may omit leading zeros of a coordinate. */
export function readPoint(reader: ByteReader): EcPoint {
  return { x: padded(reader.sized(COORDINATE_BYTES)), y: padded(reader.sized(COORDINATE_BYTES)) };
}

export function padded(coordinate: Uint8Array): Uint8Array {
  const made = new Uint8Array(COORDINATE_BYTES);
  made.set(coordinate, COORDINATE_BYTES - coordinate.length);
  return made;
}

/** SEC 1 §2.3.3, 33 bytes. */
export function compressed({ x, y }: EcPoint): Uint8Array {
  return join([Uint8Array.of(((y.at(-1) ?? 0) & 1) === 1 ? 3 : 2), x]);
}

/** SEC 1 §2.3.3, 65 bytes. */
export function uncompressed({ x, y }: EcPoint): Uint8Array {
  return join([Uint8Array.of(4), x, y]);
}
