/** The sources of events: entries of the ledger in its order, and the rows that they name. */
import type { Report } from '../../../contract/report.ts';
import type { Entity } from '../rules/entity.ts';
import type { RuleId } from '../rules/rule-ids.ts';
import type { Entry, EntryType } from '../../../records/ledger/entry/entry.ts';
import type { Row } from '../../../platform/database/table.ts';

/** An entry of the ledger with its content. */
export interface Fact {
  /** Index in the log. */
  readonly index: number;
  readonly entry: Entry;
}

export type EntryOf<Type extends EntryType> = Extract<Entry, { readonly type: Type }>;

export interface ProposalFacts {
  readonly kind: string;
  readonly proposedBy: string;
  readonly proposedAt: number;
  /** Parsed JSON. */
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface ReferralFacts {
  readonly kioskId: string;
  readonly transactionId: string;
  /** First reason of the lane. */
  readonly reason: string | undefined;
  /** Who decided; `null` before. */
  readonly decidedBy: string | null;
}

export interface DeclarationFacts {
  readonly trader: string;
  readonly receivedAt: number;
  readonly state: string;
  /** Its content was erased, so the entry may be about the erasure. */
  readonly isErased: boolean;
}

export interface ControlFacts {
  readonly trader: string;
  /** The recommended control; `null`: none. */
  readonly route: string | null;
  /** Who recorded the result that stands; `null` while there is none. */
  readonly decidedBy: string | null;
}

export interface JudgedFacts {
  readonly rule: RuleId;
  readonly entity: Entity;
  /** When the observation of the finding began. */
  readonly from: number;
}

/** A call of a partner's program, from its log. */
export interface CallFacts {
  readonly party: string;
  readonly at: number;
  readonly call: string;
  readonly agreement: string | null;
  /** `done`, or the code of the refusal. */
  readonly result: string;
  readonly bytes: number;
}

/** Rows that the entries of one page name. Each is missing when the database no longer has it. */
export interface Rows {
  /** Site of each kiosk. */
  readonly sites: ReadonlyMap<string, string>;
  /** By feed position. */
  readonly reports: ReadonlyMap<number, Report>;
  /** By id. */
  readonly proposals: ReadonlyMap<string, ProposalFacts>;
  readonly referrals: ReadonlyMap<string, ReferralFacts>;
  /** By the grant's digest. */
  readonly grants: ReadonlyMap<string, EntryOf<'grant'>>;
  /** Who opened a lane by hand, by the order's digest. */
  readonly openers: ReadonlyMap<string, string>;
  readonly declarations: ReadonlyMap<string, DeclarationFacts>;
  /** The control of a declaration. */
  readonly controls: ReadonlyMap<string, ControlFacts>;
  /** The referral of a transaction. */
  readonly referralOf: ReadonlyMap<string, string>;
  /** The transactions of a traveller's request, until it is closed. */
  readonly requests: ReadonlyMap<string, readonly string[]>;
  /** Rule and subject of each judged finding. */
  readonly judged: ReadonlyMap<string, JudgedFacts>;
  readonly calls: ReadonlyMap<string, CallFacts>;
  /** As the database has them: entries are recognised by their content. */
  readonly deliveries: ReadonlyMap<string, Row>;
  readonly traderPeople: ReadonlyMap<string, Row>;
  /** With the column `trader` of their person. */
  readonly traderPasskeys: ReadonlyMap<string, Row>;
  readonly ownKeys: ReadonlyMap<string, Row>;
  readonly keyUses: ReadonlyMap<string, Row>;
  readonly portalUses: ReadonlyMap<string, Row>;
  readonly mandates: ReadonlyMap<string, Row>;
}
