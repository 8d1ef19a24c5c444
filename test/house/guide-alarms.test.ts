import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';
import { Metrics } from '../../server/platform/http/metrics.ts';
import { CHECKS } from '../../server/main/app/answers.ts';
import { SIGNAL_KINDS } from '../../server/platform/base/signal-kinds.ts';
import { ALARM_KINDS } from '../../server/platform/base/alarm-kinds.ts';

const alarms = readFileSync(join(projectRoot(), 'server/main/guide/alarms.md'), 'utf8');

/** The code words in the first cells of a page's tables. */
const namedIn = (page: string): Set<string> =>
  new Set(
    [...page.matchAll(/^\| (`[^|]*`) \|/gm)].flatMap(([, cell]) =>
      [...(cell as string).matchAll(/`([^`]+)`/g)].map(([, word]) => word as string),
    ),
  );

const missingIn = (page: string, words: readonly string[]): string[] => {
  const named = namedIn(page);
  return words.filter((word) => !named.has(word));
};

const SOURCES = {
  waitingWrites: () => 0,
  ledgerSize: () => 0,
  publishedSize: async () => 0,
  ready: async () => true,
  alarms: async () => new Map(),
  openAlarms: async () => new Map(),
  alarmKinds: [],
  alerts: async () => ({ waiting: 0, oldestS: 0 }),
  wallMs: () => 0,
};

describe("operator's guide", () => {
  test('alarms.md has a row for every alarm of the server', () => {
    expect(ALARM_KINDS.length).toBeGreaterThan(40);
    expect(missingIn(alarms, ALARM_KINDS)).toEqual([]);
  });
  test('alarms.md has a row for every signal of the server', () => {
    expect(missingIn(alarms, SIGNAL_KINDS)).toEqual([]);
  });
  test('alarms.md has a row for every check of readiness', () => {
    expect(missingIn(alarms, CHECKS)).toEqual([]);
  });
  test('alarms.md has a row for every metric', async () => {
    const text = await new Metrics(SOURCES).text();
    const metrics = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name as string);
    expect(metrics.length).toBeGreaterThan(5);
    expect(missingIn(alarms, metrics)).toEqual([]);
  });
  test('alarms.md has no rows for unknown alarms', () => {
    const tables = alarms.split('\n## ').filter((section) => section.includes('| alarm | meaning |'));
    const known = new Set<string>(ALARM_KINDS);
    expect(tables.flatMap((section) => [...namedIn(section)]).filter((word) => !known.has(word))).toEqual([]);
  });
});
