import { Picture } from './picture.tsx';

/** A person runs out through a door, as on the signs of ISO 7010 E001. */
export function EmergencyExit() {
  return (
    <Picture name="emergency-exit">
      <rect class="board" x="4" y="4" width="392" height="392" rx="24" />
      <path class="doorway" d="M226 372V44h136v328" />
      <g class="runner">
        <circle cx="208" cy="84" r="33" />
        <path
          class="limb"
          d="M192 136L160 226M196 142l52 44 44-16M188 138l-62 14-28 48M160 226l62 42 2 82M160 226l-28 66-66 18"
        />
      </g>
    </Picture>
  );
}
