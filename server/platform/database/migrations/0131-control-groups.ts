import type { Migration } from '../migration.ts';

/** By which groups the audit of controls counts: offices that read the goods (JSON), and how many goods lines the risk model knows. */
export const controlGroups: Migration = {
  name: '0131-control-groups',
  async up(transaction) {
    await transaction.schema.alterTable('declaration_controls', (table) => {
      table.text('lines');
      table.text('offices');
    });
  },
};
