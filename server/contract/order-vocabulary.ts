/** The closed words of orders: what the server may ask of a lane, on whose duty, for how long, and why a lane did not obey. */
import { ASSERTION_REFUSALS } from './assertion-vocabulary.ts';

export const ORDER_KINDS = [
  /** Once, for the referred traveller who stands before it. */
  'open-for-traveller',
  /** Once, for somebody whom the lane has not looked at. */
  'open-for-cause',
  'take-out-of-service',
  'return-to-service',
  /** The gate opens and stays open until that is ended: people must get out. */
  'open-in-emergency',
  'end-emergency',
  /** An officer is done: captures are kept as `resolved` or `after-doubt`, or erased now. */
  'resolve-referral',
  'hold-captures',
  'release-hold',
  /** Now, whatever their limit: the person asked for it. */
  'erase-captures',
  'adopt-retention',
  'degrade-policy',
  'end-degradation',
] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

/** What the privacy office orders of one traveller's captures. */
export const PRIVACY_ORDERS = ['hold-captures', 'release-hold', 'erase-captures'] as const satisfies OrderKind[];

export function isOfPrivacyOffice(kind: OrderKind): boolean {
  return (PRIVACY_ORDERS as readonly OrderKind[]).includes(kind);
}

/** Who gives orders. Narrower than the roles that people have on the server: nobody else's duty has one. */
export const ORDER_ROLES = ['officer', 'supervisor', 'privacy-officer', 'administrator'] as const;
export type OrderRole = (typeof ORDER_ROLES)[number];

/** What moves a gate: a lane obeys it only with the assertion of the person who gives it. */
export const ASSERTED_ORDERS = [
  'open-for-traveller',
  'open-for-cause',
  'open-in-emergency',
  'end-emergency',
] as const satisfies OrderKind[];
export type AssertedOrder = (typeof ASSERTED_ORDERS)[number];

export function isAsserted(kind: OrderKind): kind is AssertedOrder {
  return (ASSERTED_ORDERS as readonly OrderKind[]).includes(kind);
}

/** How long a person may take to sign a drafted order with their passkey, at most, ms. */
export const ORDER_ASSERTED_WITHIN_MS = 60_000;

/** For how long the server brings an asserted order to its lane once it was signed, ms: it is obeyed now or not at all. */
export const ORDER_BROUGHT_FOR_MS: Readonly<Record<AssertedOrder, number>> = {
  'open-for-traveller': 15_000,
  'open-for-cause': 15_000,
  'open-in-emergency': 60_000,
  'end-emergency': 60_000,
};

/** How long an order may be obeyed after it was drafted, at most, ms. */
export const ORDER_LIFETIMES_MS: Readonly<Record<OrderKind, number>> = {
  'open-for-traveller': ORDER_ASSERTED_WITHIN_MS + ORDER_BROUGHT_FOR_MS['open-for-traveller'],
  'open-for-cause': ORDER_ASSERTED_WITHIN_MS + ORDER_BROUGHT_FOR_MS['open-for-cause'],
  'take-out-of-service': 600_000,
  'return-to-service': 600_000,
  'open-in-emergency': ORDER_ASSERTED_WITHIN_MS + ORDER_BROUGHT_FOR_MS['open-in-emergency'],
  'end-emergency': ORDER_ASSERTED_WITHIN_MS + ORDER_BROUGHT_FOR_MS['end-emergency'],
  'resolve-referral': 600_000,
  'hold-captures': 600_000,
  'release-hold': 600_000,
  'erase-captures': 600_000,
  'adopt-retention': 600_000,
  'degrade-policy': 600_000,
  'end-degradation': 600_000,
};

/** On whose duty each is; where two people are needed, each of them is on one of these. */
export const ORDER_DUTIES: Readonly<Record<OrderKind, readonly OrderRole[]>> = {
  'open-for-traveller': ['officer', 'supervisor'],
  'open-for-cause': ['officer', 'supervisor'],
  'take-out-of-service': ['officer', 'supervisor', 'administrator'],
  'return-to-service': ['officer', 'supervisor', 'administrator'],
  'open-in-emergency': ['officer', 'supervisor', 'administrator'],
  'end-emergency': ['officer', 'supervisor', 'administrator'],
  'resolve-referral': ['officer', 'supervisor'],
  'hold-captures': ['supervisor', 'privacy-officer'],
  'release-hold': ['supervisor', 'privacy-officer'],
  'erase-captures': ['privacy-officer'],
  'adopt-retention': ['privacy-officer', 'administrator'],
  'degrade-policy': ['supervisor', 'administrator'],
  'end-degradation': ['supervisor', 'administrator'],
};

/** What nobody orders alone. */
export const TWO_PERSON_ORDERS: ReadonlySet<OrderKind> = new Set([
  'hold-captures',
  'release-hold',
  'adopt-retention',
  'degrade-policy',
]);

/** What is about one traveller, and names their transaction. */
export const ORDERS_OF_A_TRANSACTION: ReadonlySet<OrderKind> = new Set([
  'open-for-traveller',
  'resolve-referral',
  'hold-captures',
  'release-hold',
  'erase-captures',
]);

export const OPENING_CAUSES = ['staff', 'assistance', 'escort', 'decided-at-desk', 'maintenance'] as const;
export type OpeningCause = (typeof OPENING_CAUSES)[number];

export const SERVICE_REASONS = ['staffing', 'maintenance', 'security', 'suspected-attack'] as const;
export type ServiceReason = (typeof SERVICE_REASONS)[number];

export const EMERGENCY_CAUSES = ['fire', 'evacuation', 'medical', 'trapped-person', 'drill'] as const;
export type EmergencyCause = (typeof EMERGENCY_CAUSES)[number];

export const RESOLUTIONS = ['keep-as-resolved', 'keep-after-doubt', 'erase-now'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

export const HOLD_REASONS = ['court-order', 'criminal-investigation', 'complaint', 'attack-review'] as const;

export const DEGRADATIONS = [
  /** The light challenge runs and is reported, and decides nothing. */
  'light-challenge-observed',
  /** No finger is asked for. */
  'without-fingers',
  /** The watchlist decides nothing. */
  'without-watchlist',
  /** Revocation lists may be as old as any policy can allow. */
  'older-revocation-lists',
] as const;
export type Degradation = (typeof DEGRADATIONS)[number];

/** A degradation ends by itself after this, at most, ms. */
export const LONGEST_DEGRADATION_MS = 24 * 3_600_000;

/** Why a lane did not do what the server did sign. */
export const ORDER_REFUSALS = [
  'other-lane',
  'not-yet-valid',
  'expired',
  'role-not-entitled',
  ...ASSERTION_REFUSALS,
  'replayed',
  /** Somebody is being served, the gate moves, or there is an emergency. */
  'not-now',
  /** The traveller who was named is not the one who stands there. */
  'other-traveller',
  /** The gate does not answer. */
  'gate-away',
  /** What must be on the disk first cannot be. */
  'not-recorded',
  /** The secure element does not answer. */
  'keys-away',
  /** The kiosk stopped in the middle; what moves a gate is not tried again. */
  'interrupted',
  /** Erased, or never kept. */
  'no-longer-kept',
  'already-held',
  'not-held',
  /** Two people have ordered these captures to be kept. */
  'under-hold',
  /** Until a time that is over, or beyond what the retention policy allows. */
  'limit-exceeded',
  /** Fewer than two of the people who may have signed it, or not a policy. */
  'retention-invalid',
  'retention-not-yet-valid',
  /** An older one than is in force. */
  'retention-older',
] as const;
export type OrderRefusal = (typeof ORDER_REFUSALS)[number];
