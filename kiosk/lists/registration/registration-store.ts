/** Stored registrations: a pseudonym, ciphertext and a wrapped key. */
import { epochKeyIdOf } from '../../vault/captures/keys/wrapped-data-key.ts';
import { type Database, openDatabase, truncateLog } from '../../platform/database/database.ts';

export interface StoredRegistration {
  /** 32 hex digits, random. */
  readonly recordId: string;
  /** HMAC-SHA-256, hex; with the prefix `face/` for a face. */
  readonly pseudonym: string;
  /** Version of the text to which the traveller consented. */
  readonly consentVersion: string;
  /** Wall times, ms. */
  readonly registeredAt: number;
  readonly eraseAt: number;
  /** The templates; see `finger-record.ts`. */
  readonly sealed: Uint8Array;
  /** Their key, wrapped by an epoch key: `../../vault/captures/keys/wrapped-data-key.ts`. */
  readonly wrappedKey: Uint8Array;
}

export interface RegistrationStore {
  /** Replaces an earlier registration of the same pseudonym. Durable when it resolves. */
  replace(registration: StoredRegistration): Promise<void>;
  of(pseudonym: string): Promise<StoredRegistration | undefined>;
  /** Each erases by overwriting in the file and the log, and resolves to the number of rows. */
  countDue(wallMs: number): Promise<number>;
  /** Start and end of the storage of each. */
  kept(): Promise<readonly { readonly keptAt: number; readonly eraseAt: number }[]>;
  eraseDue(wallMs: number): Promise<number>;
  erase(pseudonym: string): Promise<number>;
  eraseAll(): Promise<number>;
  nextDue(): Promise<number | undefined>;
  /** Ids of the epoch keys that registrations need. */
  keyIds(): Promise<ReadonlySet<string>>;
  recordIds(): Promise<ReadonlySet<string>>;
  /** Pseudonyms with this prefix. */
  pseudonyms(beginning: string): Promise<readonly string[]>;
  /** Number of all registrations, or of those whose pseudonyms have this prefix. */
  count(beginning?: string): Promise<number>;
  close(): Promise<void>;
}

const TABLE = 'registered_travellers';
/** Table of an earlier version, whose keys were wrapped differently. */
const FIRST_TABLE = 'registrations';

interface Row {
  pseudonym: string;
  record_id: string;
  consent_version: string;
  registered_at: number;
  erase_at: number;
  sealed: Buffer;
  key_id: string;
  wrapped_key: Buffer;
}

export async function openRegistrationStore(file: string): Promise<RegistrationStore> {
  const db: Database = await openDatabase(file, async (tx) => {
    await tx.schema.dropTableIfExists(FIRST_TABLE);
    if (await tx.schema.hasTable(TABLE)) return;
    await tx.schema.createTable(TABLE, (table) => {
      table.text('pseudonym').primary();
      table.text('record_id').notNullable().unique();
      table.text('consent_version').notNullable();
      table.bigInteger('registered_at').notNullable();
      table.bigInteger('erase_at').notNullable().index();
      table.binary('sealed').notNullable();
      table.text('key_id').notNullable().index();
      table.binary('wrapped_key').notNullable();
    });
  });

  const erased = async (count: number): Promise<number> => {
    if (count > 0) await truncateLog(db);
    return count;
  };

  return {
    async replace(registration) {
      const row: Row = {
        pseudonym: registration.pseudonym,
        record_id: registration.recordId,
        consent_version: registration.consentVersion,
        registered_at: registration.registeredAt,
        erase_at: registration.eraseAt,
        sealed: Buffer.from(registration.sealed),
        key_id: epochKeyIdOf(registration.wrappedKey),
        wrapped_key: Buffer.from(registration.wrappedKey),
      };
      const replaced = await db.transaction(async (tx) => {
        const count = await tx(TABLE).where({ pseudonym: registration.pseudonym }).delete();
        await tx(TABLE).insert(row);
        return count;
      });
      await erased(replaced);
    },
    async of(pseudonym) {
      const row = await db<Row>(TABLE).where({ pseudonym }).first();
      if (row === undefined) return undefined;
      return {
        recordId: row.record_id,
        pseudonym: row.pseudonym,
        consentVersion: row.consent_version,
        registeredAt: row.registered_at,
        eraseAt: row.erase_at,
        sealed: row.sealed,
        wrappedKey: row.wrapped_key,
      };
    },
    async countDue(wallMs) {
      const row = await db(TABLE).where('erase_at', '<=', wallMs).count<{ n: number }[]>({ n: '*' }).first();
      return row?.n ?? 0;
    },
    async kept() {
      const rows: Pick<Row, 'registered_at' | 'erase_at'>[] = await db(TABLE).select('registered_at', 'erase_at');
      return rows.map((row) => ({ keptAt: row.registered_at, eraseAt: row.erase_at }));
    },
    eraseDue: async (wallMs) => erased(await db(TABLE).where('erase_at', '<=', wallMs).delete()),
    erase: async (pseudonym) => erased(await db(TABLE).where({ pseudonym }).delete()),
    eraseAll: async () => erased(await db(TABLE).delete()),
    async nextDue() {
      const row = await db(TABLE).min<{ due: number | null }[]>({ due: 'erase_at' }).first();
      return row?.due ?? undefined;
    },
    async keyIds() {
      const rows: Pick<Row, 'key_id'>[] = await db(TABLE).distinct('key_id');
      return new Set(rows.map((row) => row.key_id));
    },
    async pseudonyms(beginning) {
      const rows: Pick<Row, 'pseudonym'>[] = await db(TABLE)
        .select('pseudonym')
        .where('pseudonym', 'like', `${beginning}%`);
      return rows.map((row) => row.pseudonym);
    },
    async recordIds() {
      const rows: Pick<Row, 'record_id'>[] = await db(TABLE).select('record_id');
      return new Set(rows.map((row) => row.record_id));
    },
    async count(beginning = '') {
      const found = db(TABLE).where('pseudonym', 'like', `${beginning}%`);
      const row = await found.count<{ count: number }[]>({ count: '*' }).first();
      return row?.count ?? 0;
    },
    close: () => db.destroy(),
  };
}
