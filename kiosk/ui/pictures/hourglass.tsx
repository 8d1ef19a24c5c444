import { Picture } from './picture.tsx';

export function Hourglass() {
  return (
    <Picture name="hourglass">
      <path class="sand" d="M146 118h108l-54 82zM126 332q74-66 148 0z" />
      <path d="M116 60v44q0 44 84 96-84 52-84 96v44M284 60v44q0 44-84 96 84 52 84 96v44" />
      <path class="plates" d="M88 52h224M88 348h224" />
    </Picture>
  );
}
