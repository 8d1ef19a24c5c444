import type { ImpostorTest } from '../../server/contract/impostor-tests.ts';

/** A seeded impostor test that was over before the epoch, with which each document may begin. */
export const SEEDED_TEST: ImpostorTest = {
  ...{ site: 'north', modality: 'face', from: '1969-12-01', until: '1969-12-02' },
  ...{ people: 20, documents: 20, pairs: 380, matched: 0 },
};
