import { expect, it } from 'vitest';
import type { FindingView } from '../../../../server/lanes/components/answers.ts';
import { csvName, findingsCsv } from '../../../../server/console/administration/components-csv.ts';

const AT = Date.UTC(2026, 10, 28);
const FINDING: FindingView = {
  ...{ number: 1, advisory: 'GHSA-a', aliases: ['CVE-1', 'CVE-2'], component: '@scope/a', version: '1.0.0' },
  ...{ severity: 'high', score: 7.5, summary: '=HYPERLINK("x"), "quoted"', fixedVersion: null, publishedAt: AT },
  ...{ dueAt: AT, state: 'open', isOverdue: true, onServer: true, lanes: ['north-1', 'north-2'], foundAt: AT },
  ...{ fixedAt: null, exceptedUntil: null },
};

it('findings as a file: quotes texts, runs no formula, and leaves what is absent empty', () => {
  const [head, line, end] = findingsCsv([FINDING]).split('\r\n');
  expect(head?.split(',')).toHaveLength(17);
  expect(line).toBe(
    '\'@scope/a,1.0.0,GHSA-a,CVE-1 CVE-2,high,7.5,"\'=HYPERLINK(""x""), ""quoted""",yes,north-1 north-2,,' +
      '2026-11-28T00:00:00.000Z,2026-11-28T00:00:00.000Z,open,yes,,2026-11-28T00:00:00.000Z,',
  );
  expect(end).toBe('');
  expect(csvName({ serverTime: AT })).toBe('components-2026-11-28.csv');
});
