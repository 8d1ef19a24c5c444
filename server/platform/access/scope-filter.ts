import type { Reach } from './principal.ts';
import type { Rows } from '../database/connection.ts';

/** Narrows a query that includes `kiosks` to the lanes within a reach. */
export function narrowTo<Query extends Rows>(query: Query, reach: Reach): Query {
  if (reach.some(({ sites, lanes }) => sites === 'all' && lanes === 'all')) return query;
  return query.where((where) => {
    // An empty reach includes no lane.
    if (reach.length === 0) void where.whereIn('kiosks.id', []);
    for (const { sites, lanes } of reach) {
      void where.orWhere((area) => {
        if (sites !== 'all') void area.whereIn('kiosks.site', sites);
        if (lanes !== 'all') void area.whereIn('kiosks.id', lanes);
      });
    }
  }) as Query;
}
