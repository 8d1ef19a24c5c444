/** The rows about partners' and traders' programs and people that the entries of one page name. */
import { integerColumn, nullableTextColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import type { Row } from '../../../platform/database/table.ts';
import type { CallFacts, EntryOf, Rows } from './facts.ts';

type OfPrograms = Pick<
  Rows,
  'calls' | 'deliveries' | 'traderPeople' | 'traderPasskeys' | 'ownKeys' | 'keyUses' | 'portalUses' | 'mandates'
>;

export async function programRows(database: Connection, entries: readonly EntryOf<'row'>[]): Promise<OfPrograms> {
  const keysOf = (name: string) => [
    ...new Set(
      entries.flatMap(({ table, key, content }) => (table === name && content !== null ? [String(key[0])] : [])),
    ),
  ];
  return {
    calls: new Map([
      ...(await callsIn(database, 'sharing_calls', keysOf('sharing_calls'))),
      ...(await callsIn(database, 'sharing_portal_calls', keysOf('sharing_portal_calls'))),
    ]),
    deliveries: await rowsIn(database, 'sharing_deliveries', 'id', keysOf('sharing_deliveries')),
    traderPeople: await rowsIn(database, 'trader_people', 'id', keysOf('trader_people')),
    traderPasskeys: await withTrader(database, 'trader_passkeys', 'id', keysOf('trader_passkeys')),
    ownKeys: await withTrader(database, 'trader_own_keys', 'digest', keysOf('trader_own_keys')),
    portalUses: await rowsIn(database, 'trader_portal_uses', 'id', keysOf('trader_portal_uses')),
    mandates: await rowsIn(database, 'trader_mandates', 'id', keysOf('trader_mandates')),
    keyUses: await rowsIn(database, 'trader_key_uses', 'id', keysOf('trader_key_uses')),
  };
}

async function callsIn(
  database: Connection,
  table: 'sharing_calls' | 'sharing_portal_calls',
  ids: readonly string[],
): Promise<ReadonlyMap<string, CallFacts>> {
  const rows = await rowsIn(database, table, 'id', ids);
  return new Map(
    [...rows].map(([id, row]) => [
      id,
      {
        party: textColumn(row['party']),
        at: integerColumn(row['at']),
        call: textColumn(row['call']),
        agreement: nullableTextColumn(row['agreement']),
        result: textColumn(row['result']),
        bytes: integerColumn(row['bytes']),
      },
    ]),
  );
}

async function rowsIn(
  database: Connection,
  table: string,
  key: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Row>> {
  if (keys.length === 0) return new Map();
  const rows: readonly Row[] = await database(table).whereIn(key, [...keys]);
  return new Map(rows.map((row) => [textColumn(row[key]), row]));
}

/** Rows of a person of a trader, with the trader. */
async function withTrader(
  database: Connection,
  table: string,
  key: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Row>> {
  const rows = await rowsIn(database, table, key, keys);
  const people = await rowsIn(database, 'trader_people', 'id', [
    ...new Set([...rows.values()].map((row) => textColumn(row['person']))),
  ]);
  return new Map(
    [...rows].flatMap(([its, row]) => {
      const trader = people.get(textColumn(row['person']))?.['trader'];
      return trader === undefined ? [] : [[its, { ...row, trader }] as const];
    }),
  );
}
