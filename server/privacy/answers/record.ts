import type { LaneProcessing } from '../../reports/answers.ts';
import type { RetentionClass } from '../../contract/retention.ts';
import type { Outcome } from '../../contract/vocabulary.ts';

/** GDPR Art. 30(1)(a): as it was configured; `null` where nobody was named. */
export interface Answerable {
  readonly controller: string | null;
  readonly contact: string | null;
}

/** GDPR Art. 30(1), and facts for an assessment by Art. 35, from what runs and not from what somebody wrote once. */
export interface ProcessingRecord {
  readonly serverTime: number;
  readonly mode: string;
  readonly answerable: Answerable;
  /** Of whom there is data, and which (c). */
  readonly categories: readonly { readonly who: string; readonly data: string }[];
  /** To third countries (e). */
  readonly transfers: string;
  /** What protects it (g). */
  readonly measures: readonly string[];
  readonly classes: readonly {
    readonly retentionClass: RetentionClass;
    readonly purpose: string;
    readonly legalBasis: string;
    readonly limitMs: number;
    readonly visibleTo: readonly string[];
  }[];
  /** Of the policy above; `null` while none was agreed on here, and the table gives the longest that any policy can allow. */
  readonly policyNumber: number | null;
  readonly policyDigest: string | null;
  readonly recipients: readonly string[];
  readonly witnesses: readonly string[];
  readonly lanes: readonly LaneProcessing[];
  /** Four weeks. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
}

/** A count as it is published: `null` where it is withheld. */
export type PublishedCount = number | null;

export interface PublishedRow {
  readonly site: string;
  readonly counts: { readonly [O in Outcome]: PublishedCount };
  readonly total: PublishedCount;
}

export interface StatisticsView {
  readonly serverTime: number;
  /** Wall ms; UTC days, the last not included. */
  readonly from: number;
  readonly to: number;
  /** Counts from 1 to below this are withheld. */
  readonly smallest: number;
  readonly rows: readonly PublishedRow[];
}
