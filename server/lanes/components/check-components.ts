/** Compares the bills of what the server and the lanes run with the export in use, and stores the findings. */
import type { RoomContext } from '../../records/context/room-context.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { listKiosks } from '../../records/kiosks/kiosks.ts';
import { listStatedReleases } from '../../records/kiosks/lane-status.ts';
import type { Bill } from './bill.ts';
import { databaseNameOf, databaseNames, faultsOf } from './findings.ts';
import { type PlacedFault, putCheck, replaceFindings } from './finding-table.ts';
import { type KeptExport, keptAdvisories } from './osv/kept-export.ts';
import type { PublishedBill, PublishedBills } from './published-bills.ts';

/** A bill and where it runs. */
export interface PlacedBill {
  readonly bill: Bill;
  readonly onServer: boolean;
  /** Ids of kiosks. */
  readonly lanes: readonly string[];
}

export interface LanesOfBills {
  readonly placed: readonly PlacedBill[];
  /** Lanes in service whose release has no published bill, or that state no release. */
  readonly without: readonly string[];
}

/** Which published bill each lane in service runs, by the digest that it states. */
export async function lanesOfBills(database: Connection, bills: readonly PublishedBill[]): Promise<LanesOfBills> {
  const stated = await listStatedReleases(database);
  const byBill = new Map<PublishedBill, string[]>();
  const without: string[] = [];
  for (const { id, disabledAt } of await listKiosks(database)) {
    if (disabledAt !== null) continue;
    const release = stated.get(id)?.release;
    const bill = release === undefined ? undefined : bills.find((one) => one.release === release);
    if (bill === undefined) without.push(id);
    else byBill.set(bill, [...(byBill.get(bill) ?? []), id]);
  }
  const placed = [...byBill].map(([{ bill }, lanes]) => ({ bill, onServer: false, lanes: lanes.sort() }));
  return { placed, without: without.sort() };
}

export interface CheckInputs {
  readonly own: Bill;
  readonly published: PublishedBills;
  /** Folder of the export in use. */
  readonly folder: string;
  readonly kept: KeptExport;
}

/** Rejects with `ComponentError` for a damaged export; the findings then stay as they are. */
export async function checkComponents(
  { knex, queue, clock }: Pick<RoomContext, 'knex' | 'queue' | 'clock'>,
  { own, published, folder, kept }: CheckInputs,
): Promise<void> {
  const { placed, without } = await lanesOfBills(knex, published.bills);
  const all = [{ bill: own, onServer: true, lanes: [] }, ...placed];
  const names = new Set(all.flatMap(({ bill }) => [...databaseNames(bill)]));
  const advisories = await keptAdvisories(folder, kept, names);
  const faults = placedFaults(all.map((one) => ({ ...one, faults: faultsOf(one.bill, advisories) })));
  const versions = all.flatMap(({ bill }) =>
    bill.components.filter((one) => databaseNameOf(one) !== undefined).map(({ purl }) => purl),
  );
  const at = Math.round(clock.wallMs());
  const check = {
    digest: kept.digest,
    components: new Set(versions).size,
    lanesWithoutBill: [...without],
    unreadableBills: [...published.unreadable],
  };
  await queue.run(async (transaction) => {
    await replaceFindings(transaction, faults, at);
    await putCheck(transaction, check, at);
  });
}

type FaultsAt = Omit<PlacedBill, 'bill'> & { readonly faults: ReturnType<typeof faultsOf> };

/** Pure: each fault once, with every place. */
export function placedFaults(all: readonly FaultsAt[]): readonly PlacedFault[] {
  const found = new Map<string, PlacedFault>();
  for (const { faults, onServer, lanes } of all) {
    for (const fault of faults) {
      const key = JSON.stringify([fault.component, fault.version, fault.advisory]);
      const before = found.get(key);
      found.set(key, {
        ...fault,
        onServer: onServer || before?.onServer === true,
        lanes: [...new Set([...(before?.lanes ?? []), ...lanes])].sort(),
      });
    }
  }
  return [...found.values()];
}
