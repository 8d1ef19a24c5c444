/** The dock: a development page that drives the simulated lane. */
import { render } from 'preact';
import { io } from 'socket.io-client';
import '../../../server/ui/design/tokens.css';
import '../../../server/ui/design/base.css';
import type { ScreenState } from '../../screen/screen-state.ts';
import { DockPage } from './dock-page.tsx';
import { connected, phase, refresh } from './dock-state.ts';
import './style/dock.css';

const REFRESH_EVERY_MS = 2_000;

const socket = io({ path: '/screen.io' });
socket.on('connect', () => {
  connected.value = true;
  void refresh();
});
socket.on('disconnect', () => {
  connected.value = false;
});
socket.on('state', (lane: ScreenState) => {
  const moved = lane.phase !== phase.value;
  phase.value = lane.phase;
  if (moved) void refresh();
});
window.setInterval(() => void refresh(), REFRESH_EVERY_MS);

render(<DockPage />, document.body);
