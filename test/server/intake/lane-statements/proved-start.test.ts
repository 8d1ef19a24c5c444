/** The code on the screen of a lane with a TPM: it says how far the machine's start was proved, over the connection that asked. */
import { describe, expect, it } from 'vitest';
import { bindKey } from '../../../../kiosk/fleet/attestation/bind-key.ts';
import { createLaneStatements } from '../../../../kiosk/fleet/attestation/lane-statements.ts';
import { sendQuote } from '../../../../kiosk/fleet/attestation/send-quote.ts';
import { QUOTE_LIFETIME_MS } from '../../../../server/contract/attestation.ts';
import { STATEMENT_EVERY_MS } from '../../../../server/contract/statement-times.ts';
import { judgeLaneStatement } from '../../../../server/intake/lane-statements/judge-lane-statement.ts';
import { never } from '../../../contracts/device-rig.ts';
import { missingTpm } from '../../../support/tpm/soft-tpm.ts';
import {
  madeTpm,
  registersOf,
  startsServer,
  tpmLane,
  type TpmLane,
} from '../../lanes/attestation/fixtures/tpm-lane.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';

const missing = missingTpm();
const RELEASE = 'ab'.repeat(32);

describe.skipIf(missing !== undefined)(
  `the code of a lane with a TPM${missing === undefined ? '' : `: ${missing}`}`,
  () => {
    it('states no proof, a proved start, an approved one; and none again after a restart, and for an old quote', async () => {
      const made = madeTpm();
      const clock = handTurnedClock(Date.now());
      const starts = await startsServer([made.roots], {}, clock);
      const lane = await tpmLane(starts, made);
      const serverKey = starts.server.context.signer.publicKey;
      /** The start that a new statement of the lane states, as a telephone reads it. */
      const stated = async (by: TpmLane): Promise<string> => {
        clock.turn(STATEMENT_EVERY_MS);
        const page = new URL('/verify', starts.url);
        const statements = createLaneStatements({
          ...by,
          clock,
          page,
          serverKeys: () => [serverKey],
          release: () => RELEASE,
        });
        const view = await statements.state();
        statements.close();
        if (view.kind !== 'made') throw new Error('no statement');
        const verdict = judgeLaneStatement({ text: view.address, serverKey });
        if (verdict.kind !== 'genuine') throw new Error(verdict.code);
        expect(verdict.statement).toMatchObject({ release: RELEASE, beacon: { kioskId: lane.kioskId } });
        return verdict.statement.beacon.start;
      };
      const quote = (by: TpmLane) => sendQuote({ ...by, release: RELEASE }, never());

      expect(await stated(lane)).toBe('not-proved');
      expect(await bindKey(lane, never())).toEqual({ kind: 'done' });
      expect(await quote(lane)).toEqual({ kind: 'done', start: 'not-approved' });
      expect(await stated(lane)).toBe('proved');
      await starts.approve({ kind: 'start', name: 'field-1', registers: await registersOf(lane) });
      expect(await stated(lane)).toBe('approved');

      // The program was started again: its connection has another certificate, which no quote names yet
      const again = await lane.restarted();
      expect(await stated(again)).toBe('not-proved');
      expect(await quote(again)).toEqual({ kind: 'done', start: 'approved' });
      expect(await stated(again)).toBe('approved');
      expect(await stated(lane)).toBe('not-proved');

      clock.turn(QUOTE_LIFETIME_MS);
      expect(await stated(again)).toBe('not-proved');
    });
  },
);
