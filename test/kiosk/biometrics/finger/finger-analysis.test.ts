/** The finger thread with the real analyser, on prints of invented fingers. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import type { FingerPosition } from '../../../../hardware/fingerprint-scanner/fingerprint-scanner.ts';
import type { SecureElement } from '../../../../hardware/secure-element/secure-element.ts';
import { seededRandom } from '../../../../hardware/simulation/seeded-random.ts';
import { createLaneSimulation, type LaneSimulation } from '../../../../hardware/simulation/lane-simulation.ts';
import { IMPRESSION_PPI } from '../../../../hardware/simulation/ridges/impression.ts';
import type { SpecimenId } from '../../../../hardware/simulation/specimens.ts';
import { openSecureElement } from '../../../../kiosk/lane/devices/open-devices.ts';
import {
  createFingerAnalysis,
  type FingerAnalysis,
  type SealedImpression,
} from '../../../../kiosk/biometrics/finger/finger-analysis.ts';
import { openCaptureStore } from '../../../../kiosk/vault/captures/capture-store.ts';
import { createKeyTable, type KeyTable } from '../../../../kiosk/vault/captures/key-table.ts';
import { casesOf } from '../../../support/extent.ts';
import { epochKeysIn } from '../../../support/epoch-keys-in.ts';
import { createVault, type Vault } from '../../../../kiosk/vault/captures/vault.ts';
import type { Image } from '../../../../hardware/device/image.ts';
import { encodeJp2 } from '../../../../hardware/simulation/render/encode-jp2.ts';
import { type Dg3Edition, writeDg3 } from '../../../../models/finger/formats/dg3.ts';
import type {
  FingerImageCodec,
  FingerRepresentation,
} from '../../../../models/finger/formats/finger-representation.ts';
import { encodeWsq, FINE_BITS_PER_PIXEL } from '../../../../models/finger/formats/wsq/encode.ts';
import { writeImageRecord2005 } from '../../../../models/finger/formats/image-record-2005.ts';
import { writePgm } from '../../../../models/finger/formats/pgm.ts';
import type { TransactionId } from '../../../../server/contract/report.ts';
import { KIOSK_ID, laneConfig, SPECIMEN } from '../../../flows/lane-under-test.ts';

const ALPHA = SPECIMEN('alpha');
const BRAVO = SPECIMEN('bravo');
const TRANSACTION = 'ef'.repeat(16) as TransactionId;
const INDEX_FINGERS: readonly FingerPosition[] = [2, 7];
const RATE = 3e-4;
const CONTEXT = new TextEncoder().encode('a traveller');

let folder: string;
let element: SecureElement;
let vault: Vault;
let keys: KeyTable;
let simulation: LaneSimulation;
let analysis: FingerAnalysis;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'postern-finger-thread-'));
  element = await openSecureElement(laneConfig(folder, { url: 'http://127.0.0.1:9', key: new Uint8Array(32) }));
  const store = await openCaptureStore(join(folder, 'vault.sqlite'));
  vault = createVault({ kioskId: KIOSK_ID, clock: systemClock, epochKeys: await epochKeysIn(folder, element), store });
  keys = createKeyTable(4);
  // The same impressions in every run, because any two prints match with the false-match rate.
  simulation = await createLaneSimulation({ clock: systemClock, random: seededRandom(7) });
  analysis = createFingerAnalysis({ keyMemory: vault.keyMemory, registrationKeyMemory: keys.memory });
});
afterEach(async () => {
  await analysis.forget();
  vault.forget(TRANSACTION);
  keys.destroyAll();
});
afterAll(async () => {
  await analysis.close();
  await simulation.close();
  await vault.close();
  await element.disconnect();
  rmSync(folder, { recursive: true, force: true });
});

async function impression(who: SpecimenId, position: FingerPosition): Promise<SealedImpression> {
  const image = await simulation.impression(who, position);
  return { capture: vault.sealImage(image, 'finger-image', TRANSACTION), position, resolutionPpi: IMPRESSION_PPI };
}

/** Size of a print in a chip. */
const PRINT_BYTES = 12_000;

async function encoded({ width, height, ...rest }: Image, codec: FingerImageCodec): Promise<Uint8Array<ArrayBuffer>> {
  const image = { width, height, ...rest };
  const raw = sharp(image.data, { raw: { width, height, channels: 1 } });
  switch (codec) {
    case 'raw':
      return image.data;
    case 'pgm':
      return writePgm(image);
    case 'wsq':
      return encodeWsq(image, { resolutionPpi: IMPRESSION_PPI, bitsPerPixel: FINE_BITS_PER_PIXEL });
    case 'jpeg':
      return Uint8Array.from(await raw.jpeg({ quality: 90 }).toBuffer());
    case 'jpeg2000':
      return encodeJp2(await raw.toColourspace('srgb').raw().toBuffer(), width, height, PRINT_BYTES);
    case 'png':
      return Uint8Array.from(await raw.png().toBuffer());
  }
}

async function representation(
  who: SpecimenId,
  position: FingerPosition,
  codec: FingerImageCodec,
): Promise<FingerRepresentation> {
  const image = await simulation.impression(who, position);
  const data = await encoded(image, codec);
  return {
    position,
    impression: 0,
    codec,
    widthPx: image.width,
    heightPx: image.height,
    resolutionPpi: IMPRESSION_PPI,
    quality: undefined,
    data,
  };
}

async function documentOf(
  who: SpecimenId,
  edition: Dg3Edition = '19794-4:2005',
  codec: FingerImageCodec = edition === '39794-4' ? 'pgm' : 'raw',
) {
  const fingers = await Promise.all(INDEX_FINGERS.map((position) => representation(who, position, codec)));
  return vault.sealEncoded(writeDg3(fingers, edition), 'chip-fingers', TRANSACTION);
}

async function take(who: SpecimenId): Promise<void> {
  for (const position of INDEX_FINGERS) await analysis.extract(await impression(who, position));
}

test('the finger thread returns the digest of its filter graph', async () => {
  expect(await analysis.open()).toMatch(/^[0-9a-f]{64}$/);
});

describe('fingers of a document', () => {
  const FORMS: readonly (readonly [Dg3Edition, FingerImageCodec])[] = [
    ['19794-4:2005', 'raw'],
    ['19794-4:2005', 'jpeg'],
    ['19794-4:2005', 'jpeg2000'],
    ['39794-4', 'pgm'],
    ['39794-4', 'wsq'],
    ['19794-4:2005', 'wsq'],
    ['39794-4', 'jpeg2000'],
  ];
  // Each edition and each codec once in `npm test`
  test.each(casesOf(FORMS, (_, place) => place < 5))(
    'of ISO/IEC %s in %s are compared with those of the holder',
    async (edition, codec) => {
      const document = await documentOf(ALPHA, edition, codec);
      expect(await analysis.setDocumentReferences(document)).toEqual(INDEX_FINGERS);
      await take(ALPHA);
      expect(await analysis.compare(INDEX_FINGERS, RATE)).toMatchObject({ kind: 'match' });
      await take(BRAVO);
      expect(await analysis.compare(INDEX_FINGERS, RATE)).toEqual({ kind: 'below-threshold' });
      expect(document.sealed.byteLength).toBeGreaterThan(0);
    },
  );

  test('in PNG, or in a truncated JPEG 2000, give no reference', async () => {
    expect(await analysis.setDocumentReferences(await documentOf(ALPHA, '39794-4', 'png'))).toEqual([]);
    const whole = await representation(ALPHA, 2, 'jpeg2000');
    const half = { ...whole, data: whole.data.slice(0, whole.data.length / 2) };
    const document = vault.sealEncoded(writeDg3([half], '39794-4'), 'chip-fingers', TRANSACTION);
    expect(await analysis.setDocumentReferences(document)).toEqual([]);
  });

  test.each([
    ['noise', new Uint8Array(500).fill(0x63)],
    ['nothing', new Uint8Array(0)],
    ['a count of zero', writeDg3([], '19794-4:2005')],
  ])('with %s give no reference', async (_what, bytes) => {
    const document = vault.sealEncoded(bytes, 'chip-fingers', TRANSACTION);
    expect(await analysis.setDocumentReferences(document)).toEqual([]);
    await take(ALPHA);
    expect(await analysis.compare(INDEX_FINGERS, RATE)).toEqual({ kind: 'below-threshold' });
  });
});

describe('prints of a traveller', () => {
  test('are assessed, and a better one replaces the previous one', async () => {
    const first = await analysis.extract(await impression(ALPHA, 2));
    expect(first).toMatchObject({ kind: 'print', best: true });
    const image = await simulation.impression(ALPHA, 2, 'partial');
    const capture = vault.sealImage(image, 'finger-image', TRANSACTION);
    const second = await analysis.extract({ capture, position: 2, resolutionPpi: IMPRESSION_PPI });
    expect(second).not.toMatchObject({ best: true });
  });

  test('without a finger are unusable', async () => {
    const blank = new Uint8Array(320 * 400).fill(247);
    const image = { width: 320, height: 400, channelOrder: 'grey', data: blank, ownership: 'owned' } as const;
    const capture = vault.sealImage(image, 'finger-image', TRANSACTION);
    expect(await analysis.extract({ capture, position: 2, resolutionPpi: IMPRESSION_PPI })).toMatchObject({
      kind: 'unusable',
    });
  });

  test('in a record of the scanner are read, unless the record states another finger', async () => {
    const bytes = writeImageRecord2005([await representation(ALPHA, 2, 'raw')]);
    const sealed = () => vault.sealEncoded(Uint8Array.from(bytes), 'finger-image', TRANSACTION);
    const of = (position: FingerPosition) => ({ capture: sealed(), position, resolutionPpi: undefined });
    expect(await analysis.extract(of(7))).toEqual({ kind: 'unusable', advice: undefined });
    expect(await analysis.extract(of(2))).toMatchObject({ kind: 'print' });
  });

  test('are compared only when every required finger is present, and wiped afterwards', async () => {
    await analysis.setDocumentReferences(await documentOf(ALPHA));
    await analysis.extract(await impression(ALPHA, 2));
    expect(await analysis.compare(INDEX_FINGERS, RATE)).toEqual({ kind: 'below-threshold' });
    await take(ALPHA);
    await analysis.forgetPrints();
    expect(await analysis.compare(INDEX_FINGERS, RATE)).toEqual({ kind: 'below-threshold' });
    await take(ALPHA);
    await analysis.forget();
    expect(await analysis.compare(INDEX_FINGERS, RATE)).toEqual({ kind: 'below-threshold' });
  });

  test('whose key has been destroyed cannot be opened', async () => {
    const print = await impression(ALPHA, 2);
    vault.discard(print.capture);
    await expect(analysis.extract(print)).rejects.toMatchObject({ code: 'corrupt' });
  });
});

describe('a finger registration', () => {
  const registered = async (who: SpecimenId) => {
    const slot = keys.take();
    const impressions = [];
    for (const position of [...INDEX_FINGERS, ...INDEX_FINGERS]) impressions.push(await impression(who, position));
    const sealed = await analysis.register(impressions, slot, CONTEXT);
    if (sealed === undefined) throw new Error('the prints were not good enough');
    return { sealed, slot, context: CONTEXT };
  };

  test('matches the fingers of the registered person', async () => {
    const registration = await registered(ALPHA);
    expect(await analysis.setRegisteredReferences(registration)).toEqual(INDEX_FINGERS);
    await take(ALPHA);
    expect(await analysis.compare(INDEX_FINGERS, RATE)).toMatchObject({ kind: 'match' });
    await take(BRAVO);
    expect(await analysis.compare(INDEX_FINGERS, RATE)).toEqual({ kind: 'below-threshold' });
  });

  test('contains no unencrypted template', async () => {
    const { sealed } = await registered(ALPHA);
    expect(Buffer.from(sealed).includes('PFT')).toBe(false);
  });

  test('gives no finger when a bit of it, its key or its context differs', async () => {
    const registration = await registered(ALPHA);
    const changed = Uint8Array.from(registration.sealed);
    changed[100] = (changed[100] ?? 0) ^ 1;
    const other = new TextEncoder().encode('another context');
    expect(await analysis.setRegisteredReferences({ ...registration, sealed: changed })).toEqual([]);
    expect(await analysis.setRegisteredReferences({ ...registration, context: other })).toEqual([]);
    expect(await analysis.setRegisteredReferences({ ...registration, slot: keys.take() })).toEqual([]);
    expect(await analysis.setRegisteredReferences({ ...registration, sealed: new Uint8Array(10) })).toEqual([]);
    expect(await analysis.setRegisteredReferences(registration)).toEqual(INDEX_FINGERS);
  });

  test('is not created from an unusable print', async () => {
    const blank = new Uint8Array(320 * 400).fill(247);
    const image = { width: 320, height: 400, channelOrder: 'grey', data: blank, ownership: 'owned' } as const;
    const capture = vault.sealImage(image, 'finger-image', TRANSACTION);
    const impressions = [await impression(ALPHA, 2), { capture, position: 7 as const, resolutionPpi: IMPRESSION_PPI }];
    expect(await analysis.register(impressions, keys.take(), CONTEXT)).toBeUndefined();
  });
});
