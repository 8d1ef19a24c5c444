/** A goods line: the part of a declared item that the model reads. It names no trader, person, office or carrier. */
export interface GoodsLine {
  /** Six digits of the Harmonized System. */
  readonly hs: string;
  /** Country of dispatch, ISO 3166-1 alpha-2; empty when it is not declared. */
  readonly departure: string;
  readonly origin: string;
  /** Rate of duty in per cent; `undefined` when it is not declared. */
  readonly taxRate: number | undefined;
  /** Basis of the rate, such as a preference; empty when it is not declared. */
  readonly taxType: string;
  /** Kilograms; `undefined` when it is not declared. */
  readonly netMass: number | undefined;
}

/** A declared line with its disposition: whether an inspection found fraud. */
export interface DecidedLine {
  readonly line: GoodsLine;
  readonly fraud: boolean;
  /** Days since 1970-01-01. */
  readonly day: number;
}

const rateText = ({ taxRate }: GoodsLine): string => (taxRate === undefined ? '' : String(taxRate));

interface Grouping {
  readonly name: string;
  readonly key: (line: GoodsLine) => readonly string[];
  /** Lines that the mean over all lines counts for when the rate of a group is estimated. */
  readonly priorLines: number;
}

/** Lines with an equal key form a group; the rate of fraud in a group is a feature. */
export const GROUPINGS = [
  { name: 'heading6', key: ({ hs }) => [hs], priorLines: 20 },
  { name: 'heading4', key: ({ hs }) => [hs.slice(0, 4)], priorLines: 20 },
  { name: 'chapter', key: ({ hs }) => [hs.slice(0, 2)], priorLines: 20 },
  { name: 'origin', key: ({ origin }) => [origin], priorLines: 20 },
  { name: 'departure', key: ({ departure }) => [departure], priorLines: 20 },
  { name: 'tax-type', key: ({ taxType }) => [taxType], priorLines: 20 },
  { name: 'tax-rate', key: (line) => [rateText(line)], priorLines: 20 },
  { name: 'heading-origin', key: ({ hs, origin }) => [hs, origin], priorLines: 10 },
  { name: 'heading-departure', key: ({ hs, departure }) => [hs, departure], priorLines: 10 },
  { name: 'route', key: ({ departure, origin }) => [departure, origin], priorLines: 20 },
  { name: 'heading-tax-type', key: ({ hs, taxType }) => [hs, taxType], priorLines: 10 },
  {
    name: 'goods',
    key: (line) => [line.hs, line.departure, line.origin, rateText(line), line.taxType],
    priorLines: 5,
  },
] as const satisfies readonly Grouping[];

export type GroupingName = (typeof GROUPINGS)[number]['name'];

/** Keys of one line, uint32: one for each of `GROUPINGS`, then that of the line itself. */
export type LineKeys = Uint32Array;
export const LINE_KEY = GROUPINGS.length;

export function keysOf(line: GoodsLine): LineKeys {
  const keys = new Uint32Array(GROUPINGS.length + 1);
  GROUPINGS.forEach(({ key }, at) => {
    keys[at] = hashOf(key(line).join('|'));
  });
  const mass = line.netMass === undefined ? '' : String(line.netMass);
  keys[LINE_KEY] = hashOf([line.hs, line.departure, line.origin, rateText(line), line.taxType, mass].join('|'));
  return keys;
}

/**
 * FNV-1a with the last step of MurmurHash3, so that all bits depend on the whole text. Keys are short hashes in order to keep the tables small.
 * Two texts with one hash share a group; among 16,000 lines this is expected once in 30 tables.
 */
function hashOf(text: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
