import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCameraMode, parseCameraSource } from '../../../hardware/camera/camera-source.ts';
import { ffmpegCall } from '../../../hardware/camera/ffmpeg/ffmpeg-arguments.ts';

describe('a camera’s source', () => {
  it.each([
    '',
    'v4l2:',
    'v4l2:/etc/passwd',
    'v4l2:/dev/../etc/passwd',
    'v4l2:/dev/-x',
    'file:',
    'file:a\nb',
    'rtsp://',
    'rtsp://user@host/1',
    'rtsp://user:password@host/1',
    'rtsp://host/1#part',
    'rtsp://host/a b',
    'rtsp://host/1\noption x y',
    'http://host/1',
    'Browser',
    'simulator',
  ])('is refused: %j', (text) => {
    expect(parseCameraSource(text)).toBeUndefined();
  });

  it('never becomes an option or a second line of a playlist', () => {
    const address = fc.string({ unit: 'binary' }).map((text) => `rtsp://host/${text}`);
    fc.assert(
      fc.property(
        fc.oneof(
          address,
          fc.webUrl().map((url) => url.replace(/^https?/, 'rtsp')),
        ),
        (text) => {
          const source = parseCameraSource(text);
          if (source?.kind !== 'rtsp') return;
          const { args, input } = ffmpegCall(source, undefined, { user: "a'b\n", password: '\nfile x' });
          expect(args.join('\n')).not.toContain('host');
          expect(input?.split('\n').filter((line) => line.startsWith('file '))).toHaveLength(1);
          expect(input?.split('\n')[1]).toMatch(/^file '[^']*'$/);
        },
      ),
    );
  });
});

describe('a camera’s mode', () => {
  it.each(['', '1280x720', '1280x720@', '1280x720@0', '10x10@30', '9999x9999@30', '1280x720@999', ' 1280x720@30'])(
    'is refused: %j',
    (text) => {
      expect(parseCameraMode(text)).toBeUndefined();
    },
  );
});
