/**
 * The screen faces the traveller, so their own left is its left. Physical, never mirrored with the direction of the script:
 * left is left in Arabic too.
 */
export function TurnArrow({ direction }: { direction: 'left' | 'right' }) {
  return (
    <svg class={`turn-arrow ${direction}`} viewBox="0 0 480 320">
      <g transform={direction === 'right' ? 'translate(480 0) scale(-1 1)' : undefined}>
        <path class="neck" d="M314 246v52h90v-52" />
        <ellipse class="head" cx="358" cy="148" rx="98" ry="126" />
        <circle class="eye" cx="288" cy="128" r="11" />
        <circle class="eye" cx="356" cy="128" r="11" />
        <path class="nose" d="M308 138l-20 40h22" />
        <path class="nose" d="M300 212q26 12 52 2" />
        <g class="moving">
          <path class="arrow" d="M122 58L18 156l104 98v-58h106v-80H122z" />
        </g>
      </g>
    </svg>
  );
}
