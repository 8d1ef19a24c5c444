/** Whether what lanes send for a month can still be delivered under a version of an agreement. */
import { boundsOfMonth } from '../../contract/partner-pseudonyms.ts';
import type { Connection } from '../../platform/database/connection.ts';
import type { AgreedDataset } from '../agreement/agreement.ts';
import { factsOf } from '../agreement/in-force.ts';
import { listAgreements } from '../agreement/tables/agreement-table.ts';
import { timeOf } from '../deliveries/due.ts';
import { knownDeliveries, nameOf } from '../deliveries/tables/delivery-table.ts';
import type { PseudonymPlace } from '../deliveries/tables/pseudonym-table.ts';

/**
 * Judges places by the agreements as they are now: the version is signed and was not ended by two people, it names the dataset, the month is
 * wholly within its time, and nothing was delivered or refused for it yet. A paused version still takes what lanes send.
 *
 * @returns the dataset of a place; `undefined`: no delivery awaits it
 */
export async function judgeAwaited(
  database: Connection,
  name: 'documents' | 'listed-documents',
): Promise<(place: PseudonymPlace) => AgreedDataset | undefined> {
  const versions = await factsOf(database, await listAgreements(database));
  const known = await knownDeliveries(database, 'counts');
  return ({ agreement: digest, month }) => {
    const facts = versions.find((one) => one.digest === digest);
    const time = facts && timeOf(facts, versions);
    if (facts === undefined || time === undefined) return undefined;
    const { id, datasets } = facts.agreement;
    const { from, to } = boundsOfMonth(month);
    const isAwaited =
      from >= time.from && to <= time.to && !known.has(nameOf({ agreement: id, dataset: name, period: month }));
    return isAwaited ? datasets.find(({ dataset }) => dataset === name) : undefined;
  };
}
