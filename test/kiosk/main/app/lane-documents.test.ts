/** The policy and notice in force, from the configuration. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, readEach } from '../../../../kiosk/platform/config/config.ts';
import { DEVELOPMENT_POLICY } from '../../../../kiosk/rules/decision/policy.ts';
import { noticeInForce, policyInForce } from '../../../../kiosk/main/app/lane-documents.ts';
import { developmentNotice } from '../../../../kiosk/rules/notice/development-notice.ts';
import { documentSignedBy, signer } from '../../../support/signers.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const NOW = Date.UTC(2030, 0, 1);
const [anna, ben] = [signer(), signer()] as const;
const POLICY = { ...DEVELOPMENT_POLICY, id: 'ours-1' };
const NOTICE = { ...developmentNotice(NOW), version: 'ours-1' };
const DATES = { version: 1, number: 4, validFrom: 0 };
const KINDS = [
  ['decision-policy', { policy: POLICY }, POLICY],
  ['notice', { notice: NOTICE }, NOTICE],
] as const;

function aLane(mode: 'development' | 'production' = 'development') {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'given.json');
  const give = (content: unknown) => writeFileSync(file, JSON.stringify(content));
  const config = { mode, dataDir, policyFile: file, noticeFile: file, signerKeys: [anna.hex, ben.hex] };
  const start = (kind: (typeof KINDS)[number][0], change: object = {}) =>
    (kind === 'notice' ? noticeInForce : policyInForce)({ ...config, ...change }, NOW);
  return { give, start };
}

describe.each(KINDS)('the %s of a lane', (kind, body, content) => {
  it.each(['development', 'production'] as const)('in %s is the one signed by two people', (mode) => {
    const { give, start } = aLane(mode);
    give(documentSignedBy(kind, { ...DATES, ...body }, [anna, ben]));
    expect(start(kind)).toEqual(content);
  });

  it('in development may be an unsigned file, or absent', () => {
    const { give, start } = aLane();
    give(content);
    expect(start(kind)).toEqual(content);
    const builtIn = start(kind, { policyFile: undefined, noticeFile: undefined });
    expect(builtIn).toEqual(kind === 'notice' ? developmentNotice(NOW) : DEVELOPMENT_POLICY);
  });

  it('in production is never an unsigned file or the built-in one', () => {
    const { give, start } = aLane('production');
    give(content);
    expect(() => start(kind)).toThrow(ConfigError);
    expect(() => start(kind, { policyFile: undefined, noticeFile: undefined })).toThrow('no built-in');
  });

  it('in development is refused with an invalid signature', () => {
    const { give, start } = aLane();
    give(documentSignedBy(kind, { ...DATES, ...body }, [anna]));
    expect(() => start(kind)).toThrow('too-few-signatures');
    give(documentSignedBy(kind, { ...DATES, ...body }, [anna, ben]));
    expect(() => start(kind, { signerKeys: undefined })).toThrow('too-few-signatures');
  });

  it('is never older than an earlier one', () => {
    const { give, start } = aLane('production');
    give(documentSignedBy(kind, { ...DATES, ...body }, [anna, ben]));
    start(kind);
    give(documentSignedBy(kind, { ...DATES, ...body, number: 3 }, [anna, ben]));
    expect(() => start(kind)).toThrow('roll-back');
  });
});

describe('a lane with several files that cannot be used', () => {
  it('reports all of them at once', () => {
    const { give, start } = aLane('production');
    give({});
    const refused = () => readEach({ policy: () => start('decision-policy'), notice: () => start('notice') });
    expect(refused).toThrow(/POSTERN_KIOSK_POLICY_FILE: unreadable[^]*POSTERN_KIOSK_NOTICE_FILE: unreadable/);
    expect(readEach({ one: () => 1, two: () => 'two' })).toEqual({ one: 1, two: 'two' });
  });

  it('does not report a program error as a fault of a file', () => {
    const broken = () => {
      throw new TypeError('broken');
    };
    expect(() => readEach({ broken })).toThrow(TypeError);
  });
});
