import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ACCESS_TABLE } from '../../../../server/platform/access/access-table.ts';
import { type Act, ACTS } from '../../../../server/platform/access/vocabulary.ts';
import { DetectionEngine } from '../../../../server/oversight/detection/engine/detection-engine.ts';
import { INVARIANTS } from '../../../../server/oversight/detection/invariants/invariants.ts';
import { laboratory } from '../../../bench/detection/kit/laboratory.ts';
import { projectRoot } from '../../../../models/files/project-root.ts';
import { INSIDER_ACTS } from './insider-acts.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const QUARTER_MS = 900_000;
const LEARNED_DAYS = 21;

/** Readings without captures, and single proposals, which another person has to approve, are no acts of one person. */
const ofOnePerson = ACTS.filter((act) => {
  if (/\.(?:see|propose|browse|audit)$|^vigilance/.test(act)) return act === 'evidence.see';
  return Object.values(ACCESS_TABLE[act].roles).some(({ conditions }) => !conditions.includes('two-people'));
});

/** An ordinary service after some weeks, and its next two days. */
function ordinary() {
  const small = {
    seed: 5,
    days: LEARNED_DAYS + 2,
    lanesPerSite: 6,
    peoplePerSite: 12,
    travellersPerDay: 120,
    kinds: [],
  };
  const engine = new DetectionEngine({ invariants: INVARIANTS });
  const days = [...laboratory(small).events()];
  for (const event of days.slice(0, LEARNED_DAYS).flat()) engine.take(event);
  return { state: engine.state(), next: days.slice(LEARNED_DAYS, LEARNED_DAYS + 2).flat() };
}

/** Hours from the first event of a misuse until one of its rules reports it, within the day. */
function hoursUntilFound(
  { state, next }: ReturnType<typeof ordinary>,
  { rules, events }: { readonly rules: readonly string[]; readonly events: (typeof next)[number][] },
): number | undefined {
  const engine = new DetectionEngine({ invariants: INVARIANTS, state });
  const planted = events.map((event) => ({ ...event, at: event.at + LEARNED_DAYS * DAY_MS }));
  const [first, last] = [planted[0]!.at, planted[0]!.at + DAY_MS];
  const entities = new Set(planted.flatMap(({ actor, subject, lane }) => [actor, subject, lane, 'server']));
  let quarter = Math.floor(first / QUARTER_MS);
  for (const event of [...next, ...planted].sort((one, other) => one.at - other.at)) {
    if (event.at > last) return undefined;
    const found = [];
    while (quarter < Math.floor(event.at / QUARTER_MS)) found.push(...engine.turn((quarter += 1) * QUARTER_MS));
    found.push(...engine.take(event));
    const its = found.find(({ rule, entity, at }) => rules.includes(rule) && entities.has(entity.id) && at >= first);
    if (its !== undefined) return (its.at - first) / HOUR_MS;
  }
  return undefined;
}

const rolesOf = (act: Act): string =>
  Object.entries(ACCESS_TABLE[act].roles)
    .filter(([, { conditions }]) => !conditions.includes('two-people'))
    .map(([role]) => role)
    .join(', ');

function rowsOf(act: Act): string[] {
  return (INSIDER_ACTS[act] ?? []).map((one) => {
    const [misuse, rules] =
      'because' in one
        ? [`no finding: ${one.because}`, '']
        : [one.misuse, one.rules.map((id) => `\`${id}\``).join(', ')];
    return `| \`${act}\` | ${rolesOf(act)} | ${misuse} | ${rules} |`;
  });
}

describe('acts of one insider', () => {
  test('each act that one person can do alone is in the list', () => {
    expect(Object.keys(INSIDER_ACTS).sort()).toEqual([...ofOnePerson].sort());
  });

  test('insiders.md lists them as they are', () => {
    const text = readFileSync(join(projectRoot(), 'server/oversight/detection/insiders.md'), 'utf8');
    const rows = text.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows).toEqual(ofOnePerson.flatMap(rowsOf));
  });

  const world = ordinary();
  const misuses = ofOnePerson.flatMap((act) =>
    (INSIDER_ACTS[act] ?? []).flatMap((one) => ('because' in one ? [] : [{ act, ...one }])),
  );
  test.each(misuses)('$act: one who $misuse is found within a day', ({ rules, events }) => {
    expect(hoursUntilFound(world, { rules, events: [...events] })).toBeLessThan(24);
  });
});
