/** The state of the lane in one sentence, with its cause and remedy. Each part of the page shows this sentence. Pure. */
import type { LanePhase, OutOfServiceCause, ReportedDeviceKind } from '../../../../server/contract/vocabulary.ts';
import { DEVICE_WORDS, pictureRate } from '../words.ts';
import type { DockView } from './dock-view.ts';

export interface LaneStanding {
  /** `opening`: out of service for a moment, without help. `too-slow`: pictures come too slowly. `closed`: any other cause. */
  readonly kind: 'ready' | 'serving' | 'opening' | 'too-slow' | 'closed';
  readonly phase: LanePhase;
  readonly sentence: string;
  /** The next steps of the lane. */
  readonly advice?: string;
  readonly remedy?: 'test-pace' | 'recover-devices';
}

type Facts = Pick<DockView, 'outOfService' | 'pace' | 'faults'>;
type Cause = Omit<LaneStanding, 'phase'>;

const SERVING: Cause = { kind: 'serving', sentence: 'The lane is busy with a traveller.' };

/**
 * @param phase may be newer than `facts`
 */
export function standingOf(phase: LanePhase, facts: Facts): LaneStanding {
  return { phase, ...causeOf(phase, facts) };
}

function causeOf(phase: LanePhase, facts: Facts): Cause {
  switch (phase) {
    case 'idle':
      return { kind: 'ready', sentence: 'The lane waits for a traveller.' };
    case 'starting':
      return { kind: 'opening', sentence: 'The lane is starting.' };
    case 'emergency':
      return { kind: 'closed', sentence: 'The gate is open for an emergency.' };
    case 'out-of-service':
      return outOfService(facts);
    case 'referred':
      return { kind: 'serving', sentence: 'The lane sends a traveller to the desk.' };
    case 'notice':
    case 'document':
    case 'token':
    case 'face':
    case 'finger':
    case 'declaration':
    case 'deciding':
    case 'opening':
    case 'passage':
      return SERVING;
  }
}

/** Devices first, because a device that does not work can also be the cause of the other faults. */
function outOfService(facts: Facts): Cause {
  const { outOfService } = facts;
  const device = outOfService.find(isDevice);
  if (device !== undefined) return failedDevice(device, facts);
  if (outOfService.includes('frame-rate')) return tooSlow(facts);
  const [first] = outOfService;
  return first === undefined ? { kind: 'opening', sentence: 'The lane is out of service.' } : OTHERS[first as Other];
}

type Other = Exclude<OutOfServiceCause, ReportedDeviceKind | 'frame-rate'>;

const OTHERS: { readonly [Word in Other]: Cause } = {
  notice: { kind: 'closed', sentence: 'The notice to travellers has expired.' },
  outbox: { kind: 'closed', sentence: 'The lane cannot store its reports.' },
  analysis: { kind: 'opening', sentence: 'The analysis of pictures has failed and starts again.' },
  clock: { kind: 'closed', sentence: 'The time of this computer is not plausible.' },
  vault: { kind: 'closed', sentence: 'The lane cannot erase captures, or its keys belong to another secure element.' },
  'handle-keys': { kind: 'closed', sentence: 'The lane has no key for today’s document handles.' },
  'readiness-check': { kind: 'closed', sentence: 'A technician checks the lane.' },
  readiness: { kind: 'closed', sentence: 'The last readiness check left the lane out of service.' },
  software: { kind: 'opening', sentence: 'The lane restarts with another release.' },
  order: { kind: 'closed', sentence: 'An officer took the lane out of service.' },
  hours: { kind: 'closed', sentence: 'The lane is outside its opening hours.' },
};

function isDevice(cause: OutOfServiceCause): cause is Extract<OutOfServiceCause, ReportedDeviceKind> {
  return cause in DEVICE_WORDS;
}

function failedDevice(device: ReportedDeviceKind, { faults }: Facts): Cause {
  const name = DEVICE_WORDS[device].toLowerCase();
  if (!faults.some((put) => put.device === device)) {
    return { kind: 'opening', sentence: `The ${name} is not ready yet.` };
  }
  return {
    kind: 'closed',
    sentence: `The ${name} has failed. Let the devices recover.`,
    remedy: 'recover-devices',
  };
}

/** The rate is the one of the last measurement, so a good self-test of a lane that is still closed has a sentence of its own. */
function tooSlow({ pace, faults }: Facts): Cause {
  if (pace.mode !== 'stopped') return { kind: 'opening', sentence: 'The lane is fast enough again, and opens.' };
  const rate = pace.framesPerS === undefined ? '' : `: ${pictureRate(pace.framesPerS)}`;
  if (faults.some(({ device }) => device === 'camera')) {
    return {
      kind: 'too-slow',
      sentence: `Too slow${rate}. The dock slows the camera: let the devices recover.`,
      remedy: 'recover-devices',
    };
  }
  const often = pace.isTesting ? 'now' : 'every 10 seconds';
  return {
    kind: pace.isTesting ? 'opening' : 'too-slow',
    sentence: pace.goodTests > 0 ? `Fast enough now${rate}.` : `Too slow${rate}. Close other programs.`,
    advice: `The lane tests its speed ${often}. It opens after ${pace.testsNeeded} good tests in a row: ${pace.goodTests} so far.`,
    remedy: 'test-pace',
  };
}
