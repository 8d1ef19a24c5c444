import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerDueAt, urgencyOf } from '../../../../server/privacy/requests/deadline.ts';

const at = (text: string) => Date.parse(text);
const DAY = 86_400_000;

test.each([
  ['2026-03-10T09:00:00Z', false, '2026-04-10T23:59:59.999Z'],
  // A month without this day: its last day (Regulation 1182/71)
  ['2026-01-31T23:59:59Z', false, '2026-02-28T23:59:59.999Z'],
  ['2028-01-31T00:00:00Z', false, '2028-02-29T23:59:59.999Z'],
  ['2026-08-31T12:00:00Z', false, '2026-09-30T23:59:59.999Z'],
  ['2026-12-15T12:00:00Z', false, '2027-01-15T23:59:59.999Z'],
  ['2026-11-30T12:00:00Z', true, '2027-02-28T23:59:59.999Z'],
])('deadline: received %s, extended %s, due %s', (received, isExtended, due) => {
  expect(new Date(answerDueAt(at(received), isExtended)).toISOString()).toBe(due);
});

test('deadline: is 28 to 32 days away, extended 89 to 93, and increases with the day of receipt', () => {
  const day = fc.integer({ min: at('2024-01-01T00:00:00Z') / DAY, max: at('2040-01-01T00:00:00Z') / DAY });
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: DAY - 1 }), (days, within) => {
      const received = days * DAY + within;
      const one = (answerDueAt(received, false) - received) / DAY;
      const three = (answerDueAt(received, true) - received) / DAY;
      expect(one).toBeGreaterThan(28);
      expect(one).toBeLessThanOrEqual(32);
      expect(three).toBeGreaterThan(89);
      expect(three).toBeLessThanOrEqual(93);
      expect(answerDueAt(received + DAY, false)).toBeGreaterThanOrEqual(answerDueAt(received, false));
    }),
  );
});

test('deadline: is soon in its last week, and late after its day', () => {
  const due = at('2026-04-10T23:59:59.999Z');
  expect([
    urgencyOf(due, due - 8 * DAY),
    urgencyOf(due, due - 6 * DAY),
    urgencyOf(due, due),
    urgencyOf(due, due + 1),
  ]).toEqual(['in-time', 'soon', 'soon', 'late']);
});
