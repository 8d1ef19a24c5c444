/** An open passport, photo page down, comes to lie on the glass of the reader, or lies there. */
export function PassportOnReader({ lies }: { lies: boolean }) {
  return (
    <svg class={lies ? 'passport-on-reader lies' : 'passport-on-reader'} viewBox="0 0 400 400">
      <path class="reader" d="M40 268l42-42h236l42 42v72a18 18 0 0 1-18 18H58a18 18 0 0 1-18-18z" />
      <path class="glass" d="M70 284l24-46h212l24 46z" />
      <rect class="slot" x="60" y="300" width="280" height="12" rx="6" />
      <rect class="scan" x="60" y="300" width="84" height="12" rx="6" />
      <g class="passport">
        <path
          class="cover"
          d="M112 92h176a12 12 0 0 1 12 12v112a12 12 0 0 1-12 12H112a12 12 0 0 1-12-12V104a12 12 0 0 1 12-12z"
        />
        <circle class="emblem" cx="200" cy="146" r="28" />
        <path class="emblem" d="M172 146h56M200 118c-16 18-16 38 0 56M200 118c16 18 16 38 0 56" />
        <path class="emblem" d="M150 202h36M214 202h36M186 194h28v16h-28z" />
      </g>
      {!lies && <path class="down" d="M200 20v44M180 48l20 22 20-22" />}
    </svg>
  );
}
