import { describe, expect, test } from 'vitest';
import { DEVELOPMENT_RETENTION } from '../../../../kiosk/vault/retention/development-retention.ts';
import { encodeBase64Url } from '../../../../server/contract/base64url.ts';
import { canonicalJson } from '../../../../server/contract/canonical-json.ts';
import { retentionDigest } from '../../../../server/contract/retention.ts';
import { changesOf } from '../../../../server/privacy/retention/policy-changes.ts';
import {
  draftAfter,
  firstDraft,
  readPolicyFile,
  withAudience,
} from '../../../../server/console/privacy/state/policy-draft.ts';

const DAY = 86_400_000;
const file = (text: string, size = text.length) => ({ size, text: () => Promise.resolve(text) });

describe('a draft of a retention policy', () => {
  test('starts with the terms of the policy in force: only its start differs, which is a midnight in UTC', () => {
    const draft = draftAfter(DEVELOPMENT_RETENTION, 5 * DAY + 7);
    expect(draft.number).toBe(DEVELOPMENT_RETENTION.number + 1);
    expect(changesOf(DEVELOPMENT_RETENTION, draft)).toEqual([
      { field: 'validFrom', before: String(DEVELOPMENT_RETENTION.validFrom), after: String(7 * DAY) },
    ]);
  });
  test('has every class when there is no policy to start from, and no purpose that a person did not write', () => {
    const { classes, number } = firstDraft(0);
    expect(number).toBe(1);
    expect(Object.keys(classes)).toEqual(Object.keys(DEVELOPMENT_RETENTION.classes));
    expect(Object.values(classes).every((terms) => terms?.purpose === '' && terms.visibleTo.length > 0)).toBe(true);
  });
  test('always has an audience: no person, or the chosen ones in a fixed order', () => {
    expect(withAudience(['nobody'], 'supervisor', true)).toEqual(['supervisor']);
    expect(withAudience(['supervisor'], 'officer', true)).toEqual(['officer', 'supervisor']);
    expect(withAudience(['officer', 'supervisor'], 'officer', false)).toEqual(['supervisor']);
    expect(withAudience(['supervisor'], 'supervisor', false)).toEqual(['nobody']);
  });
});

describe('the file of a retention policy', () => {
  const payload = canonicalJson(DEVELOPMENT_RETENTION);
  const read = { kind: 'read', policy: DEVELOPMENT_RETENTION, digest: retentionDigest(payload) };
  test('is read plain, and as the signing command writes it, with the digest that lanes report', async () => {
    expect(await readPolicyFile(file(JSON.stringify(DEVELOPMENT_RETENTION, null, 2)))).toEqual(read);
    const signed = { kind: 'retention-policy', document: encodeBase64Url(payload), signatures: [] };
    expect(await readPolicyFile(file(JSON.stringify(signed)))).toEqual(read);
    const earlier = { policy: encodeBase64Url(payload), signatures: [] };
    expect(await readPolicyFile(file(JSON.stringify(earlier)))).toEqual(read);
  });
  test.each([
    ['no JSON', 'x'],
    ['another JSON', '{"version":1}'],
    ['a signed document of another kind', JSON.stringify({ kind: 'notice', document: 'e30', signatures: [] })],
    ['a signed document without a policy', JSON.stringify({ policy: 'e30', signatures: [] })],
  ])('is refused for %s', async (_what, text) => {
    expect(await readPolicyFile(file(text))).toEqual({ kind: 'no-policy' });
  });
  test('is not read when it is larger than any policy', async () => {
    const never = { size: 65_537, text: () => Promise.reject(new Error('was read')) };
    expect(await readPolicyFile(never)).toEqual({ kind: 'too-large' });
  });
});
