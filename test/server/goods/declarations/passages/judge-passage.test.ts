import { describe, expect, it } from 'vitest';
import {
  CODES_FOR_MS,
  codedChannel,
  type DeclaredGoods,
  hasCodes,
  judgePassage,
  shownUntil,
} from '../../../../../server/goods/declarations/passages/judge-passage.ts';

const NOW = Date.UTC(2026, 4, 4, 10, 20);
const GOODS: DeclaredGoods = {
  state: 'accepted',
  channel: 'green',
  receivedAt: NOW - 3_600_000,
  control: { route: null, settled: undefined },
};
const judged = (over: Partial<DeclaredGoods>) => judgePassage({ ...GOODS, ...over }, NOW);

describe('declared goods at a lane', () => {
  it('pass when no control of them is recommended', () => {
    expect(judged({})).toBe('green');
    expect(judged({ channel: 'orange' })).toBe('control');
    expect(judged({ control: undefined })).toBe('control');
  });

  it('wait for their control, and have one answer whatever selected them', () => {
    for (const channel of ['green', 'orange'] as const)
      for (const route of ['documents', 'scan', 'physical'])
        expect(judged({ channel, control: { route, settled: undefined } })).toBe('control');
  });

  it('pass after a control without a difference, or one that two officers waived', () => {
    const settled = (one: 'conforming' | 'waived' | 'error' | 'fraud') =>
      judged({ channel: 'orange', control: { route: 'scan', settled: one } });
    expect([settled('conforming'), settled('waived'), settled('error'), settled('fraud')]).toEqual([
      ...['green', 'green', 'control', 'control'],
    ]);
  });

  it('are unknown when they were rejected, were never declared, or their time has expired', () => {
    expect(judgePassage(undefined, NOW)).toBe('unknown');
    expect(judged({ state: 'rejected', channel: null, control: undefined })).toBe('unknown');
    const end = shownUntil(GOODS);
    expect([judgePassage(GOODS, end - 1), judgePassage(GOODS, end)]).toEqual(['green', 'unknown']);
  });

  it('have codes for 30 days after the declaration, with the channel that the trader has seen', () => {
    const { receivedAt } = GOODS;
    expect(hasCodes(GOODS, receivedAt + CODES_FOR_MS - 1)).toBe(true);
    expect(hasCodes(GOODS, receivedAt + CODES_FOR_MS)).toBe(false);
    expect(hasCodes({ state: 'rejected', receivedAt }, NOW)).toBe(false);
    expect([codedChannel({ channel: 'green' }), codedChannel({ channel: 'orange' })]).toEqual(['green', 'other']);
  });
});
