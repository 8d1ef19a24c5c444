/** The closed words and the limits of alerts. Pure: consoles import it too. */
import { ALARM_KINDS } from '../../platform/base/alarm-kinds.ts';
import { ALARM_SEVERITIES } from './severities.ts';

export { SEVERITIES, type Severity } from './severities.ts';

export const CHANNEL_KINDS = ['webhook', 'email'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** The language of the texts in a message. */
export const ALERT_LANGUAGES = ['en', 'de', 'fr'] as const;
export type AlertLanguage = (typeof ALERT_LANGUAGES)[number];

export const MESSAGE_KINDS = [
  /** Alarms of one kind were raised. */
  'raised',
  /** Such alarms have ended. */
  'over',
  /** An administrator pressed the test button. Sent once. */
  'test',
  /** To the channel of a route, as it was before the change. */
  'route-changed',
  'route-removed',
  /** To the earlier target and to the new one. */
  'channel-changed',
  'channel-removed',
  'secret-renewed',
  'silence-begun',
  /** With the number of alarms that were held. */
  'silence-over',
] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

export const MESSAGE_STATES = [
  'waiting',
  'delivered',
  /** No attempt succeeded within `GIVE_UP_AFTER_MS`, or the one attempt of a test failed. */
  'given-up',
  /** Held by a silence. */
  'silenced',
] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** How an attempt to deliver ended. */
export const DELIVERY_RESULTS = [
  'delivered',
  /** The mail relay accepted it for some of the recipients only. */
  'delivered-in-part',
  'name-not-found',
  /** The target is at a private, local or reserved address that the configuration does not allow. */
  'address-not-allowed',
  'unreachable',
  'too-slow',
  /** No TLS, or a certificate that is not valid for the target. */
  'tls-refused',
  'redirected',
  /** Another status of HTTP than 2xx. */
  'answered-error',
  /** The configuration of the server names no mail relay. */
  'no-relay',
  'relay-refused',
  'sign-in-refused',
  'recipients-refused',
  /** The secret of the channel cannot be opened with the present keys of the server. */
  'secret-unusable',
  /** A fault of this server. */
  'failed',
] as const;
export type DeliveryResult = (typeof DELIVERY_RESULTS)[number];

export const SILENCE_REASONS = ['maintenance', 'known-fault', 'drill', 'site-closed'] as const;
export type SilenceReason = (typeof SILENCE_REASONS)[number];

/**
 * Alarms that no silence holds: a gate that is open, an opening without cause, signs of another holder of a key, signs of misuse by staff, a
 * changed record, and a change of the alerts themselves. An administrator silences alone.
 */
export const NEVER_SILENCED = [
  'lane-in-emergency',
  'emergency-unconfirmed',
  'emergency-unfounded',
  'opening-unfounded',
  'openings-too-many',
  'second-look-disagrees',
  'viewings-too-many',
  'viewings-of-traveller-too-many',
  'chain-fork',
  'chain-broken',
  'bad-signature',
  'grant-forged',
  'grant-unasserted',
  'unrecorded-grant',
  'officer-key-cloned',
  'order-forged',
  'order-of-unentitled',
  'order-unasserted',
  'unrecorded-order',
  'certificate-of-other-kiosk',
  'unrecorded-certificate',
  'enrolment-code-reused',
  'witness-ahead',
  'tables-differ',
  'rows-adopted',
  'retention-overdue',
  'readiness-unapproved',
  'lane-quote-refused',
  'lane-start-unknown',
  'lane-releases-differ',
  'alert-routing-changed',
  'alerts-undelivered',
  'components-differ',
  'detection-finding',
  'lane-order-asked',
  'response-stuck',
  'breach-deadline-near',
  'breach-deadline-passed',
  'legal-conflict',
  'corrective-action-overdue',
  'training-not-applied',
  'proposal-reported',
  'session-forged',
] as const satisfies readonly (typeof ALARM_KINDS)[number][];

/** Alarms that end, as their `filledAt` says. */
export const ENDING_KINDS = [
  'sequence-gap',
  'rows-adopted',
  'lane-in-emergency',
  'lane-out-of-service',
  'lane-refers-everyone',
  'lane-slow',
  'lane-check-unfinished',
  'lane-drifted',
  'lane-releases-differ',
  'lane-releases-behind',
  'lane-trust-old',
  'lane-watchlists-old',
  'lane-software-returned',
  'release-untaken',
  'alerts-undelivered',
  'server-not-ready',
  'component-overdue',
  'components-differ',
  'advisories-old',
  'advisories-refused',
  'risk-model-failed',
  'selection-rules-refused',
  'shipping-behind',
] as const satisfies readonly (typeof ALARM_KINDS)[number][];

export const SILENCEABLE_KINDS = ALARM_KINDS.filter((kind) => !NEVER_SILENCED.some((one) => one === kind));

/** Alarms that a route must take at all places for the server to be set up. */
export const URGENT_KINDS = ALARM_KINDS.filter((kind) => ALARM_SEVERITIES[kind] === 'now');

/** Longest silence. */
export const LONGEST_SILENCE_MS = 24 * 3_600_000;
/** A message that could not be delivered for this long is given up. */
export const GIVE_UP_AFTER_MS = 24 * 3_600_000;
/** A channel that has delivered nothing for this long although a message waits raises `alerts-undelivered`. */
export const FAILING_AFTER_MS = 600_000;
/** How long messages are also signed with the earlier secret, unless it is given up at once. */
export const PREVIOUS_SECRET_MS = 24 * 3_600_000;
/** A channel without a delivery in this time has to be tested again. */
export const PROVED_FOR_MS = 30 * 86_400_000;

export const MAX_CHANNELS = 20;
export const MAX_ROUTES = 50;
export const MAX_SILENCES = 50;
export const MAX_RECIPIENTS = 10;
