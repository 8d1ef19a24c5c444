import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openPolicyShadow } from '../../../../kiosk/main/app/open-policy-shadow.ts';
import type { Foundation } from '../../../../kiosk/main/app/foundation.ts';
import type { LivePolicy } from '../../../../kiosk/main/app/live-policy.ts';
import { DEVELOPMENT_POLICY, type Policy, policyDigest } from '../../../../kiosk/rules/decision/policy.ts';
import { DECISION_POLICY_FORM } from '../../../../kiosk/rules/decision/signed-policy.ts';
import { TargetBoard } from '../../../../kiosk/fleet/releases/target-board.ts';
import type { ReleasedTarget } from '../../../../kiosk/fleet/releases/released-target.ts';
import type { PolicyPassage } from '../../../../kiosk/biometrics/shadow/policy-passage.ts';
import { documentBytes } from '../../../../server/contract/signed-document.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { shadowCountsSchema, type JudgedChannel } from '../../../../server/contract/shadow-passage.ts';
import type { Evidence } from '../../../../kiosk/rules/decision/evidence.ts';
import { DECLARING } from '../../rules/decision/declaring-policy.ts';
import { GOOD_EVIDENCE } from '../../rules/decision/evidence-samples.ts';

const STRICT: Policy = { ...DEVELOPMENT_POLICY, id: 'strict-1', faceFalseMatchRate: '1e-4' };
const FINGERS: Policy = {
  ...DEVELOPMENT_POLICY,
  id: 'fingers-1',
  requiredChecks: [...DEVELOPMENT_POLICY.requiredChecks, 'finger-comparison'],
};
const LONG = { timeout: 240_000, interval: 10 };

async function lane() {
  const dataDir = temporaryFolder();
  let inUse = DEVELOPMENT_POLICY;
  const listeners: (() => void)[] = [];
  const board = new TargetBoard();
  const offer = (policy: Policy, version = 1): void => {
    const file = join(dataDir, `policy-${version}`);
    const bytes = documentBytes(DECISION_POLICY_FORM, { version: 1, number: version, validFrom: 4e12, policy });
    writeFileSync(file, bytes);
    const target = { kind: 'decision-policy', name: 'main.shadow', version, digest: `${version}`.repeat(64), file };
    board.show([target as unknown as ReleasedTarget]);
  };
  const opened: (() => Promise<void>)[] = [];
  const livePolicy: LivePolicy = { now: () => inUse, onChange: (listener) => void listeners.push(listener) };
  const log: unknown[] = [];
  const passage = openPolicyShadow(
    { config: { dataDir }, log: (event: unknown) => void log.push(event), opened } as unknown as Foundation,
    { releases: { targets: board }, livePolicy } as never,
    (policy) => policy,
  ) as PolicyPassage;
  onTestFinished(async () => {
    for (const close of opened) await close();
  });
  const decided = async (times: number, evidence = GOOD_EVIDENCE, by = inUse) => {
    for (let at = 0; at < times; at += 1) passage.decided(evidence, by, 'cleared');
    await passage.settled();
  };
  const ready = (times = 1) =>
    vi.waitFor(
      () => expect(log.filter((one) => (one as { event: string }).event === 'shadow')).toHaveLength(times),
      LONG,
    );
  const use = (policy: Policy) => {
    inUse = policy;
    for (const listener of listeners) listener();
  };
  return { dataDir, passage, offer, decided, ready, use };
}

describe('the shadow passage of a policy', () => {
  it('counts agreement with the policy in use, and reports complete batches', async () => {
    const { passage, offer, decided, ready } = await lane();
    await decided(3);
    expect(passage.report()).toBeUndefined();
    offer(STRICT);
    await ready();
    let batches = 0;
    passage.onBatch(() => (batches += 1));
    await decided(19);
    expect(passage.report()).toBeUndefined();
    const near = { kind: 'match', falseMatchRate: 5e-4, logLikelihoodRatio: 7 } as const;
    const { face } = GOOD_EVIDENCE;
    if (face?.kind !== 'captured') throw new Error('the sample has a face');
    await decided(1, { ...GOOD_EVIDENCE, face: { ...face, comparison: near } });
    expect(batches).toBe(1);
    expect(passage.report()).toMatchObject({
      ...{ name: 'main.shadow', version: 1, digest: '1'.repeat(64), against: policyDigest(DEVELOPMENT_POLICY) },
      counts: { agreedPass: 19, wouldRefuse: 1, wouldPass: 0, agreedRefuse: 0 },
    });
  });

  it('counts travellers for whom more would have been captured, and none that was interrupted', async () => {
    const { passage, offer, decided, ready } = await lane();
    offer(FINGERS);
    await ready();
    await decided(5, { ...GOOD_EVIDENCE, interruption: 'traveller-chose-desk' });
    await decided(20);
    expect(passage.report()?.counts).toMatchObject({ agreedPass: 0, notJudged: { 'not-captured': 20 } });
  });

  it('counts the channels and rules of customs questions that both judged', async () => {
    const { passage, offer, decided, ready, use } = await lane();
    use(DECLARING);
    const { declaration } = DECLARING;
    if (declaration === undefined) throw new Error('the policy asks');
    const candidate: Policy = {
      ...DECLARING,
      id: 'candidate-1',
      declaration: { ...declaration, rules: { ...declaration.rules, id: 'candidate-1' } },
    };
    offer(candidate);
    await ready();
    const asked = passage.declaration();
    expect(asked).toEqual({ policy: policyDigest(candidate), rules: candidate.declaration?.rules });
    const evidence = (one: JudgedChannel, other: JudgedChannel, rules: readonly string[]): Evidence => ({
      ...GOOD_EVIDENCE,
      declaration: one === 'green' ? 'green' : 'red',
      declarationBeside: {
        policy: policyDigest(candidate),
        inUse: { channel: one, rules: ['goods-currency'] },
        candidate: { channel: other, rules },
      },
    });
    await decided(12, evidence('green', 'green', []));
    await decided(5, evidence('red', 'red', ['goods-currency']));
    await decided(2, evidence('green', 'refer', ['tobacco']));
    expect(passage.report()).toBeUndefined();
    await decided(1, evidence('red', 'green', ['goods-currency']));
    const counts = passage.report()?.counts;
    expect(counts?.declarations).toEqual({
      channels: [12, 0, 2, 1, 5, 0, 0, 0, 0],
      rules: { 'goods-currency': [6, 14, 0], tobacco: [0, 0, 2] },
    });
    expect(shadowCountsSchema.safeParse(counts).success).toBe(true);
  });

  it('begins anew with another policy in use, and ends when the candidate is the one in use', async () => {
    const { dataDir, passage, offer, decided, ready, use } = await lane();
    offer(STRICT);
    await ready();
    await decided(20);
    const first = passage.report()?.run;
    use(FINGERS);
    await ready(2);
    // Counted against the policy by which the traveller was decided, which is no longer in use
    await decided(20, GOOD_EVIDENCE, DEVELOPMENT_POLICY);
    expect(passage.report()).toBeUndefined();
    const kept = JSON.parse(readFileSync(join(dataDir, 'policy-shadow-counts.json'), 'utf8')) as { run: string };
    expect(kept.run).not.toBe(first);
    use(STRICT);
    await vi.waitFor(() => expect(passage.eligibility()).toBeUndefined(), LONG);
    await decided(20, GOOD_EVIDENCE, STRICT);
    expect(passage.report()).toBeUndefined();
  });
});
