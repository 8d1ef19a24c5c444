import type { FingerPosition } from '../../../hardware/fingerprint-scanner/fingerprint-scanner.ts';
import { Picture } from './picture.tsx';
import { Sign } from './sign.tsx';
import type { SignName } from './signs.ts';

/** Thumb to little finger of a right hand seen from its back: middle of the foot, length, lean in degrees. */
const FINGERS = [
  { x: 112, y: 268, length: 96, lean: -48 },
  { x: 150, y: 196, length: 118, lean: -10 },
  { x: 196, y: 186, length: 136, lean: -2 },
  { x: 242, y: 192, length: 122, lean: 6 },
  { x: 284, y: 212, length: 92, lean: 14 },
] as const;
const WIDTH = 40;

export interface FingerOfHandProps {
  readonly position: FingerPosition;
  readonly lifted: boolean;
  readonly sign: SignName | undefined;
}

/** The hand as its owner sees it, the finger to lay down and the scanner's glass under its tip. Physical, never mirrored with the direction of the script. */
export function FingerOfHand({ position, lifted, sign }: FingerOfHandProps) {
  const asked = (position - 1) % FINGERS.length;
  const { x: tipX, y: tipY, length: tipLength, lean: tipLean } = FINGERS[asked] ?? FINGERS[1];
  const top = tipY - tipLength;
  return (
    <Picture name={lifted ? 'finger-of-hand lifted' : 'finger-of-hand'}>
      <g transform={position > FINGERS.length ? 'translate(400 0) scale(-1 1)' : undefined}>
        <g transform={`rotate(${tipLean} ${tipX} ${tipY})`}>
          <rect class="platen" x={tipX - 44} y={top - 22} width="88" height="100" rx="16" />
        </g>
        <path class="palm" d="M128 208q70-40 172 8l-8 96q-10 58-90 58t-96-72z" />
        {FINGERS.map(({ x, y, length, lean }, index) => (
          <rect
            key={x}
            class={index === asked ? 'finger asked' : 'finger'}
            x={x - WIDTH / 2}
            y={y - length}
            width={WIDTH}
            height={length + WIDTH / 2}
            rx={WIDTH / 2}
            transform={`rotate(${lean} ${x} ${y})`}
          />
        ))}
        <path
          class="ridges"
          d={`M${tipX - 10} ${top + 34}v-6a10 10 0 0 1 20 0v6M${tipX} ${top + 26}v10`}
          transform={`rotate(${tipLean} ${tipX} ${tipY})`}
        />
      </g>
      {sign !== undefined && <Sign name={sign} left={284} top={284} />}
    </Picture>
  );
}
