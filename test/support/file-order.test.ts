import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileOrder, type TestFile } from './file-order.ts';

const names = (files: readonly TestFile[]) => files.map(({ name }) => name);
const file = (name: string, wall: number, more: Partial<TestFile> = {}): TestFile => ({
  ...{ name, wall, processor: wall },
  ...more,
});

test('order of test files: slowest first, one flow at a time, those that share a process last and together', () => {
  const files = [
    file('models/adds', 3, { sharing: 0 }),
    file('server/adds', 3, { sharing: 1 }),
    file('models/counts', 3, { sharing: 0 }),
    file('flows/travellers', 74),
    file('flows/dock-scenarios', 263),
    file('kiosk/quick', 1),
    file('kiosk/ui/every-step', 304),
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

test('order of test files: a flow whose programs mostly wait runs beside another one', () => {
  const files = [
    file('flows/documents', 74),
    file('kiosk/ui/every-step', 304),
    file('flows/two-agencies', 900, { processor: 250 }),
    file('flows/dock-scenarios', 263),
  ];
  const ordered = names(fileOrder(files, 3, 1));
  expect(ordered).toEqual(['flows/dock-scenarios', 'flows/two-agencies', 'kiosk/ui/every-step', 'flows/documents']);
});

test('order of test files: has each file once, flows alone too', () => {
  const one = fc.record(
    {
      name: fc.constantFrom('flows/a', 'flows/shift', 'kiosk/b', 'server/oversight/alerts/alerts'),
      sharing: fc.nat(2),
      wall: fc.nat(900),
      processor: fc.nat(900),
    },
    { requiredKeys: ['name', 'wall', 'processor'] },
  );
  fc.assert(
    fc.property(fc.array(one), fc.integer({ min: 1, max: 4 }), (files, workers) => {
      const ordered = fileOrder(files, workers, 1);
      expect(new Set(ordered)).toEqual(new Set(files));
      expect(ordered).toHaveLength(files.length);
    }),
  );
});
