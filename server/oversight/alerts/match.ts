/** Which routes and silences apply to an alarm. Pure. */
import type { AlarmKind } from '../../platform/base/alarm-kinds.ts';
import type { AlertSites, Takes } from './change-schemas.ts';
import { ALARM_SEVERITIES } from './severities.ts';
import { NEVER_SILENCED, URGENT_KINDS } from './vocabulary.ts';

export interface PlacedAlarm {
  readonly kind: AlarmKind;
  /** `null` for an alarm about the server itself, or about an unknown kiosk. */
  readonly site: string | null;
}

export interface Matching {
  readonly takes: Takes;
  readonly sites: AlertSites;
}

export function takesKind(takes: Takes, kind: AlarmKind): boolean {
  return takes.by === 'severity' ? takes.severities.includes(ALARM_SEVERITIES[kind]) : takes.kinds.includes(kind);
}

export function covers(sites: AlertSites, site: string | null): boolean {
  return sites === 'all' || (site !== null && sites.some((one) => one === site));
}

export function matches({ takes, sites }: Matching, { kind, site }: PlacedAlarm): boolean {
  return takesKind(takes, kind) && covers(sites, site);
}

export interface SilenceScope {
  readonly kinds: 'all' | readonly AlarmKind[];
  readonly sites: AlertSites;
}

/** `all` leaves out what no silence holds. */
export function isSilenced({ kinds, sites }: SilenceScope, { kind, site }: PlacedAlarm): boolean {
  if (NEVER_SILENCED.some((one) => one === kind)) return false;
  return (kinds === 'all' || kinds.includes(kind)) && covers(sites, site);
}

/** Whether a silence could hold an alarm that the route takes. */
export function concerns(route: Matching, silence: SilenceScope, kinds: readonly AlarmKind[]): boolean {
  const isAtSameSite =
    route.sites === 'all' || silence.sites === 'all' || route.sites.some((site) => covers(silence.sites, site));
  return (
    isAtSameSite &&
    kinds.some((kind) => takesKind(route.takes, kind) && isSilenced({ ...silence, sites: 'all' }, { kind, site: null }))
  );
}

/** Alarms that may name no lane: about the server, or about a client that is no known kiosk. */
const PLACELESS: readonly AlarmKind[] = [
  ...(['witness-lag', 'witness-ahead', 'tables-differ', 'server-not-ready', 'alerts-undelivered'] as const),
  ...(['alert-routing-changed', 'unknown-kiosk', 'certificate-refused', 'certificate-revoked'] as const),
  ...(['certificate-of-other-kiosk', 'unrecorded-certificate', 'hello-refused'] as const),
  ...(['enrolment-code-refused', 'enrolment-code-reused', 'roll-out-held', 'release-untaken'] as const),
  ...(['component-overdue', 'components-differ', 'advisories-old', 'advisories-refused'] as const),
  'risk-model-failed',
  'selection-rules-refused',
  'goods-passed-offline',
  'shipping-behind',
  'detection-finding',
  'response-stuck',
  'breach-deadline-near',
  'breach-deadline-passed',
  'sharing-delivery-refused',
  'sharing-receipt-overdue',
  'sharing-audit-overdue',
  'sharing-list-changed',
  'legal-conflict',
  'corrective-action-overdue',
  'training-not-applied',
  'proposal-reported',
  'session-forged',
  'rows-adopted',
];

/** The urgent kinds that no route takes at some site, or for the server itself. @param sites all sites of the server */
export function uncoveredKinds(routes: readonly Matching[], sites: readonly string[]): AlarmKind[] {
  return URGENT_KINDS.filter((kind) => {
    const taking = routes.filter(({ takes }) => takesKind(takes, kind));
    const isTakenAt = (site: string | null) => taking.some((route) => covers(route.sites, site));
    const places = PLACELESS.includes(kind) || sites.length === 0 ? [null, ...sites] : sites;
    return !places.every(isTakenAt);
  });
}
