import { Picture } from './picture.tsx';

/**
 * An open passport shows its photo page, is turned over, and comes to lie on the glass of the reader. A traveller who asked for less motion sees
 * both sides of it beside each other, and an arrow from one to the other.
 */
export function PassportOnReader({ lies }: { lies: boolean }) {
  return (
    <Picture name={lies ? 'passport-on-reader lies' : 'passport-on-reader'}>
      <path class="reader" d="M36 300l40-74h248l40 74v58a18 18 0 0 1-18 18H54a18 18 0 0 1-18-18z" />
      <path class="glass" d="M66 300l30-60h208l30 60z" />
      <rect class="slot" x="60" y="330" width="280" height="12" rx="6" />
      <rect class="scan" x="60" y="330" width="84" height="12" rx="6" />
      <g class="passport">
        <Outside />
        {!lies && <Inside />}
      </g>
      {!lies && (
        <g class="both-sides">
          <g transform="translate(-48 14) scale(0.66)">
            <Inside />
          </g>
          <g transform="translate(184 14) scale(0.66)">
            <Outside />
          </g>
          <path class="turn" d="M164 78q36-40 72-2M240 50l-3 28-28-3" />
          <path class="turn" d="M316 170v40M300 196l16 16 16-16" />
        </g>
      )}
    </Picture>
  );
}

/** Photo page below, the page before it above. */
function Inside() {
  return (
    <g class="inside">
      <rect class="cover" x="104" y="14" width="192" height="212" rx="12" />
      <rect class="page" x="112" y="22" width="176" height="96" rx="4" />
      <rect class="page" x="112" y="122" width="176" height="96" rx="4" />
      <rect class="photo" x="122" y="132" width="48" height="56" rx="3" />
      <circle class="person" cx="146" cy="152" r="11" />
      <path class="person" d="M126 188q0-20 20-20t20 20z" />
      <path class="print" d="M182 142h92M182 158h70M182 174h82" />
      <path class="print zone" d="M124 200h152M124 211h152" />
    </g>
  );
}

/** Both covers, the front one above. */
function Outside() {
  return (
    <g class="outside">
      <rect class="cover" x="104" y="14" width="192" height="212" rx="12" />
      <path class="spine" d="M110 120h180" />
      <circle class="emblem" cx="200" cy="62" r="24" />
      <path class="emblem" d="M176 62h48M200 38c-14 15-14 33 0 48M200 38c14 15 14 33 0 48M170 102h60" />
    </g>
  );
}
