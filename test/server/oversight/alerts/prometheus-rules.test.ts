import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { prometheusRules } from '../../../../server/oversight/alerts/prometheus-rules.ts';
import { ALARM_KINDS } from '../../../../server/platform/base/alarm-kinds.ts';
import { Metrics } from '../../../../server/platform/http/metrics.ts';
import { missingSystemParts } from '../../../support/system-part.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const run = promisify(execFile);
const missing = missingSystemParts('checking the rules for Prometheus', ['promtool']);

const SOURCES = {
  waitingWrites: () => 0,
  ledgerSize: () => 0,
  publishedSize: async () => 0,
  ready: async () => true,
  alarms: async () => new Map(),
  openAlarms: async () => new Map(),
  alarmKinds: ALARM_KINDS,
  alerts: async () => ({ waiting: 0, oldestS: 0 }),
  wallMs: () => 0,
};

/** A test of promtool: values once a minute, and the alerts that must fire at a time. */
const scenario = (series: string, values: string, at: string, alert: string, fires: boolean, labels = '') =>
  `  - interval: 1m
    input_series:
      - series: '${series}'
        values: '${values}'
      - series: 'postern_uptime_seconds'
        values: '0+60x60'
    alert_rule_test:
      - eval_time: ${at}
        alertname: ${alert}
        exp_alerts:${fires ? `\n          - exp_labels:\n              severity: now${labels}` : ' []'}
`;

describe('rules for Prometheus', () => {
  it('name only metrics that the server has', async () => {
    const metrics = await new Metrics(SOURCES).text();
    const there = new Set([...metrics.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
    const named = [...prometheusRules().matchAll(/postern_[a-z_]+/g)].map(([name]) => name.replace(/_bucket$/, ''));
    expect(new Set(named).size).toBeGreaterThan(8);
    expect(named.filter((name) => !there.has(name))).toEqual([]);
  });
  it('have one for each kind of alarm', () => {
    const kinds = [...prometheusRules().matchAll(/kind="([a-z-]+)"/g)].map(([, kind]) => kind);
    expect(kinds.sort()).toEqual([...ALARM_KINDS].sort());
  });
  it.skipIf(missing !== undefined)('are valid for promtool', async () => {
    const file = join(temporaryFolder(), 'postern.rules.yml');
    writeFileSync(file, prometheusRules());
    const { stdout } = await run('promtool', ['check', 'rules', '--lint=all', '--lint-fatal', file]);
    expect(stdout).toContain(`SUCCESS: ${ALARM_KINDS.length + 7} rules found`);
  });
  it.skipIf(missing !== undefined)(
    'fire on the first alarm of a kind, on one that lasts, and on a server that is away',
    async () => {
      const folder = temporaryFolder();
      writeFileSync(
        join(folder, 'postern.rules.yml'),
        prometheusRules().replaceAll(/^ +(annotations|summary|description):.*\n/gm, ''),
      );
      const differ = 'postern_alarms{kind="tables-differ"}';
      const open = 'postern_alarms_open{kind="lane-in-emergency"}';
      const tests = [
        scenario(differ, '0x10 1x49', '12m', 'PosternTablesDiffer', true, '\n              kind: tables-differ'),
        scenario(differ, '1x60', '30m', 'PosternTablesDiffer', false),
        scenario(
          open,
          '0x5 1x10 0x45',
          '10m',
          'PosternLaneInEmergency',
          true,
          '\n              kind: lane-in-emergency',
        ),
        scenario(open, '0x5 1x10 0x45', '20m', 'PosternLaneInEmergency', false),
        scenario('postern_ready', '1x5 0x55', '10m', 'PosternNotReady', true),
        scenario('postern_ready', '1x60', '10m', 'PosternNotReady', false),
        scenario('postern_uptime_seconds', '0+60x60', '10m', 'PosternAway', false),
      ];
      const file = join(folder, 'rules.test.yml');
      writeFileSync(file, `rule_files:\n  - postern.rules.yml\ntests:\n${tests.join('')}`);
      const { stdout } = await run('promtool', ['test', 'rules', file]);
      expect(stdout).toContain('SUCCESS');
    },
  );
});
