import { describe } from 'vitest';
import { describeCamera } from '../../../contracts/describe-camera.ts';
import { ffmpegRig } from './ffmpeg-rig.ts';
import { missingFfmpeg } from './film.ts';

describe.skipIf(missingFfmpeg() !== undefined)('with ffmpeg', () => {
  describeCamera('the ffmpeg camera', ffmpegRig);
});
