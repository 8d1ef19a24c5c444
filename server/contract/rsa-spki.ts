/** Whether bytes are an RSA public key as SubjectPublicKeyInfo (RFC 5280 §4.1.2.7, RFC 8017 appendix A.1.1), in strict DER. Pure. */

/** SEQUENCE { OID rsaEncryption, NULL }. */
const RSA_ALGORITHM = [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
const SEQUENCE = 0x30;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
/** NIST SP 800-131A: no shorter modulus. No authenticator makes a modulus longer than the second bound, and it would be slow. */
const MIN_MODULUS_BITS = 2_048;
const MAX_MODULUS_BITS = 4_096;

export function spkiOfRsa(spki: Uint8Array): boolean {
  const whole = element(SEQUENCE, spki, 0);
  if (whole === undefined || whole.end !== spki.length) return false;
  const keyAt = whole.start + RSA_ALGORITHM.length;
  if (!RSA_ALGORITHM.every((byte, index) => spki[whole.start + index] === byte)) return false;
  const bits = element(BIT_STRING, spki, keyAt);
  if (bits === undefined || bits.end !== whole.end || spki[bits.start] !== 0) return false;
  const key = element(SEQUENCE, spki, bits.start + 1);
  if (key === undefined || key.end !== bits.end) return false;
  const modulus = element(INTEGER, spki, key.start);
  const exponent = modulus && element(INTEGER, spki, modulus.end);
  if (modulus === undefined || exponent?.end !== key.end) return false;
  const modulusBits = bitsOf(spki.subarray(modulus.start, modulus.end));
  const exponentBytes = spki.subarray(exponent.start, exponent.end);
  const exponentBits = bitsOf(exponentBytes);
  return (
    modulusBits !== undefined &&
    modulusBits >= MIN_MODULUS_BITS &&
    modulusBits <= MAX_MODULUS_BITS &&
    exponentBits !== undefined &&
    exponentBits >= 17 &&
    exponentBits <= 32 &&
    ((exponentBytes.at(-1) ?? 0) & 1) === 1
  );
}

/** The bounds of the content of an element with this tag; `undefined` for another tag or a length that is not DER. */
function element(
  tag: number,
  bytes: Uint8Array,
  at: number,
): { readonly start: number; readonly end: number } | undefined {
  const first = bytes[at + 1];
  if (bytes[at] !== tag || first === undefined) return undefined;
  if (first < 0x80) return within(bytes, at + 2, first);
  const count = first & 0x7f;
  if (count < 1 || count > 2) return undefined;
  const length = [...bytes.subarray(at + 2, at + 2 + count)].reduce((sum, byte) => sum * 256 + byte, 0);
  return length < (count === 1 ? 0x80 : 0x100) ? undefined : within(bytes, at + 2 + count, length);
}

function within(bytes: Uint8Array, start: number, length: number) {
  return start + length <= bytes.length ? { start, end: start + length } : undefined;
}

/** Bits of a positive integer in its shortest form; `undefined` for any other. */
function bitsOf(integer: Uint8Array): number | undefined {
  const [first, second] = integer;
  if (first === undefined || first >= 0x80) return undefined;
  if (first !== 0) return (integer.length - 1) * 8 + (32 - Math.clz32(first));
  if (second === undefined || second < 0x80) return undefined;
  return (integer.length - 1) * 8;
}
