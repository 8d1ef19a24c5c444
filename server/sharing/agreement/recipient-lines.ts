import type { Connection } from '../../database/connection.ts';
import { isCounted } from './agreement.ts';
import { agreementsAt } from './in-force.ts';

const LIST = new Intl.ListFormat('en');

/** A line for each agreement that is in force or paused, for the record of processing: the partners are recipients (GDPR Art. 30(1)(d)). */
export async function recipientLines(database: Connection, nowMs: number): Promise<string[]> {
  return (
    (await agreementsAt(database, nowMs))
      .filter(({ state }) => state === 'in-force' || state === 'paused')
      // A partner that only sends lists gets nothing
      .filter(({ agreement }) => agreement.datasets.length > 0)
      .map(({ agreement: { id, version, parties, datasets, legalBasis } }) => {
        const counted = datasets.filter(isCounted).map(({ dataset }) => dataset.replaceAll('-', ' '));
        const what = [
          ...(counted.length > 0 ? [`counts of ${LIST.format(counted)}`] : []),
          ...(counted.length < datasets.length ? ['sealed monthly pseudonyms of documents'] : []),
        ];
        return `Partner agency ${parties.recipient.party}: ${LIST.format(what)}, agreement ${id} version ${version}, ${legalBasis.instrument}`;
      })
  );
}
