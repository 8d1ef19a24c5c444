import type { Migration } from '../migration.ts';

/** Lists of documents that partners send: their files, and each attempt to publish them. */
export const sharingLists: Migration = {
  name: '0168-sharing-lists',
  async up(transaction) {
    await transaction.schema.createTable('sharing_list_files', (table) => {
      table.text('id').primary();
      table.text('party').notNullable();
      table.text('agreement').notNullable();
      table.text('list').notNullable();
      /** SHA-256 of the file. */
      table.text('digest').notNullable();
      table.bigInteger('bytes').notNullable();
      table.bigInteger('begun_at').notNullable();
      /** When the latest piece came. No entry of the ledger commits to it. */
      table.bigInteger('piece_at').notNullable();
      table.bigInteger('published_at').nullable();
      table.bigInteger('erased_at').nullable();
      table.text('erased_because').nullable();
      table.index(['erased_at', 'party'], 'sharing_list_files_kept');
    });
    await transaction.schema.createTable('sharing_list_publications', (table) => {
      table.text('id').primary();
      table.text('party').notNullable();
      table.text('agreement').nullable();
      table.bigInteger('agreement_version').nullable();
      /** Absent: the attempt names no list of the partner, or changes none. */
      table.text('list').nullable();
      table.text('change').nullable();
      table.bigInteger('metadata_version').nullable();
      /** SHA-256 of the signed metadata. */
      table.text('metadata_digest').notNullable();
      table.bigInteger('base').nullable();
      table.bigInteger('delta').nullable();
      table.bigInteger('documents').nullable();
      table.bigInteger('made_at').nullable();
      table.text('outcome').notNullable();
      /** Code and place of a refusal. */
      table.text('refusal').nullable();
      table.text('place').nullable();
      table.bigInteger('at').notNullable();
      table.index(['party', 'at'], 'sharing_list_publications_latest');
      table.index(['outcome'], 'sharing_list_publications_begun');
    });
  },
};
