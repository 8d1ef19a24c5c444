import { describe, expect, it } from 'vitest';
import { boardOf, certificateOf, readinessOf } from '../../../../server/console/administration/readiness.ts';
import type { FleetKiosk } from '../../../../server/lanes/fleet/answers.ts';
import type { LaneView } from '../../../../server/records/kiosks/answers.ts';

const NOW = 1_000_000_000;

function kiosk(kioskId: string, site: string, lane: string, disabledAt: number | null = null): FleetKiosk {
  return { kioskId, site, lane, enrolledAt: 1, disabledAt, evidenceUrl: null, serverKey: null, certificates: [] };
}

function heard(kioskId: string, said: Partial<NonNullable<LaneView['heard']>> = {}): LaneView {
  const last = { receivedAt: NOW, state: 'free', undelivered: 0, outOfService: [] } as const;
  return { kioskId, site: 'north', lane: '1', disabled: false, heard: { ...last, devices: [], ...said } };
}

const wordsOf = (lane: LaneView, disabledAt: number | null = null) =>
  readinessOf({ ...kiosk('north-1', 'north', '1', disabledAt), heard: lane.heard }, NOW).map(({ word }) => word);

describe('the board of kiosks', () => {
  it('is sorted by site and lane number, with disabled kiosks last', () => {
    const board = boardOf(
      [kiosk('d', 'south', '1'), kiosk('c', 'north', '10'), kiosk('a', 'north', '1', 5), kiosk('b', 'north', '2')],
      [heard('b')],
    );
    expect(board.map(({ site, kiosks }) => [site, kiosks.map(({ kioskId }) => kioskId)])).toEqual([
      ['north', ['b', 'c', 'a']],
      ['south', ['d']],
    ]);
    expect(board[0]?.kiosks.map((row) => row.heard !== null)).toEqual([true, false, false]);
  });

  it('calls a kiosk ready only if nothing is wrong', () => {
    expect(wordsOf(heard('north-1'))).toEqual(['Ready']);
    const strayed = { ...kiosk('north-1', 'north', '1'), serverKey: 'another', heard: heard('north-1').heard } as const;
    expect(readinessOf(strayed, NOW).map(({ word }) => word)).toEqual(['Follows another server key']);
    expect(wordsOf(heard('north-1', { receivedAt: NOW - 61_000 }))).toEqual(['Not heard for 1 min']);
    const faults = heard('north-1', {
      state: 'out-of-service',
      devices: [
        { kind: 'camera', health: 'ready' },
        { kind: 'gate', health: 'faulted' },
      ],
    });
    expect(wordsOf(faults)).toEqual(['Out of service', 'Gate: fault']);
    const slow = heard('north-1', { state: 'out-of-service', outOfService: ['order', 'frame-rate'] });
    expect(wordsOf(slow)).toEqual(['Out of service', 'Taken out of service by a person', 'Too few pictures a second']);
    expect(wordsOf({ ...heard('north-1'), heard: null })).toEqual(['Never heard']);
    expect(wordsOf(heard('north-1'), 5)).toEqual(['Disabled']);
  });

  it('uses the certificate that expires first', () => {
    const certificates = [9_000, 4_000].map((ms) => ({ serial: String(ms), use: 'lane', notAfter: NOW + ms }));
    expect(certificateOf({ ...kiosk('a', 'north', '1'), certificates }, NOW)).toEqual({ kind: 'holds', leftMs: 4_000 });
    expect(certificateOf(kiosk('a', 'north', '1'), NOW)).toEqual({ kind: 'none' });
  });
});
