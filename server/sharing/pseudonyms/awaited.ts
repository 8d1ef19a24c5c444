/** Whether sealed pseudonyms of a month can still be delivered under a version of an agreement. */
import { boundsOfMonth } from '../../contract/partner-pseudonyms.ts';
import type { Connection } from '../../database/connection.ts';
import { factsOf } from '../agreement/in-force.ts';
import { listAgreements } from '../agreement/tables/agreement-table.ts';
import { timeOf } from '../deliveries/due.ts';
import { knownDeliveries, nameOf } from '../deliveries/tables/delivery-table.ts';
import type { PseudonymPlace } from '../deliveries/tables/pseudonym-table.ts';

/**
 * Judges places by the agreements as they are now: the version is signed and was not ended by two people, it names the dataset `documents`,
 * the month is wholly within its time, and nothing was delivered or refused for it yet. A paused version still takes pseudonyms.
 */
export async function judgeAwaited(database: Connection): Promise<(place: PseudonymPlace) => boolean> {
  const versions = await factsOf(database, await listAgreements(database));
  const known = await knownDeliveries(database, 'counts');
  return ({ agreement: digest, month }) => {
    const facts = versions.find((one) => one.digest === digest);
    const time = facts && timeOf(facts, versions);
    if (facts === undefined || time === undefined) return false;
    const { id, datasets } = facts.agreement;
    const { from, to } = boundsOfMonth(month);
    return (
      datasets.some(({ dataset }) => dataset === 'documents') &&
      from >= time.from &&
      to <= time.to &&
      !known.has(nameOf({ agreement: id, dataset: 'documents', period: month }))
    );
  };
}
