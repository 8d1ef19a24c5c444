/** A V4L2 camera of the kernel (`vivid`), taken away from its driver as when it is unplugged. */
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { ffmpegCamera } from '../../../hardware/camera/ffmpeg/ffmpeg-camera.ts';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { describeCamera } from '../../contracts/describe-camera.ts';
import { never } from '../../contracts/device-rig.ts';
import { tellKernel, until } from './kernel-file.ts';

const DEVICE = '/dev/video0';
const DRIVER = '/sys/bus/platform/drivers/vivid';

async function plugIn(): Promise<void> {
  if (existsSync(DEVICE)) return;
  tellKernel(`${DRIVER}/bind`, 'vivid.0');
  await until(() => existsSync(DEVICE), DEVICE);
}

describeCamera('a V4L2 camera', async () => {
  await plugIn();
  const device = ffmpegCamera({
    clock: systemClock,
    source: { kind: 'v4l2', device: DEVICE },
    mode: { width: 320, height: 180, framesPerSecond: 10 },
  });
  return {
    device,
    clock: systemClock,
    pass: (byMs) => pause(byMs),
    endless: (signal) => device.stream(() => undefined, { signal }),
    use: () => device.stream(() => undefined, { signal: never() }),
    whenCancelled: 'resolves',
    overlapping: false,
    async unplug() {
      tellKernel(`${DRIVER}/unbind`, 'vivid.0');
      await until(() => device.status().kind === 'disconnected', 'a camera that is unplugged');
    },
    plugIn,
    close: plugIn,
  };
});
