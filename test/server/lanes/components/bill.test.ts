import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../models/files/project-root.ts';
import { type Bill, type BillInputs, billSchema, billText, purlOf } from '../../../../server/lanes/components/bill.ts';
import { differencesOf } from '../../../../server/lanes/components/differences.ts';
import { findingsOf, isOverdue } from '../../../../server/lanes/components/findings.ts';
import { inputsOf } from '../../../../server/lanes/components/installed.ts';
import { advisorySchema } from '../../../../server/lanes/components/osv/advisory.ts';
import { cycloneDxSchema } from '../../../support/cyclonedx-schema.ts';

const DAY_MS = 86_400_000;

describe('the bill of this release', () => {
  let inputs: BillInputs;
  let bill: Bill;
  beforeAll(async () => {
    inputs = await inputsOf(projectRoot(), '20.20.2');
    bill = billSchema.parse(JSON.parse(billText(inputs)));
  });

  it('is valid under the official schema of CycloneDX 1.6', () => {
    const validate = cycloneDxSchema();
    const isValid = validate(JSON.parse(billText(inputs)));
    expect(validate.errors ?? []).toEqual([]);
    expect(isValid).toBe(true);
    expect(validate({ ...bill, bomFormat: 'another' })).toBe(false);
  });

  it('has the packages that run, the models, the native libraries and Node', () => {
    const names = bill.components.map(({ name }) => name);
    for (const name of ['express', '@noble/curves', 'sqlite', 'vips', 'blazeface-back', 'node'])
      expect(names).toContain(name);
    expect(names).not.toContain('vitest');
    const lock = JSON.parse(readFileSync(join(projectRoot(), 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { version: string; integrity: string }>;
    };
    const { version, integrity } = lock.packages['node_modules/express']!;
    const express = bill.components.find(({ name }) => name === 'express');
    expect(express).toMatchObject({ version, purl: `pkg:npm/express@${version}` });
    expect(Buffer.from(express?.hashes?.[0]?.content ?? '', 'hex').toString('base64')).toBe(integrity.slice(7));
  });

  it('names the time of the commit, the tool and the supplier, and stays valid', () => {
    const text = billText({ ...inputs, epochS: 1_796_000_000 });
    const { metadata } = JSON.parse(text) as { metadata: Record<string, unknown> };
    expect(metadata).toMatchObject({
      timestamp: '2026-11-30T00:53:20.000Z',
      tools: { components: [{ name: 'postern components' }] },
      supplier: { name: 'Postern' },
    });
    expect(cycloneDxSchema()(JSON.parse(text))).toBe(true);
    expect(JSON.parse(billText(inputs))).not.toHaveProperty('metadata.timestamp');
  });

  it('has the same bytes each time, in any order of the inputs', () => {
    const turned = { ...inputs, packages: [...inputs.packages].reverse(), models: [...inputs.models].reverse() };
    expect(billText(turned)).toBe(billText(inputs));
  });
});

it('package URLs: keep the scope as namespace', () => {
  expect(purlOf({ name: '@noble/curves', version: '2.4.0' })).toBe('pkg:npm/%40noble/curves@2.4.0');
});

const library = (name: string, version: string) => ({
  type: 'library' as const,
  ...{ name, version, 'bom-ref': `npm/${name}@${version}`, purl: purlOf({ name, version }) },
});
const SMALL: Bill = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  metadata: {
    component: {
      ...{ type: 'application', name: 'postern', version: '1.0.0', 'bom-ref': 'program' },
      hashes: [{ alg: 'SHA-256', content: 'aa' }],
    },
  },
  components: [
    library('left-pad', '1.0.0'),
    library('left-pad', '2.0.0'),
    {
      type: 'platform',
      name: 'node',
      version: '20.20.2',
      'bom-ref': 'platform/node',
      purl: 'pkg:bitnami/node@20.20.2',
    },
  ],
};

describe('the findings of a bill', () => {
  const NOW = Date.UTC(2026, 10, 28);
  const advisory = (id: string, severity: string, publishedDaysAgo: number, ecosystem = 'npm', name = 'left-pad') =>
    advisorySchema.parse({
      id,
      aliases: [`CVE-${id}`],
      modified: '2026-11-01T00:00:00Z',
      published: new Date(NOW - publishedDaysAgo * DAY_MS).toISOString(),
      database_specific: { severity },
      affected: [
        {
          package: { ecosystem, name },
          ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }],
        },
      ],
    });
  const short = (exceptions: Parameters<typeof findingsOf>[2], ...advisories: ReturnType<typeof advisory>[]) =>
    findingsOf(SMALL, advisories, exceptions, NOW).map((one) => [
      one.advisory,
      one.version,
      (one.dueAt - NOW) / DAY_MS,
      isOverdue(one, NOW),
    ]);

  it('have the deadlines of the security policy, earliest first', () => {
    const policy = readFileSync(join(projectRoot(), '.github', 'SECURITY.md'), 'utf8');
    for (const row of [
      'critical (CVSS 9.0 and more), where our use reaches it | 2 days',
      'high (7.0 and more) | 7 days',
      'moderate (4.0 and more) | 30 days',
    ]) {
      expect(policy).toContain(row);
    }
    expect(
      short(
        [],
        advisory('A', 'LOW', 1),
        advisory('B', 'CRITICAL', 3),
        advisory('C', 'HIGH', 3),
        advisory('D', 'MODERATE', 40),
      ),
    ).toEqual([
      ['D', '1.0.0', -10, true],
      ['B', '1.0.0', -1, true],
      ['C', '1.0.0', 4, false],
      ['A', '1.0.0', 89, false],
    ]);
  });

  it('name the affected version only, and Node by its own ecosystem', () => {
    expect(short([], advisory('A', 'HIGH', 0, 'PyPI'))).toEqual([]);
    const node = advisorySchema.parse({
      ...advisory('N', 'HIGH', 0),
      affected: [
        {
          package: { ecosystem: 'Bitnami', name: 'node' },
          ranges: [{ type: 'SEMVER', events: [{ introduced: '20.0.0' }, { fixed: '20.21.0' }] }],
        },
      ],
    });
    expect(short([], node)).toEqual([['N', '20.20.2', 7, false]]);
  });

  it('are not overdue under an exception, until its last day has passed', () => {
    const exception = (until: string, more = {}) => ({
      advisory: 'CVE-B',
      reason: 'The function is not called by us.',
      until,
      ...more,
    });
    const overdue = (...exceptions: ReturnType<typeof exception>[]) =>
      short(exceptions, advisory('B', 'CRITICAL', 30))[0]?.[3];
    expect(overdue()).toBe(true);
    expect(overdue(exception('2026-11-28'))).toBe(false);
    expect(overdue(exception('2026-11-27'))).toBe(true);
    expect(overdue(exception('2026-12-28', { component: 'right-pad' }))).toBe(true);
    expect(overdue(exception('2026-12-28', { advisory: 'another' }))).toBe(true);
  });
});

describe('the running program', () => {
  const running = {
    ...{ digest: 'aa', node: '20.20.2' },
    packages: [
      { name: 'left-pad', version: '1.0.0' },
      { name: 'left-pad', version: '2.0.0' },
    ],
  };
  const difference = (changes: Partial<typeof running>, bill = SMALL) =>
    differencesOf(bill, { ...running, ...changes }).map(({ kind, name, expected, found }) => [
      kind,
      name,
      expected,
      found,
    ]);

  it('equals its bill', () => expect(difference({})).toEqual([]));

  it('differs in its code, its runtime, and packages that are missing or added', () => {
    expect(
      difference({
        digest: 'bb',
        node: '22.0.0',
        packages: [
          { name: 'left-pad', version: '1.0.0' },
          { name: 'evil', version: '6.6.6' },
        ],
      }),
    ).toEqual([
      ['program', 'postern', 'aa', 'bb'],
      ['node', 'node', '20.20.2', '22.0.0'],
      ['package-missing', 'left-pad', '2.0.0', null],
      ['package-added', 'evil', null, '6.6.6'],
    ]);
    const optional = { ...SMALL, components: SMALL.components.map((one) => ({ ...one, scope: 'optional' })) };
    expect(difference({ packages: [] }, optional)).toEqual([]);
  });
});
