/** Findings as OCSF events, validated against an extract of the published schema. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ocsfFinding } from '../../../../../server/oversight/detection/export/ocsf.ts';
import type { StoredFinding } from '../../../../../server/oversight/detection/findings/finding-table.ts';
import { DISPOSITIONS } from '../../../../../server/oversight/detection/vocabulary.ts';
import { fixture, JUDGED_FINDING, SAMPLE_FINDING } from './sample-finding.ts';

interface Attribute {
  readonly type: string;
  readonly isArray?: boolean;
  readonly isRequired?: boolean;
  readonly isDeprecated?: boolean;
  readonly values?: readonly string[];
}
interface Schema {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly atLeastOne?: readonly string[];
}
const OCSF = JSON.parse(readFileSync(fixture('ocsf-1.8.0.json'), 'utf8')) as {
  readonly class: Schema;
  readonly objects: Readonly<Record<string, Schema>>;
};

/** Numbers of the class and its category, and types of observables, which the schema's server adds. */
const ADDED: Readonly<Record<string, readonly string[]>> = {
  class_uid: ['2004'],
  category_uid: ['2'],
  'observables.type_id': ['10'],
};

/** The faults of a value, each with its path. */
function faultsOf(value: object, schema: Schema, path: string): string[] {
  const faults: string[] = [];
  const { attributes, atLeastOne } = schema;
  for (const [name, { isRequired }] of Object.entries(attributes)) {
    if (isRequired === true && !(name in value)) faults.push(`${path}${name} is missing`);
  }
  if (atLeastOne !== undefined && !atLeastOne.some((name) => name in value)) faults.push(`${path} has no name`);
  for (const [name, one] of Object.entries(value)) {
    const attribute = attributes[name];
    if (attribute === undefined || attribute.isDeprecated === true) faults.push(`${path}${name} is no attribute`);
    else faults.push(...faultsOfAttribute(one, attribute, `${path}${name}`));
  }
  return faults;
}

function faultsOfAttribute(value: unknown, attribute: Attribute, path: string): string[] {
  if (Array.isArray(value) !== (attribute.isArray ?? false)) return [`${path} is an array, or none`];
  const members: readonly unknown[] = Array.isArray(value) ? value : [value];
  return members.flatMap((one) => {
    const values = attribute.values === undefined ? undefined : [...attribute.values, ...(ADDED[path] ?? [])];
    if (values !== undefined && !values.includes(String(one))) return [`${path} has the value ${String(one)}`];
    if (attribute.type.endsWith('_t')) {
      const wanted = /^(integer|long|timestamp|port)_t$/.test(attribute.type)
        ? Number.isInteger(one)
        : attribute.type === 'boolean_t'
          ? typeof one === 'boolean'
          : typeof one === 'string';
      return wanted ? [] : [`${path} is no ${attribute.type}`];
    }
    // Any content may stand in an object without a class
    if (attribute.type === 'object') return [];
    const schema = OCSF.objects[attribute.type];
    if (schema === undefined) return [`${path} has a type that the extract lacks`];
    return faultsOf(one as object, schema, `${path}.`);
  });
}

describe('a finding as an OCSF event', () => {
  it.each<readonly [string, StoredFinding]>([
    ['a statistic that waits', SAMPLE_FINDING],
    ...DISPOSITIONS.map((one) => [`a judged invariant: ${one}`, { ...JUDGED_FINDING, disposition: one }] as const),
  ])('%s has attributes of the schema only, of their types', (_name, finding) => {
    expect(faultsOf(ocsfFinding(finding, 'server.example/log'), OCSF.class, '')).toEqual([]);
  });

  it('is refused by the validator of this test without its id or with a foreign attribute', () => {
    const { finding_info: info, ...rest } = ocsfFinding(SAMPLE_FINDING, 's');
    const { uid: _uid, ...without } = info;
    expect(faultsOf({ ...rest, finding_info: without, more: 1 }, OCSF.class, '')).toHaveLength(2);
  });

  it('names the class by its numbers, and closes a judged finding under the same id', () => {
    const [waits, judged] = [ocsfFinding(SAMPLE_FINDING, 's'), ocsfFinding(JUDGED_FINDING, 's')];
    expect(waits).toMatchObject({ class_uid: 2004, type_uid: 200_401, status_id: 1, severity_id: 3, is_alert: true });
    expect(judged).toMatchObject({ type_uid: 200_403, status_id: 3, verdict_id: 1, severity_id: 4, is_alert: false });
    expect(judged.metadata.uid).toBe(waits.metadata.uid);
  });

  it('leaves out the person who judged', () => {
    expect(JSON.stringify(ocsfFinding(JUDGED_FINDING, 's'))).not.toContain('p-judge');
  });
});
