import type { Entry } from '../entry/entry.ts';

/** The policy that two administrators put in force when they return a server to service. */
export const RETURN_TO_SERVICE = 'return-to-service';

export interface ReportedDifference {
  /** Code, table or type, row and index, as the alarm names them. */
  readonly about: string;
  /** Wall ms. */
  readonly at: number;
}

/** At most this many are listed. */
const MAX = 100;

/** The differences that a server has reported since two administrators last returned it to service, from all entries of a log in their order. */
export class ReportedDifferences {
  readonly #found: ReportedDifference[] = [];

  note(entry: Entry): void {
    if (entry.type === 'policy' && entry.policy === RETURN_TO_SERVICE) this.#found.splice(0);
    // Alarms of version 1 are from before a return to service was possible
    if (entry.type !== 'alarm' || entry.kind !== 'tables-differ' || entry.version === 1 || entry.filled) return;
    if (this.#found.length < MAX) this.#found.push({ about: entry.about ?? '', at: entry.at });
  }

  get found(): readonly ReportedDifference[] {
    return this.#found;
  }
}
