/**
 * The closed vocabulary of a match report. There is no free text that could hold personal data, and a console can translate every word.
 */

/** Each check a lane can run, in the order in which a report lists them. */
export const CHECK_NAMES = [
  'document-read',
  'mrz-check-digits',
  'document-validity',
  'dg1-matches-mrz',
  /** Passive Authentication, ICAO 9303-11 §5.1. */
  'passive-authentication',
  /** Active or Chip Authentication, ICAO 9303-11 §6. */
  'chip-genuineness',
  // Whether the policy lets this holder use a lane, see `eligibility.ts`
  'nationality',
  'issuing-state',
  'document-type',
  'holder-age',
  'remaining-validity',
  'opening-hours',
  'document-watchlist',
  'comparison-attempts',
  'face-capture',
  'face-quality',
  /** Presentation-attack detection (ISO/IEC 30107-3) by the relief of a turning head. */
  'presentation-attack-head-turn',
  /** Presentation-attack detection by coloured light from the screen: its code, its timing, and its shading on the head. */
  'presentation-attack-light-challenge',
  'face-comparison',
  'finger-comparison',
  'declaration',
] as const;
export type CheckName = (typeof CHECK_NAMES)[number];

/** The checks of eligibility. They say nothing against a traveller: they say who is served at a lane and who at a desk. */
export const ELIGIBILITY_CHECKS = [
  'nationality',
  'issuing-state',
  'document-type',
  'holder-age',
  'remaining-validity',
  'opening-hours',
] as const satisfies readonly CheckName[];
export type EligibilityCheck = (typeof ELIGIBILITY_CHECKS)[number];

/** The checks whose `passed` carries a false-match-rate band. */
export const COMPARISON_CHECKS = ['face-comparison', 'finger-comparison'] as const satisfies readonly CheckName[];

export const CHECK_RESULTS = ['passed', 'failed', 'inconclusive', 'not-run'] as const;
export type CheckResult = (typeof CHECK_RESULTS)[number];

/** Why a check did not pass. Every result that is not `passed` has exactly one. */
export const REASON_CODES = [
  // not-run
  'not-required-by-policy',
  'not-available',
  'earlier-check-decided',
  // the document
  'no-document',
  'document-unreadable',
  'chip-unreadable',
  'document-removed',
  'check-digit-mismatch',
  'document-expired',
  'mrz-mismatch',
  // the signature over the document
  'security-object-missing',
  'security-object-invalid',
  'signer-untrusted',
  'signer-expired',
  'signer-revoked',
  'signer-defective',
  'signer-not-for-type',
  'revocation-unknown',
  'data-group-altered',
  'issuing-state-differs',
  'security-infos-differ',
  // eligibility
  'nationality-not-eligible',
  'issuing-state-not-eligible',
  'document-type-not-eligible',
  'age-not-eligible',
  /** The document does not give the date of birth precisely enough. */
  'age-unknown',
  'validity-too-short',
  'outside-opening-hours',
  // the chip
  'chip-copied',
  'chip-not-provable',
  'chip-key-revoked',
  'portrait-unusable',
  // the watchlists
  /** A list of lost, stolen or invalid documents may contain this one. */
  'document-listed',
  /** A list is older than the policy allows. */
  'watchlist-stale',
  /** The lane has no list of that name, or no key for it. */
  'watchlist-unavailable',
  'attempts-exhausted',
  /** Without the document's handle of the day, its attempts cannot be counted. */
  'handle-unavailable',
  // the face
  'nobody-in-view',
  'several-people',
  'quality-insufficient',
  'plane-not-head',
  'movement-undecidable',
  'light-of-a-plane',
  'light-not-returned',
  'light-undecidable',
  'traveller-chose-no-lights',
  'below-threshold',
  // the finger
  'no-finger',
  'finger-quality-insufficient',
  'no-finger-reference',
  // customs
  'goods-declared',
  // the lane
  'device-fault',
  'timed-out',
  'traveller-chose-desk',
  'traveller-left',
  /** Signed rules or lists of the lane have expired (`release-status.ts`). */
  'release-too-old',
  /** The lane is open so that people can leave the building. */
  'lane-emergency',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/**
 * How a transaction ended. An officer decides `refused` and `resolved-by-officer`; a lane decides `cleared`, `referred` or `abandoned`.
 */
export const OUTCOMES = ['cleared', 'referred', 'refused', 'abandoned', 'resolved-by-officer'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * Upper bounds of the false-match rate of a passed comparison, in half decades. None is looser than 1e-3, and a failed comparison reports
 * only `below-threshold`, because bands below the threshold let an attacker rebuild a template. Faces reach 1e-4 at most, the limit of
 * their calibration; the stricter bands are for several fingers.
 */
export const FALSE_MATCH_RATE_BANDS = ['1e-3', '3e-4', '1e-4', '3e-5', '1e-5', '3e-6', '1e-6'] as const;
export type FalseMatchRateBand = (typeof FALSE_MATCH_RATE_BANDS)[number];

/** How the passage of a cleared traveller ended, by the passage sensor and the barrier. */
export const PASSAGES = [
  'one-person',
  'turned-back',
  'tailgating',
  'nobody-entered',
  'barrier-jammed',
  /** The kiosk stopped between opening and the end of the passage. */
  'interrupted',
] as const;
export type Passage = (typeof PASSAGES)[number];

/** References for the face comparison other than the document's portrait: one that the lane stores, or one that a holder's token opens. */
export const FACE_REFERENCE_ROUTES = ['registered', 'holder-carried'] as const;
export type FaceReferenceRoute = (typeof FACE_REFERENCE_ROUTES)[number];

/** Customs channels. `red`: goods to declare. */
export const CHANNELS = ['green', 'red'] as const;
export type Channel = (typeof CHANNELS)[number];

export const DEVICE_KINDS = [
  'camera',
  'fingerprint-scanner',
  'document-reader',
  'token-reader',
  'gate',
  'indicator',
  'secure-element',
] as const;
export type ReportedDeviceKind = (typeof DEVICE_KINDS)[number];

export const DEVICE_HEALTH = ['ready', 'faulted', 'disconnected'] as const;
export type DeviceHealth = (typeof DEVICE_HEALTH)[number];

/** The activity of a lane, in its status messages and on every screen. */
export const LANE_PHASES = [
  'starting',
  'idle',
  'notice',
  'document',
  /** Waiting for a holder's token. */
  'token',
  'face',
  'finger',
  'declaration',
  'deciding',
  'opening',
  'passage',
  'referred',
  /** Open so that people can leave the building. */
  'emergency',
  'out-of-service',
] as const;
export type LanePhase = (typeof LANE_PHASES)[number];

/**
 * Why a lane is out of service. `order`: a person took it out. `hours`: outside the opening hours of the policy. A device: it has a fault.
 * The others are the lane's own faults (`LaneFault` of the kiosk).
 */
export const OUT_OF_SERVICE_CAUSES = [
  'order',
  'hours',
  'camera',
  'document-reader',
  'gate',
  'secure-element',
  'notice',
  'outbox',
  'analysis',
  'frame-rate',
  'clock',
  'vault',
  'handle-keys',
  'readiness-check',
  'readiness',
  'software',
] as const;
export type OutOfServiceCause = (typeof OUT_OF_SERVICE_CAUSES)[number];

/** The steps whose durations a report contains. */
export const STEPS = ['notice', 'document', 'token', 'face', 'finger', 'declaration', 'decision', 'total'] as const;
export type Step = (typeof STEPS)[number];

/** The models whose digests a report can contain. */
export const MODEL_ROLES = [
  'face-detector',
  'face-landmarks',
  'face-embedder',
  'face-embedder-2',
  'face-centring',
  'finger-matcher',
] as const;
export type ModelRole = (typeof MODEL_ROLES)[number];
