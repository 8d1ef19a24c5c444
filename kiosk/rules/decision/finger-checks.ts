import { bandOf } from './bands.ts';
import type { Evidence } from './evidence.ts';
import { type Finding, inconclusive, NOT_AVAILABLE, NOT_REACHED } from './finding.ts';
import { fusedFalseMatchRate, type MatchStrength } from './fused-rate.ts';
import type { Policy } from './policy.ts';

/** Compares all fingers that the policy requires, and, if the policy has a fused rate, fuses them with the face. */
export function fingerComparison({ face, finger }: Evidence, policy: Policy): Finding {
  switch (finger?.kind) {
    case undefined:
      return NOT_REACHED;
    case 'no-finger':
      return inconclusive('no-finger');
    case 'poor-quality':
      return inconclusive('finger-quality-insufficient');
    case 'no-reference':
      return inconclusive('no-finger-reference');
    case 'no-scanner':
      return NOT_AVAILABLE;
    case 'device-fault':
      return inconclusive('device-fault');
    case 'captured': {
      const { comparison } = finger;
      if (comparison.kind !== 'match') return { result: 'failed', reason: comparison.kind };
      const band = bandOf(comparison.falseMatchRate, policy.fingerFalseMatchRate);
      const proven = band !== undefined && fusedEnough(matchOf(face), comparison, policy);
      return proven ? { result: 'passed', falseMatchRate: band } : { result: 'failed', reason: 'below-threshold' };
    }
  }
}

function fusedEnough(face: MatchStrength | undefined, finger: MatchStrength, policy: Policy): boolean {
  return policy.fusedFalseMatchRate === undefined || fusedFalseMatchRate(face, finger) <= policy.fusedFalseMatchRate;
}

function matchOf(face: Evidence['face']): MatchStrength | undefined {
  return face?.kind === 'captured' && face.comparison?.kind === 'match' ? face.comparison : undefined;
}
