/** Grants, viewings of declarations, and attention tests. Their rows also have `row` entries; these entries state what the rows must contain. */
import { reportDigest } from '../../../contract/envelope.ts';
import { bytesColumn } from '../../../platform/database/column.ts';
import type { Entry } from '../entry/entry.ts';
import type { Row } from '../../../platform/database/table.ts';
import { byColumn, compareRows, holds, type Reconciler } from './reconciler.ts';

export const grants: Reconciler<'grant'> = {
  subjectOf: ({ grant }) => `grant/${grant}`,
  async compare({ database }, items) {
    const rows: Row[] = await database('grants').whereIn(
      'digest',
      items.map(({ entry }) => entry.grant),
    );
    return compareRows(
      'grant',
      items,
      byColumn(rows, 'digest'),
      ({ entry }) => entry.grant,
      ({ entry }, row) => isGranted(entry, row),
    );
  },
};

function isGranted(entry: Extract<Entry, { type: 'grant' }>, row: Row): boolean {
  const { grant, kioskId: kiosk_id, transactionId: transaction_id, officer, at: issued_at } = entry;
  if (!holds(row, { kiosk_id, transaction_id, officer, issued_at })) return false;
  return reportDigest(bytesColumn(row['payload'])) === grant;
}

export const declarationViewings: Reconciler<'declaration-viewing'> = {
  subjectOf: ({ viewing }) => `declaration-viewing/${viewing}`,
  async compare({ database }, items) {
    const rows: Row[] = await database('declaration_viewings').whereIn(
      'id',
      items.map(({ entry }) => entry.viewing),
    );
    return compareRows(
      'declaration-viewing',
      items,
      byColumn(rows, 'id'),
      ({ entry }) => entry.viewing,
      ({ entry }, row) => {
        const { trader, number, declaration: declaration_id, office, purpose, groups, at: granted_at } = entry;
        const columns = { trader, number, declaration_id, office, purpose, groups: JSON.stringify(groups), granted_at };
        return holds(row, columns);
      },
    );
  },
};

export const testReferrals: Reconciler<'test-referral'> = {
  subjectOf: ({ opened }) => (opened === null ? undefined : `test/${opened.referralId}`),
  async compare({ database }, items) {
    const idOf = ({ subject }: { readonly subject: string }) => subject.slice('test/'.length);
    const rows: Row[] = await database('test_referrals').whereIn('referral_id', items.map(idOf));
    return compareRows('test-referral', items, byColumn(rows, 'referral_id'), idOf, ({ entry }, row) => {
      const { commitment, opened, at } = entry;
      if (opened === null) return holds(row, { commitment, sealed_at: at });
      const nonce = Buffer.from(bytesColumn(row['nonce'])).toString('hex');
      const { scenario, result } = opened;
      return nonce === opened.nonce && holds(row, { commitment, scenario, result, opened_at: at });
    });
  },
};
