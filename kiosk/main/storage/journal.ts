/**
 * The kiosk's records that must survive a crash: reports, today's try counts, used grants, accepted orders. No
 * biometrics, no names.
 */
import type { Marked } from '../../../server/contract/rehearsal.ts';
import { join } from 'node:path';
import { createGrantUsesTable, type GrantUses, grantUses } from '../../lane/evidence/grant-uses.ts';
import { createKeyCountersTable } from '../../lists/officer-keys/key-counters.ts';
import { createOrderUsesTable, type OrderUses, orderUses } from '../../lane/orders/order-uses.ts';
import {
  createStandingOrdersTable,
  openStandingOrders,
  type StandingOrders,
} from '../../lane/orders/standing-orders.ts';
import { type TryCounts, tryCounts, createTryCountsTable } from '../../lane/state-machine/try-counts.ts';
import {
  createSealedPseudonymsTables,
  type SealedPseudonyms,
  sealedPseudonyms,
} from '../../lists/partners/sealed-pseudonyms.ts';
import { createMonthlySumsTable, type MonthlySums, monthlySums } from '../../lists/list-counts/monthly-sums.ts';
import { openDatabase } from '../../platform/database/database.ts';
import {
  createErasureNotesTable,
  type ErasureNote,
  type ErasureNotes,
  erasureNotes,
} from '../../vault/retention/erasure-notes.ts';
import {
  createInspectionRecordsTable,
  type InspectionRecords,
  inspectionRecords,
} from '../../lane/state-machine/inspection-records.ts';
import { createUsedCodesTable, type UsedCodes, usedCodes } from '../../lane/state-machine/used-codes.ts';
import { createOwedAttemptsTable, type OwedAttempts, owedAttempts } from '../../fleet/uplink/owed-attempts.ts';
import { createOwedGoodsTable, owedGoods, type OwedGoodsTable } from '../../fleet/uplink/owed-goods.ts';
import { createOutboxTable, type Outbox, openOutbox } from '../../fleet/uplink/outbox.ts';

export interface Journal {
  readonly outbox: Outbox;
  readonly counts: TryCounts;
  readonly owedAttempts: OwedAttempts;
  readonly owedGoods: OwedGoodsTable;
  readonly inspections: InspectionRecords;
  readonly erasures: ErasureNotes;
  readonly usedCodes: UsedCodes;
  readonly sealedPseudonyms: SealedPseudonyms;
  readonly listCounts: MonthlySums;
  /** Rejects while the disk is full or cannot be written to. */
  probe(): Promise<void>;
  /** Settles when the database has served the calls before this one. */
  answer(): Promise<void>;
  readonly uses: GrantUses;
  readonly orders: OrderUses;
  readonly standing: StandingOrders;
  close(): Promise<void>;
}

/** Written and rolled back by the probe. */
const NOTHING: ErasureNote = { retentionClass: 'cleared', cause: 'due', erased: 0, at: 0 };

export const JOURNAL_FILE = 'journal.sqlite';

/** @param mark of each report that is made, in a rehearsal */
export async function openJournal(dataDir: string, mark: Marked = {}): Promise<Journal> {
  const db = await openDatabase(join(dataDir, JOURNAL_FILE), async (tx) => {
    await createOutboxTable(tx);
    await createTryCountsTable(tx);
    await createOwedAttemptsTable(tx);
    await createOwedGoodsTable(tx);
    await createInspectionRecordsTable(tx);
    await createErasureNotesTable(tx);
    await createUsedCodesTable(tx);
    await createKeyCountersTable(tx);
    await createGrantUsesTable(tx);
    await createOrderUsesTable(tx);
    await createStandingOrdersTable(tx);
    await createSealedPseudonymsTables(tx);
    await createMonthlySumsTable(tx);
  });
  const outbox = await openOutbox(db, mark);
  const standing = await openStandingOrders(db);
  return {
    outbox,
    counts: tryCounts(db),
    owedAttempts: owedAttempts(db),
    owedGoods: owedGoods(db),
    inspections: inspectionRecords(db),
    erasures: erasureNotes(db),
    usedCodes: usedCodes(db),
    sealedPseudonyms: sealedPseudonyms(db),
    listCounts: monthlySums(db),
    async probe() {
      const erasures = erasureNotes(db);
      await erasures.drop(await erasures.intend(NOTHING));
    },
    async answer() {
      await db.raw('select 1');
    },
    uses: grantUses(db),
    orders: orderUses(db),
    standing,
    async close() {
      await outbox.close();
      await db.destroy();
    },
  };
}
