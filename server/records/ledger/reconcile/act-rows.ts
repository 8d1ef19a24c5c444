/** Acts of people, and the further entries that some acts have. */
import { jsonColumn } from '../../../platform/database/column.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import { canonicalJson } from '../../../contract/canonical-json.ts';
import type { Row } from '../../../platform/database/table.ts';
import { byColumn, compareRows, differs, holds, type Reconciler } from './reconciler.ts';

export const acts: Reconciler<'act'> = {
  subjectOf: ({ actId }) => `act/${actId}`,
  async compare({ database }, items) {
    const rows: Row[] = await database('acts').whereIn(
      'id',
      items.map(({ entry }) => entry.actId),
    );
    return compareRows(
      'act',
      items,
      byColumn(rows, 'id'),
      ({ entry }) => entry.actId,
      ({ entry }, row) => {
        const { actor, session = null, role, act, site, kioskId, transactionId, subject, result, details, at } = entry;
        const target = { site, kiosk_id: kioskId, transaction_id: transactionId, subject, session_id: session };
        if (!holds(row, { person_id: actor, role, act, result, at, ...target })) return false;
        return isSame(jsonColumn(row['details']), details);
      },
    );
  },
};

function isSame(left: unknown, right: unknown): boolean {
  return Buffer.from(canonicalJson(left)).equals(canonicalJson(right));
}

/** An export of a person is recorded as an act and has no row of its own. A report that the server publishes has a recorded row instead. */
export const exports: Reconciler<'export'> = {
  subjectOf: ({ digest }) => `export/${digest}`,
  async compare({ database }, items) {
    const ofPeople = items.filter(({ entry }) => entry.actId !== null);
    const known = await subjectsOf(
      database,
      ofPeople.map(({ entry }) => `act/${entry.actId}`),
    );
    return ofPeople
      .filter(({ entry }) => !known.has(`act/${entry.actId}`))
      .map(({ index }) => differs('row-missing', 'export', index));
  },
};

async function subjectsOf(database: Connection, subjects: readonly string[]): Promise<Set<string>> {
  return new Set(
    await database('ledger_openings')
      .whereIn('subject', [...subjects])
      .pluck('subject'),
  );
}

/** Documents that two people approved, and the settings that took effect. */
export const policies: Reconciler<'policy'> = {
  subjectOf: () => undefined,
  async compare({ database }, items) {
    const idOf = ({ subject }: { readonly subject: string }) => subject.slice('proposal/'.length);
    const rows: Row[] = await database('proposals').whereIn('id', items.map(idOf));
    return compareRows('policy', items, byColumn(rows, 'id'), idOf, ({ entry }, row) => {
      const [proposed_by, settled_by] = entry.approvedBy;
      return holds(row, { digest: entry.digest, state: 'approved', proposed_by, settled_by, settled_at: entry.at });
    });
  },
};
