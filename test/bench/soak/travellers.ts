/** A day's travellers at a lane, in fixed proportions: most are cleared, the others end in each way in which a passage can end. */
import type { InjectedFault } from '../../../hardware/simulation/lane-simulation.ts';
import { SPECIMEN, type TravellerForTest } from '../../flows/lane-under-test.ts';

export interface SoakTraveller extends TravellerForTest {
  readonly kind: string;
  /** A fault that occurs while this traveller is at the lane, and is mended afterwards. */
  readonly fault?: InjectedFault;
}

/** The specimens with a genuine document and their own picture. */
const HOLDERS = ['alpha', 'bravo', 'charlie', 'delta', 'echo', 'foxtrot'].map(SPECIMEN);

/** In the order in which they come, again and again. */
const KINDS = [
  'genuine',
  'genuine',
  'other-face',
  'genuine',
  'genuine',
  'turns-back',
  'genuine',
  'picture',
  'genuine',
  'genuine',
  'chip-copied',
  'genuine',
  'tailgated',
  'genuine',
  'camera-stalls',
  'genuine',
  'reader-unplugged',
  'genuine',
  'expired',
  'genuine',
] as const;

/** After this many, each kind has passed at least once. */
export const ROUND = KINDS.length;

export function travellerOfDay(index: number): SoakTraveller {
  const kind = KINDS[index % KINDS.length] ?? 'genuine';
  const holder = HOLDERS[index % HOLDERS.length] ?? SPECIMEN('alpha');
  const other = HOLDERS[(index + 1) % HOLDERS.length] ?? SPECIMEN('bravo');
  const genuine = { kind, scene: { subject: { kind: 'person', specimen: holder } }, document: { holder } } as const;
  switch (kind) {
    case 'other-face':
      return { ...genuine, scene: { subject: { kind: 'person', specimen: other } } };
    case 'picture':
      return { ...genuine, scene: { subject: { kind: 'flat-picture', specimen: holder } } };
    case 'turns-back':
    case 'tailgated':
      return { ...genuine, passage: kind };
    case 'chip-copied':
      return { ...genuine, document: { holder, variant: 'chip-copied' } };
    case 'expired':
      return { ...genuine, document: { holder, expired: true } };
    case 'camera-stalls':
      return { ...genuine, fault: { device: 'camera', fault: { kind: 'stall' }, afterMs: 500 } };
    case 'reader-unplugged':
      return { ...genuine, fault: { device: 'document-reader', fault: { kind: 'disconnect' }, afterMs: 500 } };
    default:
      return genuine;
  }
}
