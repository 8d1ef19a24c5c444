import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileOrder, SECONDS, type TestFile } from './file-order.ts';

const names = (files: readonly TestFile[]) => files.map(({ name }) => name);

test('order of test files: slowest first, one flow at a time, those that share a process last and together', () => {
  const files: readonly TestFile[] = [
    { name: 'models/adds', sharing: 0 },
    { name: 'server/adds', sharing: 1 },
    { name: 'models/counts', sharing: 0 },
    { name: 'flows/travellers' },
    { name: 'flows/dock-scenarios' },
    { name: 'kiosk/quick' },
    { name: 'kiosk/ui/every-step' },
  ];
  expect(names(fileOrder(files, 2, 1))).toEqual([
    'flows/dock-scenarios',
    'kiosk/ui/every-step',
    'flows/travellers',
    'kiosk/quick',
    'models/adds',
    'models/counts',
    'server/adds',
  ]);
});

test('order of test files: the flow whose programs mostly wait runs beside another one', () => {
  const files = ['flows/documents', 'kiosk/ui/every-step', 'flows/two-agencies', 'flows/dock-scenarios'];
  const ordered = names(
    fileOrder(
      files.map((name) => ({ name })),
      3,
      1,
    ),
  );
  expect(ordered).toEqual(['flows/dock-scenarios', 'flows/two-agencies', 'kiosk/ui/every-step', 'flows/documents']);
});

test('order of test files: has each file once, flows alone too', () => {
  const file = fc.record(
    { name: fc.constantFrom('flows/a', 'flows/shift', 'kiosk/b', 'server/alerts/alerts'), sharing: fc.nat(2) },
    { requiredKeys: ['name'] },
  );
  fc.assert(
    fc.property(fc.array(file), fc.integer({ min: 1, max: 4 }), (files, workers) => {
      const ordered = fileOrder(files, workers, 1);
      expect(new Set(ordered)).toEqual(new Set(files));
      expect(ordered).toHaveLength(files.length);
    }),
  );
});

test('order of test files: names files that exist', () => {
  const root = join(import.meta.dirname, '..');
  expect(Object.keys(SECONDS).filter((name) => !existsSync(join(root, `${name}.test.js`)))).toEqual([]);
});
