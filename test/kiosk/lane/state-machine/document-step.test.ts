import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { DeviceError } from '../../../../hardware/device/device-error.ts';
import type { DocumentReader } from '../../../../hardware/document-reader/document-reader.ts';
import type { DocumentHandle } from '../../../../kiosk/rules/document/handle.ts';
import { documentSubject } from '../../../../kiosk/rules/document/handle.ts';
import { type DocumentStepOptions, readDocument } from '../../../../kiosk/lane/state-machine/document-step.ts';
import type { TryCounts } from '../../../../kiosk/lane/state-machine/try-counts.ts';
import { EMPTY_TRUST } from '../../../../kiosk/lists/trust/trust-files.ts';
import type { Vault } from '../../../../kiosk/vault/captures/vault.ts';
import type { TransactionId } from '../../../../server/contract/report.ts';

const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
/** ICAO 9303-4 appendix B. */
import { NO_PARTNERS } from './no-partners.ts';

const ERIKSSON = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10';
const HANDLE: DocumentHandle = { handle: 'ab'.repeat(32), epoch: '2026-01-01' };
const only = <T extends object>(parts: Partial<T>): T => parts as T;

async function step(
  handle: (subject: Uint8Array, wallMs: number) => Promise<DocumentHandle | undefined>,
  askWatchlists: DocumentStepOptions['askWatchlists'] = async () => [],
) {
  const zone = ascii(ERIKSSON);
  const asked: { subject: string; buffer: Uint8Array; zoneIsWiped: boolean }[] = [];
  const result = readDocument({
    transactionId: 't' as TransactionId,
    documentReader: only<DocumentReader>({
      read: async () => ({ kind: 'read', mrz: zone, files: new Map(), chip: undefined, readAtMs: 0 }),
    }),
    vault: only<Vault>({}),
    counts: only<TryCounts>({ today: async () => 2 }),
    clock: systemClock,
    basis: { trust: EMPTY_TRUST, trustPolicy: { oldestRevocationListMs: 0 } },
    handles: {
      handle(buffer, wallMs) {
        const zoneIsWiped = zone.every((byte) => byte === 0);
        asked.push({ subject: Buffer.from(buffer).toString('hex'), buffer, zoneIsWiped });
        return handle(buffer, wallMs);
      },
    },
    askWatchlists,
    partners: NO_PARTNERS,
    terminal: undefined,
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  return { result, asked };
}

describe('the document step', () => {
  it('requests the handle for issuer and number from the element after wiping the zone, and wipes its input', async () => {
    const { result, asked } = await step(async () => HANDLE);
    expect(await result).toMatchObject({
      document: { kind: 'read', handle: HANDLE },
      triesToday: { comparisons: 2, presentations: 2 },
    });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.subject).toBe(Buffer.from(documentSubject('UTO', ascii('L898902C3'))).toString('hex'));
    expect(asked[0]?.zoneIsWiped).toBe(true);
    expect(asked[0]?.buffer.every((byte) => byte === 0)).toBe(true);
  });

  it('counts no attempts of a document without a handle', async () => {
    const { document, triesToday } = await (await step(async () => undefined)).result;
    expect(document).toMatchObject({ kind: 'read', handle: undefined });
    expect(triesToday).toBeUndefined();
  });

  it('rejects with the error of the secure element, and wipes the input', async () => {
    const gone = new DeviceError('secure-element', 'disconnected', 'gone');
    const { result, asked } = await step(() => Promise.reject(gone));
    await expect(result).rejects.toBe(gone);
    expect(asked[0]?.buffer.every((byte) => byte === 0)).toBe(true);
  });
});
