import { expect, test } from 'vitest';
import { heldTable } from '../../../../server/privacy/exports/tables-of.ts';
import type { HeldView } from '../../../../server/privacy/answers/privacy.ts';

const counts = { age: { hour: 1, day: 0, older: 0 }, due: { overdue: 0, tenMinutes: 1, hour: 0, day: 0, later: 0 } };

test('table of kept items: lists every lane, also without items, without a status, or overdue without a count', () => {
  const place = { kioskId: 'x', site: 'north' };
  const late = { kind: 'unreported', retentionClass: 'referred', count: null, since: 5 } as const;
  const view = {
    lanes: [
      { ...place, lane: '1', at: 0, classes: [{ retentionClass: 'referred', counts }], overdue: [] },
      { ...place, lane: '2', at: 0, classes: [], overdue: [] },
      { ...place, lane: '3', at: null, classes: [], overdue: [] },
      { ...place, lane: '4', at: null, classes: [], overdue: [late] },
    ],
  } as unknown as HeldView;
  const { columns, rows } = heldTable(view);
  expect(rows.map(([, lane, kept, , soon, , , , , overdue]) => [lane, kept, soon, overdue])).toEqual([
    ['1', 'referred', '1', ''],
    ['2', 'nothing', '', ''],
    ['3', 'not reported', '', ''],
    ['4', 'referred', '', 'unreported'],
  ]);
  for (const row of rows) expect(row).toHaveLength(columns.length);
});
