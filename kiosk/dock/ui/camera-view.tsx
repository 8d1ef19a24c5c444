import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { connected, phase } from './dock-state.ts';

const VIEW_EVERY_MS = 300;
/** Which picture is asked for; a new number is a new picture. */
const look = signal(0);

/** What the simulated camera sees, from the simulation and not from the lane: the lane shows nobody a picture. */
export function CameraView() {
  useEffect(() => {
    const timer = window.setInterval(() => {
      if (document.visibilityState === 'visible' && connected.value) look.value += 1;
    }, VIEW_EVERY_MS);
    return () => window.clearInterval(timer);
  }, []);
  const looking = phase.value === 'face' ? 'the lane is looking' : 'the lane is not looking';
  return (
    <figure class="camera">
      <img
        src={`/dock/api/view.jpg?look=${look.value}`}
        width="640"
        height="360"
        alt="What stands before the simulated camera"
      />
      <figcaption class="quiet">Before the simulated camera ({looking})</figcaption>
    </figure>
  );
}
