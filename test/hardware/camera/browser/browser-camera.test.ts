import { afterAll, beforeAll, describe } from 'vitest';
import { describeCamera } from '../../../contracts/describe-camera.ts';
import { missingChromium } from '../../../server/fixtures/chromium.ts';
import { missingFfmpeg } from '../ffmpeg/film.ts';
import { browserRig, type FakeCamera, fakeCamera } from './browser-rig.ts';

describe.skipIf((missingChromium() ?? missingFfmpeg()) !== undefined)('with Chromium', () => {
  let fake: FakeCamera;
  beforeAll(async () => {
    fake = await fakeCamera();
  });
  afterAll(() => fake.close());

  describeCamera('the browser camera', () => browserRig(fake.browser));
});
