import { ascii } from '../../../hardware/ber/write.ts';
import { accessKeysOf } from '../../../hardware/document-reader/mrz/access-keys.ts';
import { parseMrz } from '../../../hardware/document-reader/mrz/parse-mrz.ts';
import { ZONE } from '../../hardware/document-reader/pcsc/specimen-zone.ts';

/** ICAO 9303-5 appendix B and 9303-6 appendix B: the cards of the same specimen. */
const TD1 = 'I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<';
const TD2 = 'I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6';

export const seeds = async () => [ZONE, TD1, TD2].map(ascii);

export function fuzz(data: Uint8Array): void {
  const parse = parseMrz(Uint8Array.from(data));
  if (parse.kind === 'parsed') accessKeysOf(parse.mrz);
}
