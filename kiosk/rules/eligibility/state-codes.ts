/** Codes of nationality and issuing authority in a machine-readable zone, ICAO 9303-3 §5. */
import { iso31661 } from 'iso-3166';

/** Parts B to D of §5, codes of organisations that issue laissez-passer, and RKS, which Kosovo uses. */
const OTHERS = [
  ...['D', 'GBD', 'GBN', 'GBO', 'GBP', 'GBS', 'RKS', 'EUE', 'UNO', 'UNA', 'UNK'],
  ...['XBA', 'XCC', 'XCE', 'XCO', 'XDC', 'XEC', 'XES', 'XIM', 'XMP', 'XOM', 'XPO'],
  /** Stateless person, refugee, other refugee, unspecified. */
  ...['A', 'B', 'C', 'X'].map((letter) => `XX${letter}`),
  /** Utopia, the state of ICAO's specimens. */
  'UTO',
];

const KNOWN: ReadonlySet<string> = new Set([
  // A zone has D for Germany, never DEU
  ...iso31661.map(({ alpha3 }) => alpha3).filter((code) => code !== 'DEU'),
  ...OTHERS,
]);

/** Whether a zone can hold this code. */
export function isStateCode(code: string): boolean {
  return KNOWN.has(code);
}
