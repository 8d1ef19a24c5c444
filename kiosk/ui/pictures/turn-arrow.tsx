/**
 * The screen faces the traveller, so their own left is its left. Physical, never mirrored with the direction of the script:
 * left is left in Arabic too.
 */
export function TurnArrow({ direction }: { direction: 'left' | 'right' }) {
  return (
    <svg class={`turn-arrow ${direction}`} viewBox="0 0 400 400">
      <g transform={direction === 'right' ? 'translate(400 0) scale(-1 1)' : undefined}>
        <ellipse class="head" cx="262" cy="200" rx="88" ry="116" />
        <path class="nose" d="M190 176l-26 46 30 6" />
        <circle class="eye" cx="214" cy="168" r="9" />
        <g class="moving">
          <path class="arrow" d="M132 110L24 200l108 90v-52h44v-76h-44z" />
        </g>
      </g>
    </svg>
  );
}
