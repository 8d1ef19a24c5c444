/** Findings and events as documents of ECS, validated against an extract of the published fields. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ecsEvent, ecsFinding } from '../../../../../server/oversight/detection/export/ecs.ts';
import { EVENT_KINDS } from '../../../../../server/oversight/detection/events/event.ts';
import { fixture, JUDGED_FINDING, SAMPLE_FINDING } from './sample-finding.ts';

interface Field {
  readonly type: string;
  readonly isArray?: boolean;
  readonly values?: readonly string[];
  readonly typesOf?: Readonly<Record<string, readonly string[]>>;
}
const { fields: ECS } = JSON.parse(readFileSync(fixture('ecs-9.4.0.json'), 'utf8')) as {
  readonly fields: Readonly<Record<string, Field>>;
};

function flat(value: object, path = ''): [string, unknown][] {
  return Object.entries(value).flatMap(([name, one]: [string, unknown]) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? flat(one, `${path}${name}.`)
      : [[`${path}${name}`, one] as [string, unknown]],
  );
}

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  date: (value) => typeof value === 'string' && new Date(value).toISOString() === value,
  long: Number.isInteger,
  float: (value) => typeof value === 'number',
};

function faultsOf(document: object): string[] {
  const own = flat(document).filter(([name]) => !name.startsWith('postern.'));
  return own.flatMap(([name, value]) => {
    const field = ECS[name];
    if (field === undefined) return [`${name} is no field`];
    if (Array.isArray(value) !== (field.isArray ?? false)) return [`${name} is an array, or none`];
    return (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap((one) => {
      const isOfType = TYPES[field.type] ?? ((any: unknown) => typeof any === 'string');
      if (!isOfType(one)) return [`${name} is no ${field.type}`];
      return field.values === undefined || field.values.includes(String(one)) ? [] : [`${name} is ${String(one)}`];
    });
  });
}

describe('documents of ECS', () => {
  it.each([
    ['a statistic that waits', SAMPLE_FINDING],
    ['a judged invariant', JUDGED_FINDING],
  ])('%s has fields of the schema only', (_name, finding) => {
    expect(faultsOf(ecsFinding(finding, 'server.example/log'))).toEqual([]);
    expect(JSON.stringify(ecsFinding(finding, 's'))).not.toContain('p-judge');
  });

  it('events of each kind have fields of the schema, and types that their category expects', () => {
    for (const kind of EVENT_KINDS) {
      const event = { at: 1_764_400_000_000, kind, actor: 'p-otto', role: 'officer', site: 'north', lane: 'north-1' };
      const document = ecsEvent({ ...event, subject: 's', reason: 'r', count: 3, entry: 9 }, { id: '9', server: 's' });
      expect(faultsOf(document)).toEqual([]);
      const { category: [category] = [], type = [] } = document.event;
      const expected = ECS['event.category']?.typesOf?.[category ?? ''] ?? [];
      expect(type.every((one) => expected.includes(one))).toBe(true);
    }
  });
});
