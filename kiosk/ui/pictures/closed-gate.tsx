import { Picture } from './picture.tsx';

/** "No entry", as on a road: a disc with a bar. */
export function ClosedGate() {
  return (
    <Picture name="closed-gate">
      <circle class="rim" cx="200" cy="200" r="196" />
      <circle class="disc" cx="200" cy="200" r="172" />
      <rect class="bar" x="72" y="160" width="256" height="80" rx="10" />
    </Picture>
  );
}
