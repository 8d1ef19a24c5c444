/** Reads a lane's mirror as its page does: over the mirror's own connection, during the face capture. */
import type { Socket } from 'socket.io-client';
import { WebSocket } from 'ws';
import type { AboutLane, ScreenState } from '../../kiosk/main/screen/screen-state.ts';

export interface MirrorWatch {
  /** Number of received pictures. */
  pictures(): number;
  last(): Buffer | undefined;
}

/** @param screen the page's first connection, not connected yet; closing it ends this one too */
export function watchMirror(url: string, screen: Socket): MirrorWatch {
  const { origin, host } = new URL(url);
  let word: string | undefined;
  let line: WebSocket | undefined;
  let pictures = 0;
  let last: Buffer | undefined;
  const leave = (): void => {
    line?.terminate();
    line = undefined;
  };
  screen.on('about', (about: AboutLane) => {
    word = about.mirror;
  });
  screen.on('state', ({ phase, face }: ScreenState) => {
    const looks = phase === 'face' && (face?.prompt ?? 'look') === 'look';
    if (!looks) return leave();
    if (word === undefined || line !== undefined) return;
    line = new WebSocket(`ws://${host}/mirror?${word}`, { origin });
    line.on('error', () => undefined);
    line.on('message', (picture: Buffer) => {
      pictures += 1;
      last = Buffer.from(picture);
    });
  });
  screen.on('disconnect', leave);
  return { pictures: () => pictures, last: () => last };
}
