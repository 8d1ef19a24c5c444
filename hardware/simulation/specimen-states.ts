/**
 * The states that issue specimen documents. Each has a set of keys, generated at first use and kept in memory only. A lane
 * with simulators trusts them; a lane in production does not.
 */
import type { Clock } from '../host/clock.ts';
import { createIssuingState, type IssuingState, type Signer } from './pki/issuing-state.ts';
import { createVerifyingAuthority, type VerifyingAuthority } from './pki/verifying-authority.ts';

const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;

export interface SpecimenState {
  readonly issuing: IssuingState;
  /** Authorises terminals to read fingerprints in its documents. */
  readonly verifying: VerifyingAuthority;
  /** Signer of valid documents. */
  readonly signer: Signer;
  /** Signer whose certificate expired yesterday. */
  readonly expiredSigner: Signer;
  /** Signer on the state's revocation list. */
  readonly revokedSigner: Signer;
  /** DER, signed yesterday. */
  readonly revocationList: Uint8Array<ArrayBuffer>;
}

/** Country codes of certificates, ISO 3166-1, by the specimens' issuing states; `UT` is Utopia. */
const COUNTRIES: Readonly<Record<string, string>> = { UTO: 'UT', D: 'DE', FRA: 'FR', EGY: 'EG', ESP: 'ES' };

const states = new Map<string, SpecimenState>();

/** @param issuingState code in the zone, such as `UTO` */
export function specimenState(issuingState: string, clock: Clock): SpecimenState {
  const known = states.get(issuingState);
  if (known !== undefined) return known;
  const state = makeState(certificateCountryOf(issuingState), clock.wallMs());
  states.set(issuingState, state);
  return state;
}

/** All states that issue specimen documents. */
export function specimenStates(clock: Clock): readonly SpecimenState[] {
  return Object.keys(COUNTRIES).map((issuingState) => specimenState(issuingState, clock));
}

function certificateCountryOf(issuingState: string): string {
  const country = COUNTRIES[issuingState];
  if (country === undefined) throw new RangeError(`no specimen comes from ${issuingState}`);
  return country;
}

function makeState(country: string, nowMs: number): SpecimenState {
  const issuing = createIssuingState(country, { notBefore: nowMs - 5 * YEAR_MS, notAfter: nowMs + 15 * YEAR_MS });
  const signerUntil = (notAfter: number) => issuing.documentSigner({ notBefore: nowMs - 3 * YEAR_MS, notAfter });
  const revokedSigner = signerUntil(nowMs + 10 * YEAR_MS);
  return {
    issuing,
    verifying: createVerifyingAuthority(country, nowMs),
    signer: signerUntil(nowMs + 10 * YEAR_MS),
    expiredSigner: signerUntil(nowMs - DAY_MS),
    revokedSigner,
    revocationList: issuing.revocationList({
      number: 1,
      thisUpdate: nowMs - DAY_MS,
      nextUpdate: nowMs + 90 * DAY_MS,
      revoked: [{ serialNumber: revokedSigner.serialNumber, revokedAt: nowMs - DAY_MS }],
    }),
  };
}

/** A signer of the same country without a certificate from its authority, as a forger would make. */
export function forgedSigner(issuingState: string, clock: Clock): Signer {
  return makeState(certificateCountryOf(issuingState), clock.wallMs()).signer;
}
