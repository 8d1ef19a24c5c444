/** Known faults of the components, by an export of OSV (`npm/all.zip`, unpacked or not) that POSTERN_OSV names. The tests use no network. */
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';
import { billSchema, billText } from '../../server/lanes/components/bill.ts';
import { databaseNames, findingsOf, isOverdue } from '../../server/lanes/components/findings.ts';
import { inputsOf } from '../../server/lanes/components/installed.ts';
import { readOsvExport } from '../../server/lanes/components/osv/read-export.ts';

const EXPORT = process.env['POSTERN_OSV'];
if (EXPORT === undefined)
  process.stderr.write('not checked: known faults of the components, because POSTERN_OSV names no export of OSV\n');

it.skipIf(EXPORT === undefined)('no component has a known fault whose deadline has passed', async () => {
  expect(existsSync(EXPORT ?? ''), `${EXPORT} is missing`).toBe(true);
  const bill = billSchema.parse(JSON.parse(billText(await inputsOf(projectRoot(), process.versions.node))));
  const found = await readOsvExport(EXPORT ?? '', databaseNames(bill));
  expect(found.read).toBeGreaterThan(0);
  const now = Date.now();
  const overdue = findingsOf(bill, found.advisories, [], now).filter((finding) => isOverdue(finding, now));
  expect(overdue).toEqual([]);
});
