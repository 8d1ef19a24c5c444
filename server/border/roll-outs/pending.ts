/** The releases that a lane does not use yet, and why. Pure. */
import type { KioskId } from '../../contract/field.ts';
import { chooseVersion, isInRing, type ReleaseTerms } from '../../contract/release.ts';
import type { RollOutGate } from '../../contract/roll-out.ts';
import type { LaneTarget } from '../../records/kiosks/lane-releases.ts';

/** Why a lane does not use the newest release of a name. Closed. */
export const PENDING_REASONS = [
  /** It is meant for the lane, which has not fetched it yet. */
  'on-its-way',
  /** The lane goes back to it: a later version was taken back or withdrawn. */
  'return',
  /** The roll-out has not reached the lane. */
  'later-step',
  /** A person or a chart holds the roll-out. */
  'held',
  'frozen',
  'not-before',
  /** People have paused it with their signatures. */
  'paused',
] as const;
export type PendingReason = (typeof PENDING_REASONS)[number];

export interface Pending {
  readonly kind: ReleaseTerms['kind'];
  readonly name: string;
  readonly version: number;
  readonly why: PendingReason;
}

/** Only of names that the lane holds: a lane fetches what its settings name, which the server cannot see. */
export function pendingOf(
  lane: KioskId,
  held: readonly Pick<LaneTarget, 'kind' | 'name' | 'version'>[],
  offered: readonly ReleaseTerms[],
  { gates, now }: { readonly gates: readonly RollOutGate[]; readonly now: number },
): Pending[] {
  return held.flatMap(({ kind, name, version: current }) => {
    const group = offered.filter((terms) => terms.kind === kind && terms.name === name);
    const meant = chooseVersion(group, { lane, current, nowMs: now, gates });
    if (meant !== undefined && meant.version !== current) {
      return [{ kind, name, version: meant.version, why: meant.version > current ? 'on-its-way' : 'return' } as const];
    }
    const newer = group
      .filter(({ version, state }) => version > current && state !== 'withdrawn')
      .sort((one, other) => other.version - one.version)[0];
    return newer === undefined ? [] : [{ kind, name, version: newer.version, why: reasonOf(newer, lane, gates, now) }];
  });
}

function reasonOf(terms: ReleaseTerms, lane: KioskId, gates: readonly RollOutGate[], now: number): PendingReason {
  const gate = gates.find((one) => one.kind === terms.kind && one.name === terms.name && one.version === terms.version);
  if (terms.state === 'paused') return 'paused';
  if (terms.notBefore > now) return 'not-before';
  if (terms.freezes.some(({ from, until }) => from <= now && now < until)) return 'frozen';
  if (terms.staged !== undefined && gate !== undefined && gate.state !== 'open') return 'held';
  return isInRing(terms, lane, gate) ? 'on-its-way' : 'later-step';
}
