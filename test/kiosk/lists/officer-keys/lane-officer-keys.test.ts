/** A list that is replaced while the lane runs. */
import type { Mode } from '../../../../hardware/host/mode.ts';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { ConfigError } from '../../../../kiosk/platform/config/config.ts';
import type { KioskEvent } from '../../../../kiosk/platform/base/events.ts';
import { openOfficerKeys } from '../../../../kiosk/lists/officer-keys/lane-officer-keys.ts';
import { listedKey, officerKeyList, passkey } from '../../../support/officer-key-list.ts';
import { documentSignedBy, signer } from '../../../support/signers.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const MINUTE_MS = 60_000;
const [anna, ben] = [signer(), signer()] as const;
const term = { role: 'officer', validFrom: 0, validUntil: 1 } as const;

function aLane() {
  const dataDir = temporaryFolder();
  const file = join(temporaryFolder(), 'officer-keys-signed.json');
  const events: KioskEvent[] = [];
  const clock = turnedClock();
  const give = (number: number, { signers = [anna, ben], validFrom = 0, officer = 'officer-anna' } = {}) => {
    const list = officerKeyList([listedKey(officer, passkey(), [term])], { number, validFrom });
    writeFileSync(file, JSON.stringify(documentSignedBy('officer-keys', list, signers)));
  };
  const start = (officerKeysFile: string | undefined = file, mode: Mode = 'production') => {
    const config = { mode, officerKeysFile, signerKeys: [anna.hex, ben.hex], dataDir };
    const keys = openOfficerKeys({ config, clock, log: (event) => void events.push(event) });
    keys.follow();
    onTestFinished(() => keys.close());
    return keys;
  };
  const refusals = () => events.flatMap((event) => (event.event === 'document-refused' ? event.code : []));
  return { file, give, start, clock, refusals };
}

describe('the list of officers’ keys', () => {
  it('is in force from the start', () => {
    const { give, start } = aLane();
    give(1);
    expect(start().now()?.number).toBe(1);
  });

  it('is absent without a configured file', () => {
    const { clock } = aLane();
    const config = {
      mode: 'development',
      officerKeysFile: undefined,
      signerKeys: [],
      dataDir: temporaryFolder(),
    } as const;
    expect(openOfficerKeys({ config, clock, log: () => undefined }).now()).toBeUndefined();
  });

  it('keeps the lane from starting when it is missing or not signed by two', () => {
    const { give, start } = aLane();
    expect(() => start()).toThrow(ConfigError);
    give(1, { signers: [anna] });
    expect(() => start()).toThrow('POSTERN_KIOSK_OFFICER_KEYS_FILE: too-few-signatures');
  });

  it('with an invented person is accepted in development, and refused in production', async () => {
    const { give, start, clock, refusals } = aLane();
    give(1, { officer: 'development-officer' });
    expect(() => start()).toThrow('POSTERN_KIOSK_OFFICER_KEYS_FILE: invalid');
    expect(start(undefined, 'development').now()?.number).toBe(1);
    give(2);
    const keys = start();
    give(3, { officer: 'development-officer' });
    await clock.advance(MINUTE_MS);
    expect([keys.now()?.number, refusals()]).toEqual([2, ['invalid']]);
  });

  it('is replaced within a minute, without a restart', async () => {
    const { give, start, clock } = aLane();
    give(1);
    const keys = start();
    give(2);
    await clock.advance(MINUTE_MS);
    expect(keys.now()?.number).toBe(2);
  });

  it('stays in force when its file becomes older, unsigned, damaged or missing, and the log states why', async () => {
    const { file, give, start, clock, refusals } = aLane();
    give(5);
    const keys = start();
    const spoilt = [
      () => give(4),
      () => give(6, { signers: [ben] }),
      () => writeFileSync(file, '{'),
      () => rmSync(file),
    ];
    for (const spoil of spoilt) {
      spoil();
      await clock.advance(MINUTE_MS);
      expect(keys.now()?.number).toBe(5);
    }
    expect(refusals()).toEqual(['roll-back', 'too-few-signatures', 'unreadable', 'unreadable']);
    give(6);
    await clock.advance(MINUTE_MS);
    expect(keys.now()?.number).toBe(6);
  });

  it('that is installed before its time comes into force at its time', async () => {
    const { give, start, clock, refusals } = aLane();
    give(1);
    const keys = start();
    give(2, { validFrom: clock.wallMs() + 5 * MINUTE_MS });
    await clock.advance(2 * MINUTE_MS);
    expect([keys.now()?.number, refusals()]).toEqual([1, ['not-yet-valid']]);
    await clock.advance(4 * MINUTE_MS);
    expect(keys.now()?.number).toBe(2);
  });

  it('that was in force is recorded: the lane does not start with an older one', async () => {
    const { give, start, clock } = aLane();
    give(1);
    const keys = start();
    give(3);
    await clock.advance(MINUTE_MS);
    keys.close();
    give(2);
    expect(() => start()).toThrow('roll-back');
  });

  it('is no longer read after the lane has closed', async () => {
    const { give, start, clock } = aLane();
    give(1);
    const keys = start();
    keys.close();
    give(2);
    await clock.advance(MINUTE_MS);
    expect([keys.now()?.number, clock.pending()]).toEqual([1, 0]);
  });
});
