/** A newer policy that comes while the lane runs: in force at once and after a restart, or not at all. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../../kiosk/platform/config/config.ts';
import { DEVELOPMENT_RETENTION } from '../../../../kiosk/vault/retention/development-retention.ts';
import { retentionInForce } from '../../../../kiosk/vault/retention/retention-of-lane.ts';
import { documentSignedBy, signedBy, signer } from '../../../support/signers.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const NOW = Date.UTC(2030, 0, 1);
const [anna, ben, stranger] = [signer(), signer(), signer()] as const;
const policy = (number: number, referredMs: number, validFrom = 0) => ({
  ...DEVELOPMENT_RETENTION,
  number,
  validFrom,
  classes: {
    ...DEVELOPMENT_RETENTION.classes,
    referred: { ...DEVELOPMENT_RETENTION.classes.referred, limitMs: referredMs },
  },
});

function aLane() {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'policy.json');
  const give = (content: unknown) => writeFileSync(file, JSON.stringify(content));
  give(signedBy(policy(1, 1_000), [anna, ben]));
  const start = () => retentionInForce({ dataDir, retentionFile: file, signerKeys: [anna.hex, ben.hex] }, NOW);
  return { dataDir, give, start };
}

describe('a policy that a lane adopts', () => {
  it('is in force at once, and after a restart, until the operator’s file is newer', () => {
    const { give, start } = aLane();
    const running = start();
    const before = running.digest;
    running.adopt(signedBy(policy(2, 2_000), [anna, ben]), NOW);
    expect([running.limitMs('referred'), running.policy.number]).toEqual([2_000, 2]);
    expect(running.digest).not.toBe(before);
    expect(start().limitMs('referred')).toBe(2_000);
    give(signedBy(policy(3, 3_000), [anna, ben]));
    expect(start().limitMs('referred')).toBe(3_000);
  });

  it('is in force after a power cut between its file and its memory, and then no older one is', () => {
    const { dataDir, give, start } = aLane();
    start();
    const adopted = join(dataDir, 'retention-adopted.json');
    writeFileSync(adopted, JSON.stringify(documentSignedBy('retention-policy', policy(2, 2_000), [anna, ben])));
    expect(start().limitMs('referred')).toBe(2_000);
    rmSync(adopted);
    give(signedBy(policy(1, 1_000), [anna, ben]));
    expect(start).toThrow('roll-back');
  });

  it('that an earlier version of this program stored is still in force', () => {
    const { dataDir, start } = aLane();
    writeFileSync(join(dataDir, 'retention-adopted.json'), JSON.stringify(signedBy(policy(2, 2_000), [anna, ben])));
    expect(start().limitMs('referred')).toBe(2_000);
  });

  it('may arrive twice', () => {
    const { start } = aLane();
    const running = start();
    for (const _ of [1, 2]) running.adopt(signedBy(policy(2, 2_000), [anna, ben]), NOW);
    expect(running.limitMs('referred')).toBe(2_000);
  });

  it.each([
    ['only one person signed', signedBy(policy(2, 2_000), [anna]), 'too-few-signatures'],
    ['an unauthorised person signed', signedBy(policy(2, 2_000), [anna, stranger]), 'too-few-signatures'],
    ['one person signed twice', signedBy(policy(2, 2_000), [anna, anna]), 'too-few-signatures'],
    ['is older', signedBy(policy(0.5, 2_000), [anna, ben]), 'invalid'],
    ['has the number of the present one', signedBy(policy(1, 2_000), [anna, ben]), 'roll-back'],
    ['is not in force yet', signedBy(policy(2, 2_000, NOW + 1), [anna, ben]), 'not-yet-valid'],
    ['is not a policy', signedBy({ number: 2 }, [anna, ben]), 'invalid'],
    ['is not base64url', { policy: '!', signatures: [] }, 'unreadable'],
  ])('that %s is refused, and the previous one stays in force', (_what, signed, code) => {
    const { dataDir, start } = aLane();
    const running = start();
    expect(() => running.adopt(signed, NOW)).toThrow(expect.objectContaining({ code }));
    expect(running.limitMs('referred')).toBe(1_000);
    expect(existsSync(join(dataDir, 'retention-adopted.json'))).toBe(false);
    expect(start().limitMs('referred')).toBe(1_000);
  });

  it('keeps the lane from starting with an older one, even if its file is missing or damaged', () => {
    const { dataDir, start } = aLane();
    start().adopt(signedBy(policy(2, 2_000), [anna, ben]), NOW);
    for (const content of [
      '',
      '{}',
      JSON.stringify({ policy: Buffer.from('no JSON').toString('base64url'), signatures: [] }),
    ]) {
      writeFileSync(join(dataDir, 'retention-adopted.json'), content);
      expect(start).toThrow(ConfigError);
    }
  });

  it('needs configured signers: the built-in policy has none', () => {
    const builtIn = retentionInForce(
      { dataDir: temporaryFolder(), retentionFile: undefined, signerKeys: undefined },
      NOW,
    );
    expect(() => builtIn.adopt(signedBy(policy(2, 2_000), [anna, ben]), NOW)).toThrow(
      expect.objectContaining({ code: 'too-few-signatures' }),
    );
  });
});
