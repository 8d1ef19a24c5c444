import { describe, expect, it } from 'vitest';
import { describeDocumentReader } from '../../../contracts/describe-document-reader.ts';
import { stackMissing } from './pcsc-daemon.ts';
import { pcscRig } from './pcsc-rig.ts';

const missing = stackMissing();

describe('the PC/SC stack', () => {
  it('is installed where CI requires it', () => {
    if (process.env['CI'] === 'true') expect(missing).toBeUndefined();
  });
});

describe.skipIf(missing !== undefined)(`on the system's daemon${missing === undefined ? '' : ` (${missing})`}`, () => {
  describeDocumentReader('the PC/SC document reader', () => pcscRig());
});
