/** The page's line to the check: views come in, commands go out. */
import { type Signal, signal } from '@preact/signals';
import { io } from 'socket.io-client';
import type { LightShown } from '../../biometrics/face/light-board.ts';
import type { PageState } from '../../main/readiness/check-page.ts';
import type { CheckCommand, CheckLanguage } from '../../main/readiness/check-view.ts';
import { laneToken } from '../model/lane-token.ts';
import { PAGE_LANGUAGES } from './words.ts';

/** Interval of the page's sign that it still draws, ms. */
const DRAWN_MS = 2_000;

export interface CheckModel {
  /** `null` before the first. */
  readonly state: Signal<PageState | null>;
  readonly isConnected: Signal<boolean>;
  /** The last command did not fit. */
  readonly wasRefused: Signal<boolean>;
  readonly language: Signal<CheckLanguage>;
  /** Changes the language of the page and of the lane's texts on it. */
  readonly speak: (language: CheckLanguage) => void;
  readonly send: (command: CheckCommand) => void;
  readonly confirmLight: (shown: LightShown) => void;
}

export function createCheckModel(): CheckModel {
  const state = signal<PageState | null>(null);
  const isConnected = signal(false);
  const wasRefused = signal(false);
  const language = signal(languageOf(navigator.languages));
  document.documentElement.lang = language.value;
  const socket = io({
    path: '/check.io',
    transports: ['websocket'],
    query: { token: laneToken() },
    reconnectionDelay: 500,
    reconnectionDelayMax: 3_000,
  });
  const tellVisible = (): void => void socket.emit('visible', document.visibilityState === 'visible');
  socket.on('connect', () => {
    isConnected.value = true;
    socket.emit('language', language.value);
    tellVisible();
  });
  socket.on('disconnect', () => {
    isConnected.value = false;
  });
  socket.on('state', (next: PageState) => {
    state.value = next;
  });
  socket.on('refused', () => {
    wasRefused.value = true;
  });
  document.addEventListener('visibilitychange', tellVisible);
  // A page that hangs draws no frame
  setInterval(() => requestAnimationFrame(() => socket.volatile.emit('drawn')), DRAWN_MS);
  return {
    state,
    isConnected,
    wasRefused,
    language,
    speak(next) {
      language.value = next;
      document.documentElement.lang = next;
      if (socket.connected) socket.emit('language', next);
    },
    send(command) {
      wasRefused.value = false;
      if (socket.connected) socket.emit('command', command);
    },
    confirmLight: (shown) => void (socket.connected && socket.emit('light', shown)),
  };
}

/** The first of the browser's that the page has, else English. */
function languageOf(tags: readonly string[]): CheckLanguage {
  const primaries = tags.map((tag) => tag.toLowerCase().split('-')[0]);
  const known = primaries.flatMap((primary) => PAGE_LANGUAGES.filter((one) => one === primary));
  return known[0] ?? 'en';
}
