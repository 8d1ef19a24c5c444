import { Picture } from './picture.tsx';

/** An open gate with a way through it. */
export function WalkThrough({ open }: { open: boolean }) {
  return (
    <Picture name={open ? 'walk-through open' : 'walk-through'}>
      <path class="frame" d="M60 380V190a140 140 0 0 1 280 0v190" />
      <g class="leaf left">
        <path d="M76 380V190a124 124 0 0 1 120-124v314z" />
      </g>
      <g class="leaf right">
        <path d="M324 380V190A124 124 0 0 0 204 66v314z" />
      </g>
      <g class="ways">
        <path d="M140 370l60-56 60 56" />
        <path d="M140 296l60-56 60 56" />
        <path d="M140 222l60-56 60 56" />
      </g>
    </Picture>
  );
}
