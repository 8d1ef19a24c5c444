/** The manufacturer of a TPM, by the certificate of its endorsement key (TCG EK Credential Profile, §3.1.2). */
import { withoutEnd } from '../host/without-end.ts';

/** tcg-at-tpmManufacturer, 2.23.133.2.1, as an encoded object identifier. */
const ATTRIBUTE = Uint8Array.from([0x06, 0x05, 0x67, 0x81, 0x05, 0x02, 0x01]);
/** UTF8String, PrintableString, IA5String. */
const STRINGS: ReadonlySet<number> = new Set([0x0c, 0x13, 0x16]);
const VENDOR = /^id:([0-9A-Fa-f]{8})$/;

/**
 * At most four characters of the TCG Vendor ID Registry, such as `IFX`; empty for a number that is no text, as software has. `undefined`
 * for a certificate that does not name the manufacturer exactly once.
 *
 * @param der a certificate whose signature was verified
 */
export function manufacturerOf(der: Uint8Array): string | undefined {
  const bytes = Buffer.from(der);
  const at = bytes.indexOf(ATTRIBUTE);
  if (at < 0 || bytes.indexOf(ATTRIBUTE, at + 1) >= 0) return undefined;
  const value = at + ATTRIBUTE.length;
  const length = bytes[value + 1] ?? 0;
  if (!STRINGS.has(bytes[value] ?? 0)) return undefined;
  const vendor = VENDOR.exec(bytes.subarray(value + 2, value + 2 + length).toString('latin1'))?.[1];
  if (vendor === undefined) return undefined;
  const characters = withoutEnd(Buffer.from(vendor, 'hex').toString('latin1'), (sign) => sign === '\0').trim();
  return /^[\x20-\x7e]*$/.test(characters) ? characters : '';
}
