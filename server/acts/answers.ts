import type { Role } from '../access/vocabulary.ts';
import type { ActDetails } from '../ledger/entry/entry.ts';

/** An act as an auditor sees it: everything but which traveller it was about. */
export interface ActView {
  readonly position: number;
  /** The ledger's entry names it. */
  readonly id: string;
  readonly at: number;
  readonly person: string;
  readonly role: Role | null;
  readonly act: string;
  readonly site: string | null;
  readonly kioskId: string | null;
  readonly subject: string | null;
  readonly result: string;
  readonly details: ActDetails;
}

export interface ActPage {
  readonly serverTime: number;
  /** The latest first. */
  readonly acts: readonly ActView[];
}
