import { bandOf } from './bands.ts';
import type { Evidence, FaceEvidence } from './evidence.ts';
import { type Finding, inconclusive, NOT_REACHED, PASSED } from './finding.ts';
import type { Policy } from './policy.ts';

type Captured = FaceEvidence & { kind: 'captured' };

export function faceCapture({ face }: Evidence): Finding {
  if (face === undefined) return NOT_REACHED;
  switch (face.kind) {
    case 'captured':
    case 'poor-quality':
      return PASSED;
    case 'nobody':
      return inconclusive('nobody-in-view');
    case 'several':
      return inconclusive('several-people');
    case 'portrait-unusable':
      return inconclusive('portrait-unusable');
    case 'device-fault':
    case 'too-slow':
      return inconclusive('device-fault');
  }
}

export function faceQuality({ face }: Evidence): Finding {
  if (face?.kind === 'captured') return PASSED;
  return face?.kind === 'poor-quality' ? inconclusive('quality-insufficient') : NOT_REACHED;
}

export function headTurn(evidence: Evidence): Finding {
  return ofCaptured(evidence, ({ headTurn }) => {
    switch (headTurn) {
      case 'head':
        return PASSED;
      case 'plane':
        return { result: 'failed', reason: 'plane-not-head' };
      case 'undecidable':
        return inconclusive('movement-undecidable');
      case undefined:
        return NOT_REACHED;
    }
  });
}

export function lightChallenge(evidence: Evidence): Finding {
  return ofCaptured(evidence, ({ lightChallenge: found }) => {
    switch (found) {
      case 'head':
        return PASSED;
      case 'plane':
        return { result: 'failed', reason: 'light-of-a-plane' };
      case 'no-response':
        return inconclusive('light-not-returned');
      case 'undecidable':
        return inconclusive('light-undecidable');
      case 'declined':
        return { result: 'not-run', reason: 'traveller-chose-no-lights' };
      case undefined:
        return NOT_REACHED;
    }
  });
}

export function faceComparison(evidence: Evidence, policy: Policy): Finding {
  return ofCaptured(evidence, ({ comparison }) => {
    switch (comparison?.kind) {
      case undefined:
        return NOT_REACHED;
      case 'below-threshold':
      case 'attempts-exhausted':
        return { result: 'failed', reason: comparison.kind };
      case 'match': {
        const band = bandOf(comparison.falseMatchRate, policy.faceFalseMatchRate);
        return band === undefined
          ? { result: 'failed', reason: 'below-threshold' }
          : { result: 'passed', falseMatchRate: band };
      }
    }
  });
}

function ofCaptured({ face }: Evidence, finding: (face: Captured) => Finding): Finding {
  return face?.kind === 'captured' ? finding(face) : NOT_REACHED;
}
