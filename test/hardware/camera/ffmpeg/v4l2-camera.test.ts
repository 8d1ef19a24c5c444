/** Tests the V4L2 path with substitutes for the tools, because there is no device. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ffmpegCamera } from '../../../../hardware/camera/ffmpeg/ffmpeg-camera.ts';
import { lockAssignments, parseControls, shiftedExposure } from '../../../../hardware/camera/ffmpeg/v4l2-controls.ts';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { codeOf, never } from '../../../contracts/device-rig.ts';
import { patientClock } from '../../../support/patient-clock.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { FAKE_SIZE, fakeProgram } from './fake-ffmpeg.ts';
import { CONTROLS, FORMATS_EXT } from './v4l2-lists.ts';

/** Stores the controls in a file, as a camera stores them. */
const V4L2CTL = `
  const { readFileSync, writeFileSync } = require('node:fs');
  const state = __filename + '.controls';
  if (args.includes('--list-formats-ext')) out(Buffer.from(${JSON.stringify(FORMATS_EXT)}));
  if (args.includes('--list-ctrls')) out(readFileSync(state));
  const at = args.indexOf('--set-ctrl');
  if (at >= 0) {
    const [name, value] = args[at + 1].split('=');
    const now = readFileSync(state, 'latin1');
    writeFileSync(state, now.replace(new RegExp('(' + name + ' 0x.* value=)-?\\\\d+'), '$1' + value));
  }
`;

function rig(options: { ffmpeg?: string; v4l2ctl?: string; controls?: string } = {}) {
  const folder = temporaryFolder();
  const device = join(folder, 'video0');
  writeFileSync(device, '');
  const args = `require('node:fs').writeFileSync(__filename + '.args', JSON.stringify(args));`;
  const program = fakeProgram(folder, 'ffmpeg', args + (options.ffmpeg ?? 'await film(1e6)'));
  const v4l2ctl = fakeProgram(folder, 'v4l2-ctl', options.v4l2ctl ?? V4L2CTL);
  writeFileSync(`${v4l2ctl}.controls`, options.controls ?? CONTROLS);
  const mode = { width: 1280, height: 720, framesPerSecond: 30 };
  const camera = ffmpegCamera({ clock: patientClock(1_000), program, v4l2ctl, source: { kind: 'v4l2', device }, mode });
  onTestFinished(() => camera.disconnect());
  const controls = () => readFileSync(`${v4l2ctl}.controls`, 'latin1');
  return { camera, device, controls, args: () => JSON.parse(readFileSync(`${program}.args`, 'utf8')) as string[] };
}

describe('a V4L2 camera', () => {
  it('requests the nearest mode from ffmpeg, in separate arguments', async () => {
    const { camera, args, device } = rig();
    await camera.connect(never());
    const given = args();
    const after = (name: string) => given[given.indexOf(name) + 1];
    expect(after('-input_format')).toBe('mjpeg');
    expect(after('-video_size')).toBe('1280x720');
    expect(after('-framerate')).toBe('30');
    expect(after('-i')).toBe(device);
    expect(camera.capabilities).toEqual({ ...FAKE_SIZE, framesPerSecond: 30, timestamps: 'hardware' });
  });

  it('dates pictures by the kernel’s clock', async () => {
    const { camera } = rig({
      ffmpeg: 'out(head); for (;;) { const exposedUs = monotonicUs(); await sleep(60); out(picture(exposedUs)); }',
    });
    await camera.connect(never());
    const stop = new AbortController();
    const ages: number[] = [];
    await camera.stream(({ capturedAtMs }) => {
      ages.push(systemClock.monotonicMs() - capturedAtMs);
      if (ages.length === 10) stop.abort();
    }, stop);
    for (const age of ages) expect(age).toBeGreaterThan(58);
  });

  it('ignores impossible timestamps', async () => {
    const { camera } = rig({
      ffmpeg: 'out(head); for (let at = 5e9; ; at += 30000) { out(picture(at)); await sleep(30); }',
    });
    await camera.connect(never());
    const stop = new AbortController();
    const ages: number[] = [];
    await camera.stream(({ capturedAtMs }) => {
      ages.push(systemClock.monotonicMs() - capturedAtMs);
      if (ages.length === 10) stop.abort();
    }, stop);
    for (const age of ages) expect(Math.abs(age)).toBeLessThan(30_000);
  });

  it('is disconnected without its node, and when the node disappears while ffmpeg is silent', async () => {
    const { camera, device } = rig({ ffmpeg: 'await film(10); await sleep(60000)' });
    rmSync(device);
    expect(await codeOf(camera.connect(never()))).toBe('disconnected');
    writeFileSync(device, '');
    await camera.connect(never());
    const stream = camera.stream(() => undefined, { signal: never() });
    rmSync(device);
    expect(await codeOf(stream)).toBe('disconnected');
    writeFileSync(device, '');
    await camera.connect(never());
  });

  it('is unsupported when it offers no usable format', async () => {
    const { camera } = rig({ v4l2ctl: '', ffmpeg: "tell('Error opening input: Immediate exit requested')" });
    expect(await codeOf(camera.connect(never()))).toBe('unsupported');
  });

  it('locks exposure, gain and white balance at their current values, and unlocks them', async () => {
    const { camera, controls } = rig();
    await camera.connect(never());
    await camera.controls?.lockExposure(true);
    expect(controls()).toMatch(/auto_exposure .* value=1 /);
    expect(controls()).toMatch(/exposure_time_absolute .* value=203 /);
    expect(controls()).toMatch(/white_balance_automatic .* value=0\n/);
    await camera.controls?.lockExposure(false);
    expect(controls()).toMatch(/auto_exposure .* value=3 /);
    expect(controls()).toMatch(/white_balance_automatic .* value=1\n/);
  });

  it('shifts the exposure from the value that the camera had chosen, and restores it', async () => {
    const { camera, controls } = rig();
    await camera.connect(never());
    expect(await camera.controls?.shiftExposure?.(-1)).toBeCloseTo(Math.log2(102 / 203), 9);
    expect(controls()).toMatch(/auto_exposure .* value=1 /);
    expect(controls()).toMatch(/exposure_time_absolute .* value=102 /);
    expect(await camera.controls?.shiftExposure?.(-2)).toBeCloseTo(Math.log2(51 / 203), 9);
    await camera.controls?.lockExposure(true);
    expect(controls()).toMatch(/exposure_time_absolute .* value=51 /);
    await camera.controls?.lockExposure(false);
    expect(await camera.controls?.shiftExposure?.(0)).toBe(0);
    expect(controls()).toMatch(/auto_exposure .* value=3 /);
  });

  it('reports that the camera does not accept a shift', async () => {
    const { camera } = rig({ v4l2ctl: V4L2CTL.replace('writeFileSync(state, now', 'void (now') });
    await camera.connect(never());
    expect(await codeOf(camera.controls?.shiftExposure?.(-1) ?? Promise.resolve())).toBe('unsupported');
  });

  it('returns to the automatic exposure when a shift fails half-way', async () => {
    const halfWay = V4L2CTL.replace(
      'const now = readFile',
      "if (name === 'exposure_time_absolute') return tell('failed'); const now = readFile",
    );
    const { camera, controls } = rig({ v4l2ctl: halfWay });
    await camera.connect(never());
    expect(await codeOf(camera.controls?.shiftExposure?.(-1) ?? Promise.resolve())).toBe('unsupported');
    expect(controls()).toMatch(/auto_exposure .* value=3 /);
  });

  it('cannot shift the exposure without a control for the exposure time', async () => {
    const { camera } = rig({ controls: 'white_balance_automatic 0x0098090c (bool) : default=1 value=1\n' });
    await camera.connect(never());
    expect(camera.controls).toBeDefined();
    expect(camera.controls?.shiftExposure).toBeUndefined();
  });

  it('rejects when the camera does not keep a setting', async () => {
    const { camera } = rig({ v4l2ctl: V4L2CTL.replace('writeFileSync(state, now', 'void (now') });
    await camera.connect(never());
    expect(await codeOf(camera.controls?.lockExposure(true) ?? Promise.resolve())).toBe('unsupported');
  });

  it('has no controls when there is nothing to lock', async () => {
    const { camera } = rig({ controls: 'brightness 0x00980900 (int) : min=0 max=1 value=0\n' });
    await camera.connect(never());
    expect(camera.controls).toBeUndefined();
  });
});

describe('a shifted exposure time', () => {
  const time = { name: 'exposure_time_absolute', value: 0, min: 3, max: 2_047 };

  it('doubles with each stop up to 20 ms, and stays within the range of the control', () => {
    expect([1, 2, -1].map((stops) => shiftedExposure(time, 50, stops))).toEqual([100, 200, 25]);
    expect(shiftedExposure(time, 50, 3)).toBe(200);
    expect(shiftedExposure(time, 50, -9)).toBe(3);
    expect(shiftedExposure({ ...time, max: 120 }, 50, 3)).toBe(120);
  });

  it('is never shorter than the automatic value when a longer one is requested', () => {
    expect(shiftedExposure(time, 333, 1)).toBe(333);
  });
});

describe('the assignments of V4L2 controls', () => {
  it('accept the names of older kernels', () => {
    const older = parseControls(
      'exposure_auto 0x009a0901 (menu) : min=0 max=3 value=3\nexposure_absolute 0x009a0902 (int) : min=1 max=9 value=7\n',
    );
    expect(lockAssignments(older, true)).toEqual(['exposure_auto=1', 'exposure_absolute=7']);
    expect(lockAssignments(older, false)).toEqual(['exposure_auto=3']);
  });
});
