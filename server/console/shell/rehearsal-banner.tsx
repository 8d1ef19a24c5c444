import { Banner } from '../design/banner.tsx';
import { rich } from '../languages/text.ts';

/** Above every page of a server in a rehearsal. */
export function RehearsalBanner() {
  return (
    <Banner tone="caution" icon="warning">
      {rich(
        '<b>Rehearsal.</b> Travellers are invented, devices can be simulated, and keys are in software. Nothing here has legal effect.',
        { b: (inside) => <strong>{inside}</strong> },
      )}
    </Banner>
  );
}
