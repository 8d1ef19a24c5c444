import type { Migration } from '../migration.ts';

/** Versions of the record of processing and of the impact assessment that two people signed. */
export const signedDocuments: Migration = {
  name: '0172-signed-documents',
  async up(transaction) {
    await transaction.schema.createTable('signed_documents', (table) => {
      table.text('document').notNullable();
      table.bigInteger('version').notNullable();
      /** SHA-256 of `content`. */
      table.text('digest').notNullable();
      /** Canonical JSON: the description of the processing. */
      table.text('content').notNullable();
      /** JSON: the controller's judgement of the risks; empty for the record. */
      table.text('judgement');
      table.text('signed_by').notNullable();
      table.text('approved_by').notNullable();
      table.bigInteger('signed_at').notNullable();
      table.primary(['document', 'version']);
    });
  },
};
