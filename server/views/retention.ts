import type { RetentionPolicy } from '../contract/retention.ts';

export interface PolicyChange {
  /** `referred.limitMs`, `validFrom`. */
  readonly field: string;
  /** `null` where there was none before. */
  readonly before: string | null;
  readonly after: string;
}

export interface PolicyVersion {
  readonly number: number;
  readonly digest: string;
  readonly policy: RetentionPolicy;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly approvedAt: number;
  /** Against the version before. */
  readonly changes: readonly PolicyChange[];
}

export interface RetentionView {
  readonly serverTime: number;
  /** The latest first. */
  readonly versions: readonly PolicyVersion[];
  /** By which policy lanes have erased lately, and how many lanes did. */
  readonly atLanes: readonly { readonly digest: string; readonly lanes: number; readonly lastAt: number }[];
}
