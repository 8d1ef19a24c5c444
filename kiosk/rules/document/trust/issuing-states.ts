/**
 * Maps the three-letter codes of a machine-readable zone (ICAO 9303-3 §5) to the two-letter codes of certificates (ISO
 * 3166-1).
 */
import { iso31661 } from 'iso-3166';

const COUNTRIES: ReadonlyMap<string, string> = new Map(iso31661.map(({ alpha3, alpha2 }) => [alpha3, alpha2]));

/** Codes of ICAO 9303-3 §5 parts C and D, and codes of states before ISO changed them; several where practice differs. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  D: ['DE'],
  EUE: ['EU'],
  /** Territories: Bermuda has a separate authority. */
  GBD: ['GB', 'BM'],
  GBN: ['GB'],
  GBO: ['GB'],
  GBP: ['GB'],
  GBS: ['GB'],
  RKS: ['KS', 'XK'],
  ROM: ['RO'],
  UNO: ['UN'],
  UNA: ['UN'],
  UNK: ['UN'],
  /** The Order of Malta. */
  XOM: ['XO', 'XM'],
  XPO: ['XP'],
  ZAR: ['CD'],
  /** Utopia, ICAO's own example. */
  UTO: ['UT'],
};

/** Country codes that a signer of this state may carry; empty for an unknown state, which is a finding, not an error. */
export function certificateCountries(issuingState: string): readonly string[] {
  const country = COUNTRIES.get(issuingState);
  return country === undefined ? (OTHERS[issuingState] ?? []) : [country];
}
