import type { LaneProcessing } from '../../reports/answers.ts';
import type { RetentionClass } from '../../contract/retention.ts';
import type { Outcome } from '../../contract/vocabulary.ts';

/** GDPR Art. 30(1)(a), as configured; `null` when not configured. */
export interface Answerable {
  readonly controller: string | null;
  readonly contact: string | null;
}

/** GDPR Art. 30(1), and facts for an assessment by Art. 35, derived from the running configuration. */
export interface ProcessingRecord {
  readonly serverTime: number;
  readonly mode: string;
  readonly answerable: Answerable;
  /** Categories of people and of their data (c). */
  readonly categories: readonly { readonly who: string; readonly data: string }[];
  /** To third countries (e). */
  readonly transfers: string;
  /** Protective measures (g). */
  readonly measures: readonly string[];
  readonly classes: readonly {
    readonly retentionClass: RetentionClass;
    readonly purpose: string;
    readonly legalBasis: string;
    readonly limitMs: number;
    readonly visibleTo: readonly string[];
  }[];
  /** Number of the policy above; `null` when none was agreed on here. The table then shows the longest times that any policy may allow. */
  readonly policyNumber: number | null;
  readonly policyDigest: string | null;
  readonly recipients: readonly string[];
  readonly witnesses: readonly string[];
  readonly lanes: readonly LaneProcessing[];
  /** Over four weeks. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
}

/** A published count; `null` when it is withheld. */
export type PublishedCount = number | null;

export interface PublishedRow {
  readonly site: string;
  readonly counts: { readonly [O in Outcome]: PublishedCount };
  readonly total: PublishedCount;
}

export interface StatisticsView {
  readonly serverTime: number;
  /** Wall ms at UTC midnight; `to` is exclusive. */
  readonly from: number;
  readonly to: number;
  /** Counts from 1 to below this are withheld. */
  readonly smallest: number;
  readonly rows: readonly PublishedRow[];
}
