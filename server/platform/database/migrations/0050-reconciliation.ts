import type { Migration } from '../migration.ts';

/** What an alarm of differing tables is about, and where acts stand among the openings, for the auditor's list. */
export const reconciliation: Migration = {
  name: '0050-reconciliation',
  async up(transaction) {
    await transaction.schema.alterTable('alarms', (table) => table.text('about'));
    await transaction.raw("create index ledger_openings_acts on ledger_openings (entry_index) where type = 'act'");
  },
};
