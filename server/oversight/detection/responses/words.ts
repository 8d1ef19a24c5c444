/** English words for responses, for files of cases and for consoles, which translate them. Complete by type. */
import type { ResponseKind, ResponseState } from './vocabulary.ts';

export const RESPONSE_NAMES = {
  'end-sessions': 'End the person’s sessions',
  'require-step-up': 'Require a fresh proof',
  'pause-grants': 'Pause the permission to view evidence',
  'pause-key': 'Pause the trader’s keys',
  'take-lane-out-of-service': 'Take the lane out of service',
} as const satisfies { readonly [Kind in ResponseKind]: string };

export const RESPONSE_STATE_NAMES = {
  proposed: 'Waits for a confirmation',
  'half-confirmed': 'Waits for a second person',
  started: 'Started, waits for a confirmation',
  confirmed: 'Confirmed',
  'in-force': 'In force',
  returning: 'Waits for the lane’s return',
  ended: 'Ended',
} as const satisfies { readonly [State in ResponseState]: string };
