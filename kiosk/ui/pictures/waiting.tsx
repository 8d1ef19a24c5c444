import { Picture } from './picture.tsx';

export function Waiting() {
  return (
    <Picture name="waiting">
      <circle class="track" cx="200" cy="200" r="130" />
      <g class="turning">
        <path class="runner" d="M200 70a130 130 0 0 1 130 130" />
      </g>
      <g class="dots">
        <circle cx="150" cy="200" r="14" />
        <circle cx="200" cy="200" r="14" />
        <circle cx="250" cy="200" r="14" />
      </g>
    </Picture>
  );
}
