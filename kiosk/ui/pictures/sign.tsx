import type { ComponentChildren } from 'preact';
import type { SignName } from './signs.ts';

const RAYS = 'M60 22v10M60 88v10M22 60h10M88 60h10M33 33l7 7M80 80l7 7M33 87l7-7M80 40l7-7';
const DROP = 'M60 26q27 32 27 47a27 27 0 0 1-54 0q0-15 27-47z';

/** In 120 units, within a disc. Lines and filled shapes: colour carries no meaning. */
const DRAWINGS: Readonly<Record<SignName, ComponentChildren>> = {
  left: <path d="M94 60H30M54 34L28 60l26 26" />,
  right: <path d="M26 60h64M66 34l26 26-26 26" />,
  up: <path d="M60 94V30M34 54l26-26 26 26" />,
  middle: (
    <>
      <path d="M60 20v20M50 31l10 11 10-11M60 100V80M50 89l10-11 10 11M20 60h20M31 50l11 10-11 10M100 60H80M89 50L78 60l11 10" />
      <circle class="filled" cx="60" cy="60" r="5" />
    </>
  ),
  closer: (
    <>
      <circle class="filled" cx="60" cy="60" r="12" />
      <path d="M42 42L26 26M26 42V26h16M78 42l16-16M78 26h16v16M42 78L26 94M26 78v16h16M78 78l16 16M94 78v16H78" />
    </>
  ),
  back: (
    <>
      <circle class="filled" cx="60" cy="60" r="7" />
      <path d="M24 24l18 18M42 27v15H27M96 24L78 42M93 42H78V27M24 96l18-18M27 78h15v15M96 96L78 78M78 93V78h15" />
    </>
  ),
  look: (
    <>
      <path d="M22 60q38-38 76 0q-38 38-76 0z" />
      <circle class="filled" cx="60" cy="60" r="11" />
    </>
  ),
  turn: (
    <>
      <circle class="filled" cx="60" cy="42" r="18" />
      <path d="M26 70q34 34 68 0M26 92V70h22M94 92V70H72" />
    </>
  ),
  still: <path class="wide" d="M47 38v44M73 38v44" />,
  'one-person': (
    <>
      <circle class="filled" cx="44" cy="40" r="12" />
      <path class="filled" d="M22 90v-8q0-22 22-22t22 22v8z" />
      <path d="M76 48l20 20M96 48L76 68" />
    </>
  ),
  'stand-here': (
    <>
      <circle class="filled" cx="60" cy="30" r="10" />
      <path class="filled" d="M44 76V60q0-14 16-14t16 14v16z" />
      <path d="M38 84q-14 3-14 8q0 9 36 9t36-9q0-5-14-8" />
    </>
  ),
  light: (
    <>
      <circle class="filled" cx="60" cy="60" r="18" />
      <path d={RAYS} />
    </>
  ),
  'less-light': (
    <>
      <circle class="filled" cx="60" cy="60" r="18" />
      <path d={RAYS} />
      <Not />
    </>
  ),
  'no-hat': (
    <>
      <path class="filled" d="M34 72V50q0-22 26-22t26 22v22z" />
      <path d="M18 76h84" />
      <Not />
    </>
  ),
  'no-sunglasses': (
    <>
      <path d="M17 46h86" />
      <path class="filled" d="M19 46h37v14a18.5 18.5 0 0 1-37 0zM64 46h37v14a18.5 18.5 0 0 1-37 0z" />
      <Not />
    </>
  ),
  'no-mask': (
    <>
      <path d="M31 62V48q0-26 29-26t29 26v14" />
      <path class="filled" d="M29 58q31-12 62 0v14q-9 26-31 26T29 72z" />
      <Not />
    </>
  ),
  press: <path d="M60 24v42M40 48l20 20 20-20M30 90h60" />,
  rest: <path d="M60 70V26M40 46l20-20 20 20M30 90h60" />,
  moist: <path class="filled" d={DROP} />,
  dry: (
    <>
      <path class="filled" d={DROP} />
      <Not />
    </>
  ),
};

/** In a corner of a picture, over whatever it shows. */
export function Sign({ name, left, top }: { name: SignName; left: number; top: number }) {
  return (
    <g class="sign" data-sign={name} transform={`translate(${left} ${top})`}>
      <circle class="plate" cx="60" cy="60" r="57" />
      {DRAWINGS[name]}
    </g>
  );
}

/** Struck out. */
function Not() {
  return (
    <>
      <path class="gap" d="M31 93L89 27" />
      <path class="struck" d="M31 93L89 27" />
    </>
  );
}
