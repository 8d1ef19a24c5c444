/** The screen's line to its lane: states come in, touches go out. */
import { io } from 'socket.io-client';
import type { DeclarationAnswer } from '../../../server/contract/rules/answer.ts';
import type { StatementView } from '../../fleet/attestation/lane-statements.ts';
import type { LightShown } from '../../biometrics/face/light-board.ts';
import type { LaneView } from '../../lane/state-machine/lane-view.ts';
import type { AboutLane, ScreenState, Touch } from '../../main/screen/screen-state.ts';
import { laneToken } from './lane-token.ts';

/**
 * `interrupted`: what the lane said last may no longer be true, so it is not shown.
 * `lost`: it has been gone for so long that the traveller should not wait.
 */
export type LinkStatus = 'interrupted' | 'live' | 'lost';

/** How long a traveller is asked for patience before they are sent to the desk, ms. */
export const PATIENCE_MS = 8_000;

/** Longest wait for a statement: the server and a TPM answer first. ms */
const STATEMENT_PATIENCE_MS = 8_000;

/** Interval of the page's sign that it still draws, ms. Without it the screen is restarted. */
const DRAWN_MS = 2_000;

export interface LinkListener {
  readonly onState: (state: ScreenState) => void;
  readonly onStatus: (status: LinkStatus) => void;
}

export interface Link {
  /** Does nothing while the line is down: a touch that arrives late would answer another question. */
  readonly touch: (touch: Touch) => void;
  /** The same for a colour that is on the display now. */
  readonly confirmLight: (word: LightShown) => void;
  /** The same for a declaration. */
  readonly declare: (answer: DeclarationAnswer) => void;
  /** The lane's statement about itself, for a person's telephone. */
  readonly statement: () => Promise<StatementView>;
}

export function openLink({ onState, onStatus }: LinkListener): Link {
  const socket = io({
    path: '/screen.io',
    transports: ['websocket'],
    query: { token: laneToken() },
    reconnectionDelay: 250,
    reconnectionDelayMax: 2_000,
  });
  let patience: ReturnType<typeof setTimeout> | undefined;

  const interrupted = (): void => {
    if (patience !== undefined) return;
    onStatus('interrupted');
    patience = setTimeout(() => onStatus('lost'), PATIENCE_MS);
  };

  let about: AboutLane | undefined;
  socket.on('about', (told: AboutLane) => {
    about = told;
  });
  socket.on('state', (view: LaneView) => {
    if (about === undefined) return;
    clearTimeout(patience);
    patience = undefined;
    onState({ ...view, ...about });
    onStatus('live');
  });
  // A page behind another window draws nothing: the lane must not wait for its colours.
  const tellVisible = (): void => void socket.emit('visible', document.visibilityState === 'visible');
  socket.on('connect', tellVisible);
  document.addEventListener('visibilitychange', tellVisible);
  // A page that hangs draws no frame
  setInterval(() => requestAnimationFrame(() => socket.volatile.emit('drawn')), DRAWN_MS);
  socket.on('disconnect', (reason) => {
    interrupted();
    // The one case in which the client does not try again by itself.
    if (reason === 'io server disconnect') socket.connect();
  });
  interrupted();

  return {
    touch(touch) {
      if (socket.connected) socket.emit('touch', touch);
    },
    confirmLight(word) {
      if (socket.connected) socket.emit('light', word);
    },
    declare(answer) {
      if (socket.connected) socket.emit('declaration', answer);
    },
    async statement() {
      try {
        return (await socket.timeout(STATEMENT_PATIENCE_MS).emitWithAck('statement')) as StatementView;
      } catch {
        return { kind: 'missed' };
      }
    },
  };
}
