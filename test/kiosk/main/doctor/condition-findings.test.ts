import { describe, expect, it, test } from 'vitest';
import type { Finding } from '../../../../hardware/host/doctor/finding.ts';
import type { LaneCondition } from '../../../../kiosk/fleet/uplink/status.ts';
import { conditionFindings } from '../../../../kiosk/main/doctor/condition-findings.ts';
import { DRIFTS } from '../../../../server/contract/readiness-vocabulary.ts';
import { RELEASE_FAILURES, type ReleaseStatus } from '../../../../server/contract/release-status.ts';
import { DEVICE_KINDS, OUT_OF_SERVICE_CAUSES } from '../../../../server/contract/vocabulary.ts';
import { WATCHLIST_STATES, type WatchlistId } from '../../../../server/contract/watchlist.ts';
import { healthyCondition } from './healthy-condition.ts';

const found = (changed: Partial<LaneCondition>): Finding[] => conditionFindings({ ...healthyCondition, ...changed });
const notOk = (changed: Partial<LaneCondition>): Finding[] => found(changed).filter(({ state }) => state !== 'ok');

const RELEASES: ReleaseStatus = {
  root: 1,
  targets: 3,
  checkedAt: 5,
  inUse: [],
  inUseCount: 0,
  tooOld: [],
};

describe('the condition of a running lane', () => {
  it('is in order', () => {
    expect(notOk({})).toEqual([]);
    expect(notOk({ releases: RELEASES })).toEqual([]);
  });

  test.each(OUT_OF_SERVICE_CAUSES.filter((cause) => !(DEVICE_KINDS as readonly string[]).includes(cause)))(
    'has words and a next step for the cause %s',
    (cause) => {
      const [finding, ...more] = notOk({ phase: 'out-of-service', outOfService: [cause] });
      expect(more).toEqual([]);
      expect(finding).toMatchObject({ part: 'Service', says: expect.stringMatching(/\.$/) as string });
      expect(finding?.next).toMatch(/^[^`]+$/);
    },
  );

  it('is no fault where a person wants it or it ends by itself', () => {
    const states = (outOfService: LaneCondition['outOfService']) =>
      notOk({ phase: 'out-of-service', ...(outOfService && { outOfService }) }).map(({ state }) => state);
    expect(states(['order', 'hours', 'readiness-check', 'software'])).toEqual(['note', 'note', 'note', 'note']);
    expect(states(['clock', 'order'])).toEqual(['fault', 'note']);
    expect(states(undefined)).toEqual(['note']);
  });

  it('leaves broken devices to their own findings', () => {
    expect(notOk({ phase: 'out-of-service', outOfService: ['camera'] })).toEqual([
      expect.objectContaining({ state: 'note', says: 'The lane is out of service.' }),
    ]);
  });

  it('starts', () => {
    expect(notOk({ phase: 'starting' })).toEqual([expect.objectContaining({ says: 'The lane starts.' })]);
  });

  it('has reports that wait', () => {
    expect(notOk({ undelivered: 1 })[0]?.says).toBe('1 waits on this disk.');
    expect(notOk({ undelivered: 1_234 })[0]?.says).toBe('1,234 wait on this disk.');
  });

  it('is slow', () => {
    expect(notOk({ slowFramesPerS: 4 })).toEqual([expect.objectContaining({ part: 'Speed', state: 'note' })]);
  });

  test.each(RELEASE_FAILURES)('has words for releases that are %s', (failure) => {
    const [finding] = notOk({ releases: { ...RELEASES, failure } });
    expect(finding).toMatchObject({ part: 'Releases', state: 'note', says: expect.stringMatching(/\.$/) as string });
  });

  it('sends a change by someone without the keys to the security officer', () => {
    const told = RELEASE_FAILURES.filter((failure) =>
      notOk({ releases: { ...RELEASES, failure } })[0]?.next?.includes('security officer'),
    );
    expect(told).toEqual(['unsigned', 'rolled-back', 'mixed', 'root-refused']);
  });

  it('has releases whose signatures have expired, or that were not checked', () => {
    const tooOld = [{ kind: 'decision-policy' as const, name: 'policy', version: 3 }];
    expect(notOk({ releases: { ...RELEASES, tooOld, failure: 'expired' } })).toEqual([
      expect.objectContaining({ state: 'fault', says: 'The signature of policy 3 has expired.' }),
      expect.objectContaining({ state: 'note' }),
    ]);
    expect(notOk({ releases: { ...RELEASES, checkedAt: 0 } })).toEqual([expect.objectContaining({ state: 'note' })]);
  });

  test.each(WATCHLIST_STATES)('has a watchlist that is %s', (state) => {
    const states = notOk({
      watchlists: [{ list: 'wanted' as WatchlistId, version: { base: 2, delta: 0, madeAt: 1 }, state }],
    }).map((one) => one.state);
    expect(states).toEqual({ current: [], ageing: ['note'], stale: ['fault'], missing: ['fault'] }[state]);
  });

  it('has old lists of passport certificates', () => {
    expect(notOk({ masterLists: 'ageing' })[0]?.state).toBe('note');
    expect(notOk({ masterLists: 'stale' })[0]?.state).toBe('fault');
  });

  it('differs from its last check', () => {
    const [finding] = notOk({ drifts: [...DRIFTS] });
    expect(finding?.says.split(', ')).toHaveLength(DRIFTS.length);
    expect(finding?.next).toBe('postern-lane check');
  });
});
