import { Picture } from './picture.tsx';

/** The small door, open onto daylight and a road. */
export function PosternGate() {
  return (
    <Picture name="postern-gate">
      <path class="arch" d="M46 396V190a154 154 0 0 1 308 0v206z" />
      <path class="sky" d="M82 396V190a118 118 0 0 1 236 0v206z" />
      <circle class="sun" cx="200" cy="196" r="52" />
      <path class="far" d="M82 276c44-40 82-40 118-12s78 22 118-10v142H82z" />
      <path class="near" d="M82 316c70-30 160-30 236 4v76H82z" />
      <path class="road" d="M186 304h28l46 92H140z" />
      <path class="leaf" d="M82 396V190c0-30 12-60 32-82v262z" />
      <path class="leaf" d="M318 396V190c0-30-12-60-32-82v262z" />
      <circle class="knob" cx="103" cy="264" r="5" />
      <circle class="knob" cx="297" cy="264" r="5" />
    </Picture>
  );
}
