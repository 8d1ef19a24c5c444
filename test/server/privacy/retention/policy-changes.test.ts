import { expect, test } from 'vitest';
import { DEVELOPMENT_RETENTION } from '../../../../kiosk/vault/retention/development-retention.ts';
import { changesOf } from '../../../../server/privacy/retention/policy-changes.ts';

test('policy changes: name the changed fields only', () => {
  const { referred } = DEVELOPMENT_RETENTION.classes;
  const next = {
    ...DEVELOPMENT_RETENTION,
    number: DEVELOPMENT_RETENTION.number + 1,
    classes: {
      ...DEVELOPMENT_RETENTION.classes,
      referred: { ...referred, limitMs: 1_800_000, visibleTo: ['supervisor' as const] },
    },
  };
  expect(changesOf(DEVELOPMENT_RETENTION, next)).toEqual([
    { field: 'referred.limitMs', before: String(referred.limitMs), after: '1800000' },
    { field: 'referred.visibleTo', before: referred.visibleTo.join(', '), after: 'supervisor' },
  ]);
  expect(changesOf(next, next)).toEqual([]);
});

test('policy changes: name every field of the first policy', () => {
  const changes = changesOf(undefined, DEVELOPMENT_RETENTION);
  expect(changes).toHaveLength(1 + Object.keys(DEVELOPMENT_RETENTION.classes).length * 4);
  expect(changes.every(({ before }) => before === null)).toBe(true);
});
