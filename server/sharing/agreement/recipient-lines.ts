import type { Connection } from '../../database/connection.ts';
import { agreementsAt } from './in-force.ts';

const LIST = new Intl.ListFormat('en');

/** A line for each agreement that is in force or paused, for the record of processing: the partners are recipients (GDPR Art. 30(1)(d)). */
export async function recipientLines(database: Connection, nowMs: number): Promise<string[]> {
  return (await agreementsAt(database, nowMs))
    .filter(({ state }) => state === 'in-force' || state === 'paused')
    .map(({ agreement: { id, version, parties, datasets, legalBasis } }) => {
      const names = LIST.format(datasets.map(({ dataset }) => dataset.replaceAll('-', ' ')));
      return `Partner agency ${parties.recipient.party}: counts of ${names}, agreement ${id} version ${version}, ${legalBasis.instrument}`;
    });
}
