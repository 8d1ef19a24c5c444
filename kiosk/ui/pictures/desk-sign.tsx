import { Picture } from './picture.tsx';

/** The desk's name as large as a sign over it; without a name, the desk itself. */
export function DeskSign({ desk }: { desk: string | undefined }) {
  return (
    <Picture name="desk-sign">
      {desk !== undefined && (
        <>
          <path class="cord" d="M130 20v44M270 20v44" />
          <rect class="plate" x="70" y="58" width="260" height="150" rx="22" />
          <text x="200" y="136" dominant-baseline="central" text-anchor="middle" font-size={desk.length > 2 ? 84 : 118}>
            {desk}
          </text>
        </>
      )}
      <circle class="officer" cx="200" cy="256" r="30" />
      <path class="officer" d="M132 340c4-34 32-46 68-46s64 12 68 46" />
      <path class="counter" d="M52 340h296M78 340v44M322 340v44" />
    </Picture>
  );
}
