/** The closed vocabulary of responses to findings. Pure: consoles import it. */

/** Reversible acts. None is about a traveller. Each is also a next step that a rule can name. */
export const RESPONSE_KINDS = [
  'end-sessions',
  'require-step-up',
  'pause-grants',
  'pause-key',
  'take-lane-out-of-service',
] as const;
export type ResponseKind = (typeof RESPONSE_KINDS)[number];

/** Responses that a policy may start before a person confirms them. A lane obeys an officer alone, so it is not among them. */
export const AT_ONCE_KINDS = [
  'end-sessions',
  'require-step-up',
  'pause-grants',
  'pause-key',
] as const satisfies readonly ResponseKind[];
export type AtOnceKind = (typeof AT_ONCE_KINDS)[number];

export const RESPONSE_STATES = [
  'proposed',
  /** One of two people has confirmed it. */
  'half-confirmed',
  /** Started by policy; it ends if no one confirms it. */
  'started',
  /** Confirmed, and not in effect yet. */
  'confirmed',
  'in-force',
  /** Taken back or over, but an officer still has to return the lane to service. */
  'returning',
  'ended',
] as const;
export type ResponseState = (typeof RESPONSE_STATES)[number];

export const RESPONSE_ENDS = [
  'declined',
  /** No one confirmed it in time. */
  'expired',
  /** It had started at once, and no one confirmed it in time. */
  'unconfirmed',
  'taken-back',
  /** Its time was over. */
  'over',
  /** An officer returned the lane to service. */
  'returned',
  /** The subject does not exist or is disabled. */
  'no-subject',
  /** A safety limit forbade it when it was to take effect. */
  'unsafe',
] as const;
export type ResponseEnd = (typeof RESPONSE_ENDS)[number];

const HOUR_MS = 3_600_000;
/** A response ends by itself after this time: a shift, or a day for programs and lanes. */
export const RESPONSE_LASTS_MS: { readonly [Kind in ResponseKind]: number } = {
  'end-sessions': 8 * HOUR_MS,
  'require-step-up': 8 * HOUR_MS,
  'pause-grants': 8 * HOUR_MS,
  'pause-key': 24 * HOUR_MS,
  'take-lane-out-of-service': 24 * HOUR_MS,
};

export interface ResponsePolicy {
  readonly atOnce: readonly AtOnceKind[];
  /** More responses than this at the same time need two people to confirm. */
  readonly mostActive: number;
  /** Time to confirm a response, minutes. */
  readonly confirmMinutes: number;
}

/** In force until two people decide another one. */
export const FIRST_POLICY: ResponsePolicy = { atOnce: [], mostActive: 5, confirmMinutes: 15 };

/** Responses that a policy starts within an hour; more findings than this only propose. */
export const AT_ONCE_PER_HOUR = 3;
/** An effect that takes longer than this raises an alarm. */
export const STUCK_AFTER_MS = 5 * 60_000;
