import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { turnedClock } from '../../../hardware/host/turned-clock.ts';
import { checkDigit } from '../../../hardware/simulation/document/machine-readable-zone.ts';
import {
  issueSpecimenDocument,
  type SpecimenDocument,
  type SpecimenDocumentOptions,
} from '../../../hardware/simulation/specimen-document.ts';
import { SPECIMENS, type SpecimenId } from '../../../hardware/simulation/specimens.ts';
import { portraitOfDg2 } from '../../../kiosk/rules/document/dg2.ts';
import { decodePortrait } from '../../../kiosk/biometrics/face/decode-portrait.ts';

const [alpha, bravo] = [SPECIMENS[0]!.id, SPECIMENS[1]!.id];
const issue = (options: Partial<SpecimenDocumentOptions> = {}) =>
  issueSpecimenDocument(SPECIMENS, { holder: alpha, clock: turnedClock(Date.UTC(2026, 5, 15)), ...options });

const zoneOf = ({ opticalZone }: SpecimenDocument) => Buffer.from(opticalZone ?? []).toString('ascii');
/** Content of DG1 after `61 5B 5F1F 58`. */
const storedZoneOf = ({ chip }: SpecimenDocument) =>
  Buffer.from(chip?.files.get('EF.DG1')?.subarray(5) ?? []).toString('ascii');
const oneLine = (zone: string) => zone.replace('\n', '');
const jpegOf = ({ chip }: SpecimenDocument) => {
  const file = Buffer.from(chip?.files.get('EF.DG2') ?? []);
  return file.subarray(file.indexOf(Buffer.from([0xff, 0xd8, 0xff])));
};

describe('a genuine specimen document', () => {
  it('has a valid zone, and the same zone in DG1', async () => {
    const document = await issue({ documentNumber: 'L898902C3' });
    const [first = '', second = ''] = zoneOf(document).split('\n');
    expect(first).toMatch(/^P<UTOSPECIMEN<<ALPHA</);
    expect(second.slice(0, 10)).toBe('L898902C36');
    expect(second[19]).toBe(checkDigit(second.slice(13, 19)));
    expect(second[27]).toBe(checkDigit(second.slice(21, 27)));
    expect(second[43]).toBe(checkDigit(second.slice(0, 10) + second.slice(13, 20) + second.slice(21, 43)));
    expect(storedZoneOf(document)).toBe(oneLine(zoneOf(document)));
    expect([...(document.chip?.files.keys() ?? [])].sort()).toEqual([
      ...['EF.COM', 'EF.CardAccess', 'EF.DG1', 'EF.DG14', 'EF.DG15', 'EF.DG2', 'EF.SOD'],
    ]);
  });

  it('has a portrait of passport size and weight', async () => {
    const jpeg = jpegOf(await issue());
    expect(await sharp(jpeg).metadata()).toMatchObject({ format: 'jpeg', width: 413, height: 531, channels: 3 });
    expect(jpeg.length).toBeGreaterThan(12_000);
    expect(jpeg.length).toBeLessThan(25_000);
  });

  it('has a portrait in the codec and the record of its state, or in the requested ones', async () => {
    const [charlie, delta, foxtrot] = [SPECIMENS[2]!.id, SPECIMENS[3]!.id, SPECIMENS[5]!.id];
    const portraitOf = ({ chip }: SpecimenDocument) => portraitOfDg2(Uint8Array.from(chip?.files.get('EF.DG2') ?? []));
    const found = { kind: 'found', findings: [] };
    expect(portraitOf(await issue())).toMatchObject({ ...found, codec: 'jpeg', record: 'iso-19794-5' });
    const [jp2, block, both] = [charlie, delta, foxtrot].map((holder) => issue({ holder }));
    expect(portraitOf(await jp2!)).toMatchObject({ ...found, codec: 'jpeg-2000', record: 'iso-19794-5' });
    expect(portraitOf(await block!)).toMatchObject({ ...found, codec: 'jpeg', record: 'iso-39794-5' });
    expect(portraitOf(await both!)).toMatchObject({ ...found, codec: 'jpeg-2000', record: 'iso-39794-5' });
    const asked = await issue({ portraitFormat: { codec: 'jpeg-2000', record: 'iso-39794-5' } });
    const read = portraitOf(asked);
    expect(read).toMatchObject({ ...found, codec: 'jpeg-2000', record: 'iso-39794-5' });
    const image = read.kind === 'found' ? read.image : new Uint8Array();
    expect(image.length).toBeGreaterThan(13_000);
    expect(image.length).toBeLessThan(16_000);
    expect(await decodePortrait(image)).toMatchObject({ kind: 'decoded', image: { width: 413, height: 531 } });
  });

  it('has a different number each time', async () => {
    const numbers = await Promise.all([issue(), issue(), issue()]);
    expect(new Set(numbers.map(({ documentNumber }) => documentNumber)).size).toBe(3);
  });

  it('is valid for years, or expired yesterday', async () => {
    expect(
      zoneOf(await issue())
        .split('\n')[1]
        ?.slice(21, 27),
    ).toBe('310614');
    expect(
      zoneOf(await issue({ expired: true }))
        .split('\n')[1]
        ?.slice(21, 27),
    ).toBe('260614');
  });

  it('may contain another person’s face', async () => {
    const own = await issue();
    const others = await issue({ portrait: { specimen: bravo, photograph: 0 } });
    expect(zoneOf(others)).toMatch(/ALPHA/);
    expect(jpegOf(others).equals(jpegOf(own))).toBe(false);
    expect(jpegOf(others).equals(jpegOf(await issue({ holder: bravo })))).toBe(true);
  });
});

describe('a faulty specimen document', () => {
  it('with a wrong check digit has it on the page and in DG1, and nowhere else', async () => {
    const right = await issue({ documentNumber: 'L898902C3' });
    const wrong = await issue({ documentNumber: 'L898902C3', variant: 'mrz-check-digit-wrong' });
    expect(storedZoneOf(wrong)).toBe(oneLine(zoneOf(wrong)));
    const differing = zoneOf(wrong)
      .split('')
      .filter((character, index) => character !== zoneOf(right)[index]);
    expect(differing).toHaveLength(1);
    expect(zoneOf(wrong).split('\n')[1]?.[9]).not.toBe('6');
  });

  it('with a deviating DG1 has another number in DG1, with right digits', async () => {
    const document = await issue({ documentNumber: 'L898902C3', variant: 'dg1-differs' });
    expect(zoneOf(document)).toContain('L898902C36');
    const stored = storedZoneOf(document).slice(44);
    expect(stored.slice(0, 9)).toBe('Z898902C3');
    expect(stored[9]).toBe(checkDigit('Z898902C3'));
  });

  it('without a chip, without a legible zone, or lifted too early is issued as such', async () => {
    expect(await issue({ variant: 'chip-dead' })).toMatchObject({ chip: undefined });
    expect(await issue({ variant: 'mrz-unreadable' })).toMatchObject({ opticalZone: undefined });
    expect(await issue({ variant: 'lifted-while-read' })).toMatchObject({
      chipFaults: [{ kind: 'removed' }],
    });
  });
});

describe('an impossible specimen document', () => {
  it.each([
    [{ holder: 'zulu' as SpecimenId }, 'no specimen traveller'],
    [{ documentNumber: 'TOOLONG1234' }, '9 characters'],
    [{ documentNumber: 'lower' }, 'A to Z'],
    [{ portrait: { specimen: alpha, photograph: 7 } }, 'no photograph'],
  ])('is not issued: %j', async (options, message) => {
    await expect(issue(options)).rejects.toThrow(message);
  });
});
