import type { Connection } from '../../platform/database/connection.ts';
import { kindsOf } from '../deliveries/tables/delivery-table.ts';
import type { PartnerLog } from './answers.ts';
import { allCallsOf, namesOf } from './tables/call-table.ts';

const LOGGED = 500;

/** The log of one partner: each call of its program and of its people. */
export async function readLog(database: Connection, party: string, serverTime: number): Promise<PartnerLog> {
  const calls = await allCallsOf(database, party, LOGGED);
  const names = await namesOf(database, party);
  const kinds = await kindsOf(
    database,
    calls.flatMap(({ delivery }) => (delivery === null ? [] : [delivery])),
  );
  return {
    serverTime,
    calls: calls.map(({ party: _party, person, ...call }) => ({
      ...call,
      person: person === null ? null : { id: person, name: names.get(person) ?? '' },
      kind: kinds.get(call.delivery ?? '') ?? null,
    })),
  };
}
