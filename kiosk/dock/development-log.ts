import type { LanePhase } from '../../server/contract/vocabulary.ts';
import type { KioskEvent } from '../platform/base/events.ts';

const PHASES: Readonly<Partial<Record<LanePhase, string>>> = {
  notice: 'a traveller arrives and is told what the gate does',
  document: 'document: reading',
  token: 'token: waiting for the holder’s code',
  face: 'face: looking, then coloured light, then a turn of the head',
  finger: 'fingers: taking prints',
  declaration: 'customs: what is there to declare',
  deciding: 'deciding on local evidence',
  opening: 'opening the gate',
  passage: 'gate open',
  referred: 'please go to the desk',
  idle: 'ready for the next traveller',
  'out-of-service': 'out of service',
};

/** One kiosk event in words for the terminal, or `undefined` when it is not worth a line. */
export function developmentLogLine(event: KioskEvent): string | undefined {
  switch (event.event) {
    case 'phase':
      return PHASES[event.phase];
    case 'match-reported': {
      const why = event.reasons.length === 0 ? '' : ` (${event.reasons.join(', ')})`;
      return `report ${event.sequence} is durable: ${event.outcome}${why}`;
    }
    case 'passage-reported':
      return `report ${event.sequence} is durable: passage ${event.passage}`;
    case 'captures-erased':
      return `keys of ${event.captures} sealed captures destroyed`;
    case 'captures-kept':
      return `${event.captures} sealed captures kept for the officer`;
    case 'fault':
      return `${event.raised ? 'fault' : 'recovered'}: ${event.fault}`;
    case 'delivery':
      return event.why === undefined ? undefined : `reports wait for the server: ${event.why}`;
    default:
      return undefined;
  }
}
