/** Until when courses allow a duty: policies, grace, refreshers and clocks. */
import { describe, expect, it } from 'vitest';
import type { Role } from '../../../../server/platform/access/vocabulary.ts';
import {
  courseValidUntil,
  coursesValidUntil,
  dayOf,
  policiesAt,
  startOf,
  type Trainee,
  type TrainingRules,
} from '../../../../server/people/training/standing.ts';
import type { StoredTrainingPolicy } from '../../../../server/people/training/tables/policy-table.ts';
import type { StoredRefresher } from '../../../../server/people/training/tables/refresher-table.ts';
import { duty, person } from '../../platform/access/fixtures/principals.ts';

const DAY_MS = 86_400_000;
const NOW = startOf('2027-03-01') + 1_000;
const OTTO = person('p-otto');
const by = { proposedBy: 'p-anna', approvedBy: 'p-berta' };

const policy = (differences: Partial<StoredTrainingPolicy> = {}): StoredTrainingPolicy => ({
  ...{ id: 'a'.repeat(32), fromDay: '2027-02-01', graceDays: 14, approvedAt: NOW - 60 * DAY_MS, ...by },
  requirements: [{ role: 'officer', courses: ['bias', 'evidence'] }],
  ...differences,
});
const refresher = (differences: Partial<StoredRefresher> = {}): StoredRefresher => ({
  ...{ id: 'b'.repeat(32), course: 'bias', people: [OTTO], role: null, byDay: '2027-03-05', ...by },
  ...{ cause: 'incident', reference: 'Case 7', approvedAt: NOW - DAY_MS },
  ...differences,
});
const pass = (course: string, at: number, validUntil = at + 365 * DAY_MS) => ({
  ...{ personId: OTTO, course, version: 1, at, validUntil },
});
const trainee = (passes: Trainee['passes'], givenAt = 0, role: Role = 'officer'): Trainee => ({
  personId: OTTO,
  duties: [{ ...duty(role, { validFrom: givenAt, validUntil: NOW + 99 * DAY_MS }), givenAt }],
  passes,
});
const rules = (differences: Partial<TrainingRules> = {}): TrainingRules => ({
  ...{ policies: [policy()], refreshers: [], courses: new Set(['bias', 'evidence']) },
  ...differences,
});

describe('a policy of training', () => {
  it('asks for each course: the one that ends first counts', () => {
    const both = trainee([pass('bias', NOW - 300 * DAY_MS), pass('evidence', NOW - DAY_MS)]);
    expect(coursesValidUntil(rules(), both, 'officer', NOW)).toBe(NOW + 65 * DAY_MS);
    const one = trainee([pass('bias', NOW - DAY_MS)]);
    expect(coursesValidUntil(rules(), one, 'officer', NOW)).toBe(startOf('2027-02-01'));
    expect(coursesValidUntil(rules(), one, 'supervisor', NOW)).toBeUndefined();
  });

  it('gives new people the days of grace since they first held the role, and old ones its first day', () => {
    const given = NOW - 3 * DAY_MS;
    expect(coursesValidUntil(rules(), trainee([], given), 'officer', NOW)).toBe(given + 14 * DAY_MS);
    const { personId, passes, duties } = trainee([], given);
    const again = { personId, passes, duties: [...duties, { ...duties[0]!, givenAt: given - 400 * DAY_MS }] };
    expect(coursesValidUntil(rules(), again, 'officer', NOW)).toBe(startOf('2027-02-01'));
  });

  it('asks nothing by a course that the release does not have', () => {
    expect(coursesValidUntil(rules({ courses: new Set() }), trainee([]), 'officer', NOW)).toBeUndefined();
  });

  it('applies alone from its first day; one that is replaced before never applies', () => {
    const old = policy({ fromDay: '2027-01-01' });
    const dead = policy({ fromDay: '2027-04-01' });
    const newest = policy({ fromDay: '2027-03-15' });
    expect(policiesAt([newest, dead, old], NOW)).toEqual({ inForce: old, next: [newest] });
    expect(policiesAt([newest, dead, old], startOf('2027-03-15'))).toEqual({ inForce: newest, next: [] });
    expect(policiesAt([], NOW)).toEqual({ inForce: undefined, next: [] });
  });
});

describe('a refresher', () => {
  const until = (one: StoredRefresher, who: Trainee) => courseValidUntil([one], who, 'bias', NOW);

  it('ends earlier passes with its last day, for people by name or by role', () => {
    const who = trainee([pass('bias', NOW - 9 * DAY_MS)]);
    expect(until(refresher(), who)).toBe(startOf('2027-03-06'));
    expect(until(refresher({ people: null, role: 'officer' }), who)).toBe(startOf('2027-03-06'));
    expect(until(refresher({ people: null, role: 'auditor' }), who)).toBe(NOW + 356 * DAY_MS);
    expect(until(refresher({ people: [person('p-anna')] }), who)).toBe(NOW + 356 * DAY_MS);
    expect(until(refresher({ course: 'evidence' }), who)).toBe(NOW + 356 * DAY_MS);
  });

  it('leaves passes from after its approval, and never prolongs one', () => {
    expect(until(refresher(), trainee([pass('bias', NOW)]))).toBe(NOW + 365 * DAY_MS);
    const short = trainee([pass('bias', NOW - 9 * DAY_MS, NOW + 1)]);
    expect(until(refresher(), short)).toBe(NOW + 1);
  });
});

describe('a pass', () => {
  it('from the future, by a clock that was wrong, does not count', () => {
    const early = trainee([pass('bias', NOW + 2 * 3_600_000)]);
    expect(courseValidUntil([], early, 'bias', NOW)).toBe(0);
  });

  it('counts by the one that ends last', () => {
    const two = trainee([pass('bias', NOW - 9, NOW + 5), pass('bias', NOW - 99, NOW + 9)]);
    expect(courseValidUntil([], two, 'bias', NOW)).toBe(NOW + 9);
  });

  it('has days in UTC', () => {
    expect(dayOf(startOf('2027-03-01'))).toBe('2027-03-01');
    expect(dayOf(startOf('2027-03-01') - 1)).toBe('2027-02-28');
  });
});
