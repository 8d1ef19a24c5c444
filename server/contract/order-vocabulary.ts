/** The closed vocabulary of orders: kinds, duties, lifetimes, and reasons why a lane refuses one. */
import { ASSERTION_REFUSALS } from './assertion-vocabulary.ts';

export const ORDER_KINDS = [
  /** Once, for the referred traveller at the lane. */
  'open-for-traveller',
  /** Once, for a person whom the lane has not inspected. */
  'open-for-cause',
  'take-out-of-service',
  'return-to-service',
  /** The gate opens and stays open until a second order ends it, so that people can leave the building. */
  'open-in-emergency',
  'end-emergency',
  /** An officer has decided: captures are kept as `resolved` or `after-doubt`, or erased now. */
  'resolve-referral',
  'hold-captures',
  'release-hold',
  /** Erases at once, before the retention limit, on the person's request. */
  'erase-captures',
  'adopt-retention',
  'degrade-policy',
  'end-degradation',
] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

/** Orders of the privacy office about one traveller's captures. */
export const PRIVACY_ORDERS = ['hold-captures', 'release-hold', 'erase-captures'] as const satisfies OrderKind[];

export function isOfPrivacyOffice(kind: OrderKind): boolean {
  return (PRIVACY_ORDERS as readonly OrderKind[]).includes(kind);
}

/** Roles that can give orders. The other roles of the server cannot. */
export const ORDER_ROLES = ['officer', 'supervisor', 'privacy-officer', 'administrator'] as const;
export type OrderRole = (typeof ORDER_ROLES)[number];

/** Orders that move a gate: a lane requires the assertion of the person who gives it. */
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

/** The order that relaxes checks: a lane requires the assertions of both its people over what they decided (`degradation.ts`). */
export const ORDER_ASSERTED_BY_BOTH = 'degrade-policy' satisfies OrderKind;

/** Longest time to sign a drafted order with a passkey, ms. */
export const ORDER_ASSERTED_WITHIN_MS = 60_000;

/** How long the server tries to deliver a signed order of this kind, ms. It is executed soon or not at all. */
export const ORDER_BROUGHT_FOR_MS: Readonly<Record<AssertedOrder, number>> = {
  'open-for-traveller': 15_000,
  'open-for-cause': 15_000,
  'open-in-emergency': 60_000,
  'end-emergency': 60_000,
};

/** Longest time after the draft during which an order may be executed, ms. */
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

/** The duties that allow an order. Where two people are needed, each must be on one of these. */
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
  'degrade-policy': ['supervisor'],
  'end-degradation': ['supervisor', 'administrator'],
};

/** Orders that need two people. */
export const TWO_PERSON_ORDERS: ReadonlySet<OrderKind> = new Set([
  'hold-captures',
  'release-hold',
  'adopt-retention',
  'degrade-policy',
]);

/** Orders about one traveller, which name the transaction. */
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
  /** The light challenge runs and is reported, but does not affect the decision. */
  'light-challenge-observed',
  /** No finger is required. */
  'without-fingers',
  /** The watchlist does not affect the decision. */
  'without-watchlist',
  /** Accepts revocation lists up to the highest age that any policy can allow. */
  'older-revocation-lists',
] as const;
export type Degradation = (typeof DEGRADATIONS)[number];

/** Why lanes work with fewer checks. */
export const DEGRADATION_CAUSES = ['feed-down', 'authority-down', 'device-fault', 'crowd', 'drill'] as const;

/** Longest degradation, ms. It ends without a further order. */
export const LONGEST_DEGRADATION_MS = 24 * 3_600_000;

/** Why a lane refused an order with a valid signature. */
export const ORDER_REFUSALS = [
  'other-lane',
  /** Signed together with orders to the lanes of another site. */
  'other-site',
  'not-yet-valid',
  'expired',
  'role-not-entitled',
  ...ASSERTION_REFUSALS,
  'replayed',
  /** A traveller is being served, the gate is moving, or there is an emergency. */
  'not-now',
  /** The named traveller is not the one at the lane. */
  'other-traveller',
  /** The gate does not answer. */
  'gate-away',
  /** A record that must be durable first cannot be written. */
  'not-recorded',
  /** The secure element does not answer. */
  'keys-away',
  /** The kiosk stopped during execution. Orders that move a gate are not retried. */
  'interrupted',
  /** Erased, or never kept. */
  'no-longer-kept',
  'already-held',
  'not-held',
  /** The captures are under legal hold. */
  'under-hold',
  /** The end time has passed, or exceeds the retention policy. */
  'limit-exceeded',
  /** Signed by fewer than two authorised people, or not a policy. */
  'retention-invalid',
  'retention-not-yet-valid',
  /** A newer policy is in force. */
  'retention-older',
] as const;
export type OrderRefusal = (typeof ORDER_REFUSALS)[number];
