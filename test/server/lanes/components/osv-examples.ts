/** Advisories of npm packages as OSV publishes them (github.com/github/advisory-database, CC-BY-4.0), with the ranges that `npm audit` prints. */
import { type Advisory, advisorySchema } from '../../../../server/lanes/components/osv/advisory.ts';

interface Example {
  readonly name: string;
  /** As `npm audit` prints it. */
  readonly range: string;
  readonly advisory: Advisory;
}

type Period = readonly [introduced: string, fixed: string];

function example(id: string, cve: string, name: string, severity: string, periods: readonly Period[]): Example {
  const ranges = periods.map(([introduced, fixed]) => ({
    package: { ecosystem: 'npm', name },
    ranges: [{ type: 'SEMVER', events: [{ introduced }, { fixed }] }],
  }));
  return {
    name,
    range: periods.map(([from, to]) => (from === '0' ? `<${to}` : `>=${from} <${to}`)).join(' || '),
    advisory: advisorySchema.parse({
      ...{ id, aliases: [cve], published: '2024-01-01T00:00:00Z', modified: '2024-06-01T00:00:00Z' },
      summary: `Fault of ${name}`,
      affected: ranges,
      database_specific: { severity },
    }),
  };
}

export const EXAMPLES: readonly Example[] = [
  example('GHSA-3h5v-q93c-6h6q', 'CVE-2024-37890', 'ws', 'HIGH', [
    ['2.1.0', '5.2.4'],
    ['6.0.0', '6.2.3'],
    ['7.0.0', '7.5.10'],
    ['8.0.0', '8.17.1'],
  ]),
  example('GHSA-xvch-5gv4-984h', 'CVE-2021-44906', 'minimist', 'CRITICAL', [
    ['0', '0.2.4'],
    ['1.0.0', '1.2.6'],
  ]),
  example('GHSA-9c47-m6qq-7p4h', 'CVE-2022-46175', 'json5', 'HIGH', [
    ['0', '1.0.2'],
    ['2.0.0', '2.2.2'],
  ]),
  example('GHSA-35jh-r3h4-6jhm', 'CVE-2021-23337', 'lodash', 'HIGH', [['0', '4.17.21']]),
  example('GHSA-72xf-g2v4-qvf3', 'CVE-2023-26136', 'tough-cookie', 'MODERATE', [['0', '4.1.3']]),
];
