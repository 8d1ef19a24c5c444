/** Countries in X.500 names. */
import type { BerElement } from '../../../hardware/ber/read.ts';
import { OBJECT_IDENTIFIER, readOid } from '../../../hardware/ber/universal.ts';

/** id-at-countryName. */
const COUNTRY = '2.5.4.6';

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
