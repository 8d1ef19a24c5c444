import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../models/fixtures/temporary-folder.ts';
import { proposeThreshold } from './pad/propose-threshold.ts';
import { readSet, SetError } from './pad/recorded-set.ts';

const CONSENT = {
  version: 1,
  statement: 'I agree to be recorded for this evaluation.',
  retainUntil: '2030-01-31',
  people: ['p01'],
};
const PRESENTATION = {
  version: 1,
  person: 'p01',
  species: 'bona-fide',
  turn: { frames: [{ file: '0001.jpg', atMs: 0 }], direction: 'left', promptedAtMs: 500 },
};

async function setOf(consent: unknown, presentation: unknown): Promise<string> {
  const folder = await temporaryFolder();
  mkdirSync(join(folder, 'a'));
  writeFileSync(join(folder, 'consent.json'), JSON.stringify(consent));
  writeFileSync(join(folder, 'a', 'presentation.json'), JSON.stringify(presentation));
  return folder;
}

describe('a recorded set', () => {
  it('is read when every person in it has consented', async () => {
    const folder = await setOf(CONSENT, PRESENTATION);
    expect(readSet(folder, '2029-05-05')).toEqual([{ ...PRESENTATION, folder: join(folder, 'a') }]);
  });

  it.each<[string, unknown, unknown, RegExp]>([
    ['with a person without consent', { ...CONSENT, people: ['p02'] }, PRESENTATION, /the person has not consented/],
    ['without a consent record', 'none', PRESENTATION, /consent\.json/],
    ['kept beyond its date', { ...CONSENT, retainUntil: '2029-05-04' }, PRESENTATION, /must be deleted/],
    [
      'that names a file outside its folder',
      CONSENT,
      { ...PRESENTATION, turn: { ...PRESENTATION.turn, frames: [{ file: '../x.jpg', atMs: 0 }] } },
      /frames/,
    ],
    ['that contains a name', CONSENT, { ...PRESENTATION, person: 'Erika Mustermann' }, /person/],
    ['with an unknown field', CONSENT, { ...PRESENTATION, age: 40 }, /age/],
  ])('%s is refused', async (_what, consent, presentation, message) => {
    const folder = await setOf(consent, presentation);
    expect(() => readSet(folder, '2029-05-05')).toThrow(SetError);
    expect(() => readSet(folder, '2029-05-05')).toThrow(message);
  });

  it('is refused when it does not exist', async () => {
    const folder = await temporaryFolder();
    expect(() => readSet(join(folder, 'nowhere'), '2029-05-05')).toThrow(SetError);
  });
});

describe('a proposed threshold', () => {
  const bonaFide = Array.from({ length: 100 }, (_, at) => at / 100);
  it('keeps the required share of bona fide measures below it, and states the APCER', () => {
    expect(proposeThreshold(bonaFide, { print: [0, 0.01, 0.5, 0.9] }, 0.02)).toEqual({
      threshold: 0.02,
      bpcer: 0.02,
      apcer: { print: 0.5 },
    });
  });
  it('is undefined without bona fide measures', () => {
    expect(proposeThreshold([], { print: [1] }, 0.02)).toBeUndefined();
  });
});
