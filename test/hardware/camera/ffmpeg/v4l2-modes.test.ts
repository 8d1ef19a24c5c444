import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseMode, parseFormatsExt, parseListFormats } from '../../../../hardware/camera/ffmpeg/v4l2-modes.ts';
import { FORMATS_EXT, LIST_FORMATS } from './v4l2-lists.ts';

describe('the formats of a V4L2 device', () => {
  it('are read with their rates from v4l2-ctl', () => {
    const modes = parseFormatsExt(FORMATS_EXT);
    expect(modes).toHaveLength(7);
    expect(modes[0]).toEqual({ format: 'mjpeg', compressed: true, width: 1920, height: 1080, framesPerSecond: 30 });
    expect(modes.at(-1)).toEqual({
      format: 'yuyv422',
      compressed: false,
      width: 1280,
      height: 720,
      framesPerSecond: 10,
    });
  });

  it('are read without rates from ffmpeg', () => {
    const modes = parseListFormats(LIST_FORMATS);
    expect(modes.map(({ format, width, height }) => `${format} ${width}x${height}`)).toEqual([
      'mjpeg 1920x1080',
      'mjpeg 1280x720',
      'mjpeg 640x480',
      'yuyv422 640x480',
      'yuyv422 1280x720',
    ]);
  });

  it('are not found in other text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseFormatsExt(text)).toEqual([]);
        expect(parseListFormats(text)).toEqual([]);
      }),
    );
  });
});

describe('the chosen V4L2 mode', () => {
  const exact = parseFormatsExt(FORMATS_EXT);
  const coarse = parseListFormats(LIST_FORMATS);
  const wanted = (width: number, height: number, framesPerSecond: number) => ({ width, height, framesPerSecond });

  it.each([
    ['compressed, when raw is too slow', wanted(1280, 720, 30), 'mjpeg 1280x720@30'],
    ['raw, when it is as fast', wanted(640, 480, 30), 'yuyv422 640x480@30'],
    ['raw, when a low rate is sufficient', wanted(1280, 720, 10), 'yuyv422 1280x720@10'],
    ['the faster one', wanted(1280, 720, 60), 'mjpeg 1280x720@60'],
    ['the nearest size', wanted(1600, 900, 30), 'mjpeg 1920x1080@30'],
  ])('is %s', (_name, question, answer) => {
    const mode = chooseMode(exact, question);
    expect(`${mode?.format} ${mode?.width}x${mode?.height}@${mode?.framesPerSecond}`).toBe(answer);
  });

  it('assumes the bandwidth of USB 2 for a raw format without a rate', () => {
    expect(chooseMode(coarse, wanted(1280, 720, 30))).toMatchObject({ format: 'mjpeg', width: 1280 });
    expect(chooseMode(coarse, wanted(640, 480, 30))).toMatchObject({ format: 'yuyv422', width: 640 });
  });

  it('is undefined without formats', () => {
    expect(chooseMode([], wanted(640, 480, 30))).toBeUndefined();
  });
});
