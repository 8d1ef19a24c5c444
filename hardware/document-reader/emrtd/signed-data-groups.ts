/**
 * Lists the data groups that the issuer signed, ICAO 9303-10 §4.6.2. EF.COM lists them too but is not signed, so a copied
 * chip could omit groups that reveal the copy. The signature is not verified here; Passive Authentication detects a false
 * object by its hashes.
 */
import { BerError } from '../../ber/ber-error.ts';
import { childOf, descend } from '../../ber/find.ts';
import { readBer } from '../../ber/read.ts';
import { readOctetString, readSmallInteger, SEQUENCE } from '../../ber/universal.ts';
import type { ElementaryFile } from '../elementary-file.ts';
import { DATA_GROUP_TAGS } from './elementary-files.ts';

const DATA_GROUPS: readonly ElementaryFile[] = [...DATA_GROUP_TAGS.values()];
const EXPLICIT = 0xa0;

/** The data groups whose hashes the object contains; `undefined` when it cannot be parsed. */
export function signedDataGroups(sod: Uint8Array<ArrayBuffer>): ReadonlySet<ElementaryFile> | undefined {
  try {
    const signedData = descend(readBer(sod), SEQUENCE, EXPLICIT, SEQUENCE);
    const [content] = descend(signedData, SEQUENCE, EXPLICIT).children();
    if (content === undefined) return undefined;
    const values = readBer(readOctetString(content)).children().at(2);
    const numbers = values?.children().map((value) => readSmallInteger(childOf(value, 0x02))) ?? [];
    const names = numbers.map((number) => `EF.DG${number}`);
    return new Set(DATA_GROUPS.filter((name) => names.includes(name)));
  } catch (error) {
    if (error instanceof BerError) return undefined;
    throw error;
  }
}
