import { describe, expect, test } from 'vitest';
import { HEALTHY_FOR_MS, judgeTrial, TRIAL_MS } from '../../../../kiosk/fleet/software/judge-trial.ts';

const BOTH = ['devices', 'server'] as const;

describe('trial of a release', () => {
  test.each([
    ['is healthy after a minute with all parts', BOTH, BOTH, HEALTHY_FOR_MS, HEALTHY_FOR_MS, 'healthy'],
    ['waits before that', BOTH, BOTH, HEALTHY_FOR_MS, HEALTHY_FOR_MS - 1, 'waits'],
    ['waits for a part', BOTH, ['devices'], TRIAL_MS - 1, undefined, 'waits'],
    ['ends when the server is not reached', BOTH, ['devices'], TRIAL_MS, undefined, 'server'],
    ['ends when devices are not ready', BOTH, ['server'], TRIAL_MS, undefined, 'devices'],
    ['names devices first', BOTH, [], TRIAL_MS, undefined, 'devices'],
    [
      'does not need a server that was away before',
      ['devices'],
      ['devices'],
      HEALTHY_FOR_MS,
      HEALTHY_FOR_MS,
      'healthy',
    ],
    ['does not need devices that were broken before', [], [], HEALTHY_FOR_MS, HEALTHY_FOR_MS, 'healthy'],
    ['waits for the minute of parts that came last', BOTH, BOTH, TRIAL_MS + 1, 2, 'waits'],
    ['ends when parts come and go', BOTH, BOTH, TRIAL_MS + HEALTHY_FOR_MS, 2, 'devices'],
  ] as const)('%s', (_name, before, working, runningMs, wholeMs, answer) => {
    const judged = judgeTrial({ before, working, runningMs, wholeMs });
    expect(judged.kind === 'left' ? judged.why : judged.kind).toBe(answer);
  });
});
