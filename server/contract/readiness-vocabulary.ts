/** The closed vocabulary of readiness checks: what a technician tests at a lane, how it ends, and why an item fails. */

/** The items of a check, in the order in which a record lists them. */
export const READINESS_ITEMS = [
  // Without a person
  'secure-element',
  'clock',
  'disk',
  'server',
  'certificates',
  'models',
  'camera',
  'exposure',
  'frame-rate',
  'screen-light',
  // Guided
  'document-reader',
  'fingerprint-scanner',
  'token-reader',
  'indicator',
  'gate',
  'walk-through',
] as const;
export type ReadinessItem = (typeof READINESS_ITEMS)[number];

/** `not-fitted`: the lane does not have the part, or its policy does not use it. */
export const ITEM_RESULTS = ['passed', 'failed', 'skipped', 'not-fitted'] as const;
export type ItemResult = (typeof ITEM_RESULTS)[number];

/** Why an item failed. Each has a cause and a next step in words (`kiosk/main/readiness`). */
export const READINESS_FAULTS = [
  // By the driver of any device
  'no-answer',
  'not-permitted',
  'timed-out',
  'damaged-data',
  'unsupported',
  'busy',
  'jammed',
  // The secure element
  'keys-unusable',
  // The machine and the server
  'clock-unreliable',
  'clock-differs',
  'disk-full',
  'disk-read-only',
  'server-unreachable',
  'reports-waiting',
  'certificate-missing',
  'certificate-expires',
  'analysis-silent',
  // The camera and the light
  'no-frames',
  'frames-few',
  'frames-late',
  'too-dark',
  'too-bright',
  'exposure-not-held',
  'analysis-slow',
  'no-screen',
  'light-not-seen',
  'light-weak',
  // The guided items
  'no-document',
  'zone-unreadable',
  'chip-unreadable',
  'document-removed',
  'no-finger',
  'poor-contact',
  'no-code',
  'code-unreadable',
  'lamps-wrong',
  'obstructed',
  'gate-slow',
  'no-one-entered',
  'not-passed',
  'turned-back',
  'second-person',
] as const;
export type ReadinessFault = (typeof READINESS_FAULTS)[number];

/** `interrupted`: the lane's program stopped, or an emergency ended the check. */
export const READINESS_RESULTS = ['ready', 'not-ready', 'interrupted'] as const;
export type ReadinessResult = (typeof READINESS_RESULTS)[number];

/** `returned`: the lane serves again. `closed`: it stays out of service until another check. */
export const SERVICE_AFTER = ['returned', 'closed'] as const;
export type ServiceAfter = (typeof SERVICE_AFTER)[number];

/** Items without which no traveller may be served: if one fails, the lane stays out of service. */
export const VITAL_ITEMS: readonly ReadinessItem[] = [
  'secure-element',
  'clock',
  'disk',
  'models',
  'camera',
  'frame-rate',
  'document-reader',
  'gate',
  'walk-through',
];

/** The state of the readiness check in a lane's status. Absent: the last check returned it to service, or there was none. */
export const CHECK_STATES = [
  /** A technician checks the lane. */
  'running',
  /** A check began and did not end: the lane is out of service until another one. */
  'unfinished',
  /** The last check left the lane out of service. */
  'failed',
] as const;
export type CheckState = (typeof CHECK_STATES)[number];

/** Values that a running lane measures again and compares with its calibration. */
export const DRIFTS = [
  'scene-light',
  'screen-latency',
  'screen-light',
  'frame-rate',
  'gate-open-time',
  'gate-close-time',
] as const;
export type Drift = (typeof DRIFTS)[number];
