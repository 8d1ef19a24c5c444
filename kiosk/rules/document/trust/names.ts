/** Names in X.509 certificates (RFC 5280 §4.1.2.4): their country, and comparison. */
import { BerError } from '../../../../hardware/ber/ber-error.ts';
import { type BerElement, readBer } from '../../../../hardware/ber/read.ts';
import { OBJECT_IDENTIFIER, readOid } from '../../../../hardware/ber/universal.ts';

/** id-at-countryName. */
const COUNTRY = '2.5.4.6';
const UTF8_STRING = 0x0c;
const BMP_STRING = 0x1e;
/** PrintableString, TeletexString, IA5String. */
const ONE_BYTE_STRINGS: readonly number[] = [0x13, 0x14, 0x16];

/** Upper case: some states write their code in lower case. @throws BerError */
export function countryOf(name: BerElement): string | undefined {
  for (const set of name.children()) {
    for (const attribute of set.children()) {
      const [type, value] = attribute.children();
      if (type?.tag === OBJECT_IDENTIFIER && readOid(type) === COUNTRY && value !== undefined) {
        return String.fromCharCode(...value.content.subarray(0, 3)).toUpperCase();
      }
    }
  }
  return undefined;
}

/** id-at-commonName. */
const COMMON_NAME = '2.5.4.3';
const NAME_CHARACTERS = 48;

/**
 * The common name for people to read, at most 48 characters; `undefined` when there is none. The issuer chose it: everything except letters,
 * digits, spaces and simple punctuation becomes a question mark.
 */
export function commonNameOf(name: Uint8Array<ArrayBuffer>): string | undefined {
  try {
    for (const attribute of readBer(name)
      .children()
      .flatMap((set) => set.children())) {
      const [type, value] = attribute.children();
      if (type?.tag !== OBJECT_IDENTIFIER || value === undefined || readOid(type) !== COMMON_NAME) continue;
      const text = originalTextOf(value)?.slice(0, NAME_CHARACTERS);
      return text?.replaceAll(/[^\p{L}\p{N} .,()_/-]/gu, '?');
    }
  } catch (error) {
    if (!(error instanceof BerError)) throw error;
  }
  return undefined;
}

/**
 * Whether two DER names have the same relative names with the same multiplicity: some states use a different order in the
 * security object from the certificate. Strings are compared by RFC 5280 §7.1, ignoring case, string type and repeated
 * spaces. A name only selects a certificate; trust depends on the signature.
 */
export function sameName(one: Uint8Array<ArrayBuffer>, other: Uint8Array<ArrayBuffer>): boolean {
  if (Buffer.from(one.buffer, one.byteOffset, one.length).equals(other)) return true;
  try {
    return comparable(readBer(one)) === comparable(readBer(other));
  } catch (error) {
    if (error instanceof BerError) return false;
    throw error;
  }
}

/** @throws BerError */
function comparable(name: BerElement): string {
  const relative = name.children().map((set) => JSON.stringify(set.children().map(attributeText).sort()));
  return JSON.stringify(relative.sort());
}

/** @throws BerError */
function attributeText(attribute: BerElement): string {
  const [type, value, ...rest] = attribute.children();
  if (type === undefined || value === undefined || rest.length > 0)
    throw new BerError('unexpected', 'not an attribute');
  const text = textOf(value);
  return JSON.stringify([readOid(type), text ?? `${value.tag} ${Buffer.from(value.content).toString('hex')}`]);
}

function textOf(value: BerElement): string | undefined {
  return originalTextOf(value)?.replaceAll(/\s+/g, ' ').trim().toLowerCase();
}

function originalTextOf({ tag, content }: BerElement): string | undefined {
  const bytes = Buffer.from(content);
  let text: string | undefined;
  if (tag === UTF8_STRING) text = bytes.toString('utf8');
  else if (ONE_BYTE_STRINGS.includes(tag)) text = bytes.toString('latin1');
  else if (tag === BMP_STRING && bytes.length % 2 === 0) text = bytes.swap16().toString('utf16le');
  return text;
}
