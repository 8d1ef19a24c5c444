/** Messages of lanes in a rehearsal at a server outside it, and the reverse. */
import { describe, expect, it } from 'vitest';
import type { Mode } from '../../../../hardware/host/mode.ts';
import { receiveReport } from '../../../../server/intake/ingest/receive-report.ts';
import { receiveStatus } from '../../../../server/intake/ingest/receive-status.ts';
import { openReceipt } from '../../../../server/contract/receipt.ts';
import { initialiseAuthority, openAuthority } from '../../../../server/lanes/fleet/authority.ts';
import { enrolByCode } from '../../../../server/lanes/fleet/enrol-by-code.ts';
import { renewCertificate } from '../../../../server/lanes/fleet/renew-certificate.ts';
import { findKiosk } from '../../../../server/records/kiosks/kiosks.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';
import { deskBench, enrolment, renewal } from '../../lanes/fleet/fixtures/certificate-requests.ts';

const MARK = { rehearsal: true } as const;
const WRONG = [
  ['production', MARK],
  ['development', MARK],
  ['rehearsal', {}],
] as const;
const HERE = '127.0.0.1';

async function enrolledBench(mode: Mode) {
  const bench = await ingestBench({ mode });
  const kiosk = testKiosk();
  await bench.enrol(kiosk);
  return { bench, kiosk };
}

/** The same envelope with another payload under the same signature. */
function altered(wire: Uint8Array, change: (payload: Record<string, unknown>) => object): Uint8Array {
  const envelope = JSON.parse(Buffer.from(wire).toString()) as { payload: string };
  const payload = JSON.parse(Buffer.from(envelope.payload, 'base64url').toString()) as Record<string, unknown>;
  const sorted = Object.fromEntries(Object.entries(change(payload)).sort(([one], [other]) => (one < other ? -1 : 1)));
  return Buffer.from(
    JSON.stringify({ ...envelope, payload: Buffer.from(JSON.stringify(sorted)).toString('base64url') }),
  );
}

describe('a server', () => {
  it.each(WRONG)('in %s refuses a report and a status of a lane in another mode', async (mode, mark) => {
    const { bench, kiosk } = await enrolledBench(mode);
    expect(await receiveReport(bench.context, kiosk.next(mark).wire)).toMatchObject({ code: 'other-mode' });
    const status = kiosk.status({ at: bench.clock.wallMs(), ...mark });
    expect(await receiveStatus(bench.context, status)).toMatchObject({ code: 'other-mode' });
    expect((await bench.alarms()).map(({ kind }) => kind)).toEqual(['invalid-message']);
    expect(await bench.database.knex('reports').select()).toEqual([]);
  });

  it('in rehearsal takes a report with the mark, and its receipt has the mark', async () => {
    const { bench, kiosk } = await enrolledBench('rehearsal');
    const report = kiosk.next(MARK);
    const answer = await receiveReport(bench.context, report.wire);
    if (answer.kind === 'refused') throw new Error(answer.code);
    const expected = { kioskId: kiosk.id, sequence: report.sequence, digest: report.digest };
    expect(openReceipt(answer.receipt, bench.serverKey, expected)).toMatchObject({ kind: 'valid', receipt: MARK });
    const status = kiosk.status({ at: bench.clock.wallMs(), ...MARK });
    expect(await receiveStatus(bench.context, status)).toEqual({ kind: 'accepted' });
  });

  it('opens no authority of another mode', async () => {
    for (const [made, opened] of [
      ['rehearsal', 'production'],
      ['production', 'rehearsal'],
    ] as const) {
      const folder = temporaryFolder();
      await initialiseAuthority(folder, Date.now(), undefined, made);
      await expect(openAuthority(folder, Date.now(), undefined, opened)).rejects.toMatchObject({ code: 'other-mode' });
      expect(await openAuthority(folder, Date.now(), undefined, made)).toBeDefined();
    }
  });

  it('refuses a mark that was removed or added as a bad signature', async () => {
    for (const [mode, mark, change] of [
      ['production', MARK, (payload: Record<string, unknown>) => ({ ...payload, rehearsal: undefined })],
      ['rehearsal', {}, (payload: Record<string, unknown>) => ({ ...payload, ...MARK })],
    ] as const) {
      const { bench, kiosk } = await enrolledBench(mode);
      const answer = await receiveReport(bench.context, altered(kiosk.next(mark).wire, change));
      expect(answer).toMatchObject({ code: 'bad-signature' });
    }
  });

  it.each(WRONG)('in %s enrols and certifies no lane in another mode, and keeps the code', async (mode, mark) => {
    const all = await deskBench();
    const desk = { ...all.desk, context: { ...all.desk.context, mode } };
    const kiosk = testKiosk();
    const code = await all.codeFor(kiosk);
    const wrong = await enrolByCode(desk, await enrolment(all, kiosk, code, mark), HERE);
    expect(wrong).toMatchObject({ kind: 'refused', code: 'other-mode' });
    expect(await findKiosk(all.bench.context.knex, kiosk.id)).toBeUndefined();
    expect(all.signals()).toEqual(['other-mode']);
    const own = mode === 'rehearsal' ? MARK : {};
    expect(await enrolByCode(desk, await enrolment(all, kiosk, code, own), HERE)).toMatchObject({ kind: 'given' });
    const renew = async (of: object) => renewCertificate(desk, await renewal(desk.challenges.make(), kiosk, of));
    expect(await renew(mark)).toMatchObject({ kind: 'refused', code: 'other-mode' });
    expect(await renew(own)).toMatchObject({ kind: 'given' });
  });
});
